import { describe, it } from "vitest";
import { assetWeightWithinLimit } from "../../../invariants/exposure/asset-weight-within-limit.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_scaled = table`
  date        ES   TY   GC
  2024-01-05  1.0 -2.0  0
  2024-02-05  0.5  0.5  0.5`;
const config = { limits: { maxAssetWeight: 2, maxGross: 10 } };

describe("exposure/asset-weight-within-limit", () => {
  it("passes at the limit, long and short", () => {
    expectPass(judged(assetWeightWithinLimit, { config, tables: { weights_scaled } }), 6);
  });

  it("fails with the asset that is over the limit", () => {
    const over = withCell(weights_scaled, "2024-01-05", "TY", -2.016);
    expectFail(judged(assetWeightWithinLimit, { config, tables: { weights_scaled: over } }), {
      date: "2024-01-05",
      asset: "TY",
      artifact: "weights_scaled.csv",
      expected: 2,
      actual: 2.016,
      residual: 0.016,
      message: "|weight| is over the limit of 2",
    });
  });

  it("fails for NaN and infinity wherever they stand", () => {
    const broken = withCell(withCell(weights_scaled, "2024-02-05", "ES", Number.NaN), "2024-02-05", "GC", -Infinity);
    expectFail(
      judged(assetWeightWithinLimit, { config, tables: { weights_scaled: broken } }),
      { date: "2024-02-05", asset: "ES", actual: "NaN" },
      { date: "2024-02-05", asset: "GC", actual: "Infinity" },
    );
  });

  it("is unproven without a row, skipped without a book or a config", () => {
    expectUnproven(judged(assetWeightWithinLimit, { config, tables: { weights_scaled: table`date ES` } }));
    expectSkipped(judged(assetWeightWithinLimit, { config }), "needs weights_post.csv");
    expectSkipped(judged(assetWeightWithinLimit, { tables: { weights_scaled } }), "needs run.json (config)");
  });
});
