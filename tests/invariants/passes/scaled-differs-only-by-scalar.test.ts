import { describe, it } from "vitest";
import { scaledDiffersOnlyByScalar } from "../../../invariants/passes/scaled-differs-only-by-scalar.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judgedPasses } from "../../support/judging.ts";
import type { RunSketch } from "../../support/run-of.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_post = table`
  date        ZT   ES
  2024-01-05  2    -1
  2024-02-05  1    0.5`;
const allocator_risk_v1_applied = table`
  date        risk_scalar_applied
  2024-01-05  1
  2024-02-05  0.5`;
const weights_scaled = table`
  date        ZT   ES
  2024-01-05  2    -1
  2024-02-05  0.5  0.25`;
const baseline: RunSketch = { tables: { weights_post, weights_scaled: weights_post } };
const tables = { weights_post, weights_scaled, allocator_risk_v1_applied };

describe("passes/scaled-differs-only-by-scalar", () => {
  it("passes when each weight is the baseline's times the scalar of its date", () => {
    expectPass(judgedPasses(scaledDiffersOnlyByScalar, baseline, { tables }), 8);
  });

  it("fails where one asset carries another scalar, and where the targeted book is another one", () => {
    const oneSided = withCell(weights_scaled, "2024-02-05", "ES", 0.5);
    expectFail(judgedPasses(scaledDiffersOnlyByScalar, baseline, { tables: { ...tables, weights_scaled: oneSided } }), {
      artifact: "weights_scaled.csv",
      date: "2024-02-05",
      asset: "ES",
      expected: 0.25,
      actual: 0.5,
      message: "the baseline's book times what was applied is 0.25",
    });
    const retargeted = withCell(weights_post, "2024-01-05", "ZT", 2.2);
    expectFail(judgedPasses(scaledDiffersOnlyByScalar, baseline, { tables: { ...tables, weights_post: retargeted } }), {
      artifact: "weights_post.csv",
      asset: "ZT",
      message: "the baseline targets another book on this date",
    });
  });

  it("fails where a rebalance records no scalar", () => {
    const lost = withoutRows(allocator_risk_v1_applied, "2024-02-05");
    const finding = judgedPasses(scaledDiffersOnlyByScalar, baseline, {
      tables: { ...tables, allocator_risk_v1_applied: lost },
    });
    expectFail(finding, { asset: "ZT", expected: "NaN" }, { asset: "ES", expected: "NaN" });
  });

  it("adds the overlay before the scalar", () => {
    const overlay_weights = table`
      date        ZT   ES
      2024-01-05  0    0
      2024-02-05  0.4  0`;
    const withOverlay = withCell(weights_scaled, "2024-02-05", "ZT", 0.7);
    expectPass(
      judgedPasses(scaledDiffersOnlyByScalar, baseline, {
        tables: { ...tables, overlay_weights, weights_scaled: withOverlay },
      }),
    );
    expectFail(judgedPasses(scaledDiffersOnlyByScalar, baseline, { tables: { ...tables, overlay_weights } }), {
      asset: "ZT",
      expected: 0.7,
      actual: 0.5,
    });
  });

  it("adds up sleeves, each with a scalar of its own", () => {
    const sleeve_weights_post = table`
      date        core/ZT  core/ES  trend/ZT  trend/ES
      2024-01-05  2        0        0         -1
      2024-02-05  1        0        0         0.5`;
    const allocator_sleeve_risk_v1_applied = table`
      date        core  trend
      2024-01-05  1     1
      2024-02-05  0.5   0.2`;
    const sleeved = { ...tables, sleeve_weights_post, allocator_sleeve_risk_v1_applied };
    const scaled = withCell(weights_scaled, "2024-02-05", "ES", 0.1);
    expectPass(judgedPasses(scaledDiffersOnlyByScalar, baseline, { tables: { ...sleeved, weights_scaled: scaled } }));
    expectFail(judgedPasses(scaledDiffersOnlyByScalar, baseline, { tables: sleeved }), { asset: "ES", expected: 0.1 });
  });

  it("is unproven for runs without a rebalance, and skipped where a pass lacks its tables or applies nothing", () => {
    const none = {
      weights_post: withoutRows(weights_post, "2024-01-05", "2024-02-05"),
      weights_scaled: withoutRows(weights_scaled, "2024-01-05", "2024-02-05"),
    };
    expectUnproven(
      judgedPasses(scaledDiffersOnlyByScalar, { tables: none }, { tables: { ...none, allocator_risk_v1_applied } }),
    );
    expectSkipped(judgedPasses(scaledDiffersOnlyByScalar, { tables: {} }, { tables }), "in the baseline run");
    expectSkipped(
      judgedPasses(scaledDiffersOnlyByScalar, baseline, { tables: { weights_post } }),
      "needs weights_scaled.csv in the scaled run",
    );
    expectSkipped(
      judgedPasses(scaledDiffersOnlyByScalar, baseline, { tables: { weights_post, weights_scaled } }),
      "needs allocator_risk_v1_applied.csv in the scaled run",
    );
    expectSkipped(judgedPasses(scaledDiffersOnlyByScalar, baseline, { ...baseline, config: {} }), "allocator is off");
  });
});
