import { describe, expect, it } from "vitest";
import { noPostRtRenormalization } from "../../../invariants/exposure/no-post-rt-renormalization.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import type { RunSketch } from "../../support/run-of.ts";
import { withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_post = table`
  date        ZT    ES
  2024-01-05  3.0  -1.0
  2024-02-05  2.0   1.0`;
const weights_scaled = table`
  date        ZT    ES
  2024-01-05  3.0  -1.0
  2024-02-05  1.0   0.5`;
const allocator_risk_v1_applied = table`
  date        risk_scalar_applied
  2024-01-05  1
  2024-02-05  0.5`;
const compute: RunSketch["config"] = { allocator: { mode: "compute", scalars: [0.5] } };
const tables = { weights_post, weights_scaled, allocator_risk_v1_applied };

describe("exposure/no-post-rt-renormalization", () => {
  it("passes when every asset carries the applied scalar", () => {
    expectPass(judged(noPostRtRenormalization, { config: compute, tables }), 4);
  });

  it("fails when the book is divided by its gross again", () => {
    const renormalized = table`
      date        ZT     ES
      2024-01-05  0.75  -0.25   # gross 4.00 back to 1.00
      2024-02-05  1.0    0.5`;
    const run = { config: compute, tables: { ...tables, weights_scaled: renormalized } };
    expectFail(
      judged(noPostRtRenormalization, run),
      {
        date: "2024-01-05",
        asset: "ZT",
        artifact: "weights_scaled.csv",
        expected: 3,
        actual: 0.75,
        message: "weights_post × applied scalar 1 is 3; every asset must carry the same scalar",
      },
      { date: "2024-01-05", asset: "ES", expected: -1, actual: -0.25 },
    );
  });

  it("fails when one asset is clipped, or when mode off scales at all", () => {
    const clipped = withCell(weights_scaled, "2024-01-05", "ZT", 2);
    expectFail(judged(noPostRtRenormalization, { config: compute, tables: { ...tables, weights_scaled: clipped } }), {
      date: "2024-01-05",
      asset: "ZT",
      expected: 3,
      actual: 2,
    });
    expectFail(
      judged(noPostRtRenormalization, { config: {}, tables }),
      { date: "2024-02-05", asset: "ZT", expected: 2, actual: 1 },
      { date: "2024-02-05", asset: "ES", expected: 1, actual: 0.5 },
    );
  });

  it("holds weights_raw, the book before the scalar, against weights_post", () => {
    const run = {
      config: compute,
      tables: { ...tables, weights_raw: withCell(weights_post, "2024-02-05", "ES", 0.9) },
    };
    expectFail(judged(noPostRtRenormalization, run), {
      date: "2024-02-05",
      asset: "ES",
      artifact: "weights_raw.csv",
      expected: 1,
      actual: 0.9,
      message: "weights_raw is the book before the scalar; weights_post has 1",
    });
  });

  describe("in a folder that does not record its config", () => {
    const pair = { weights_post, weights_scaled };

    it("takes the scalar of the largest weight and demands it of the others", () => {
      expectPass(judged(noPostRtRenormalization, { tables: pair }), 4 + 2 * 2);
      const uneven = withCell(weights_scaled, "2024-02-05", "ES", 0.8);
      expectFail(judged(noPostRtRenormalization, { tables: { ...pair, weights_scaled: uneven } }), {
        date: "2024-02-05",
        asset: "ES",
        expected: 0.5,
        actual: 0.8,
        message: "weights_post × the scalar of the largest weight, 0.5 is 0.5; every asset must carry the same scalar",
      });
    });

    it("demands that this scalar takes risk off", () => {
      const doubled = {
        weights_post,
        weights_scaled: table`
        date        ZT    ES
        2024-01-05  6.0  -2.0`,
      };
      expectFail(judged(noPostRtRenormalization, { tables: doubled }), {
        date: "2024-01-05",
        artifact: "weights_scaled.csv",
        expected: 1,
        actual: 2,
        message: "the scalar of the largest weight is no risk scalar",
      });
      const turned = {
        weights_post,
        weights_scaled: table`
        date        ZT    ES
        2024-01-05 -3.0   1.0`,
      };
      expectFail(judged(noPostRtRenormalization, { tables: turned }), { expected: "above 0", actual: -1 });
      const emptied = {
        weights_post,
        weights_scaled: table`
        date        ZT  ES
        2024-01-05  0   0`,
      };
      expectFail(judged(noPostRtRenormalization, { tables: emptied }), { expected: "above 0", actual: 0 });
    });

    it("allows the applied scalar or none where one is recorded", () => {
      expectPass(judged(noPostRtRenormalization, { tables }), 4);
      expectPass(judged(noPostRtRenormalization, { tables: { ...tables, weights_scaled: weights_post } }), 4);
      const quarter = table`
        date        ZT    ES
        2024-02-05  0.5   0.25`;
      expectFail(
        judged(noPostRtRenormalization, { tables: { ...tables, weights_scaled: quarter } }),
        { asset: "ZT", expected: 1 },
        { asset: "ES", expected: 0.5 },
      );
    });
  });

  it("compares what both panels have, and NaN fails", () => {
    expectPass(
      judged(noPostRtRenormalization, {
        config: compute,
        tables: { ...tables, weights_post: withoutRows(weights_post, "2024-01-05") },
      }),
      2,
    );
    expectPass(
      judged(noPostRtRenormalization, {
        tables: { weights_post, weights_scaled: withoutColumns(weights_scaled, "ZT") },
      }),
      2 + 4,
    );
    const broken = withCell(weights_scaled, "2024-01-05", "ES", Number.NaN);
    expectFail(judged(noPostRtRenormalization, { config: compute, tables: { ...tables, weights_scaled: broken } }), {
      asset: "ES",
      actual: "NaN",
      residual: "NaN",
      message: expect.stringContaining("weights_post × applied scalar 1 is -1"),
    });
  });

  it("passes a book of zeros", () => {
    const zeros = table`
      date        ZT  ES
      2024-01-05  0   0`;
    expectPass(judged(noPostRtRenormalization, { tables: { weights_post: zeros, weights_scaled: zeros } }));
  });

  it("is unproven where no rebalance is in both, and skipped without both", () => {
    const other = table`
      date        ZT  ES
      2025-01-05  1   1`;
    expectUnproven(judged(noPostRtRenormalization, { tables: { weights_post, weights_scaled: other } }));
    expectSkipped(judged(noPostRtRenormalization, { tables: { weights_post } }), "needs weights_scaled.csv");
  });

  it("takes the overlay for part of the book that the scalar multiplies", () => {
    const overlay_weights = table`
      date        ZT    ES
      2024-01-05  0     0
      2024-02-05  0     0.4`;
    const scaled = withCell(weights_scaled, "2024-02-05", "ES", 0.7);
    const overlaid = { ...tables, overlay_weights, weights_scaled: scaled };
    expectPass(judged(noPostRtRenormalization, { config: compute, tables: overlaid }), 4);
    expectFail(judged(noPostRtRenormalization, { config: compute, tables: { ...overlaid, weights_scaled } }), {
      date: "2024-02-05",
      asset: "ES",
      expected: 0.7,
      actual: 0.5,
    });
    const raw = { ...overlaid, weights_raw: weights_post };
    expectFail(judged(noPostRtRenormalization, { config: compute, tables: raw }), {
      artifact: "weights_raw.csv",
      expected: 1.4,
      actual: 1,
    });
    const short = { ...overlaid, overlay_weights: withoutRows(overlay_weights, "2024-02-05") };
    const { probe } = judged(noPostRtRenormalization, { config: compute, tables: short });
    expect(probe.violations.every(({ date, expected }) => date === "2024-02-05" && expected === "NaN")).toBe(true);
  });

  it("leaves books that are scaled by sleeve to another statement, but not the raw book", () => {
    const bySleeve: RunSketch["config"] = { allocator: { mode: "compute", sleeveScalars: {} } };
    expectSkipped(judged(noPostRtRenormalization, { config: bySleeve, tables }), "one-scalar-per-sleeve");
    const raw = { ...tables, weights_raw: weights_post };
    expectPass(judged(noPostRtRenormalization, { config: bySleeve, tables: raw }), 4);
    const unknown = { ...raw, sleeve_weights_post: weights_post };
    expectPass(judged(noPostRtRenormalization, { tables: unknown }), 4);
  });
});
