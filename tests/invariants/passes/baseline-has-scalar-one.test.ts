import { describe, it } from "vitest";
import { baselineHasScalarOne } from "../../../invariants/passes/baseline-has-scalar-one.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judgedPasses } from "../../support/judging.ts";
import { withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_post = table`
  date        ZT   ES
  2024-01-05  2    -1
  2024-02-05  1    0.5`;
const halved = table`
  date        ZT   ES
  2024-01-05  2    -1
  2024-02-05  0.5  0.25`;
const scaled = { tables: { weights_post, weights_scaled: halved } };

describe("passes/baseline-has-scalar-one", () => {
  it("passes when the baseline holds what it targets", () => {
    expectPass(
      judgedPasses(baselineHasScalarOne, { tables: { weights_post, weights_scaled: weights_post } }, scaled),
      4,
    );
  });

  it("fails where the baseline is de-risked too", () => {
    expectFail(
      judgedPasses(baselineHasScalarOne, scaled, scaled),
      { artifact: "weights_scaled.csv", date: "2024-02-05", asset: "ZT", expected: 1, actual: 0.5 },
      { date: "2024-02-05", asset: "ES", expected: 0.5, actual: 0.25 },
    );
  });

  it("is unproven without a rebalance, and skipped where a book is not recorded", () => {
    const none = withoutRows(weights_post, "2024-01-05", "2024-02-05");
    expectUnproven(
      judgedPasses(baselineHasScalarOne, { tables: { weights_post: none, weights_scaled: none } }, scaled),
    );
    expectSkipped(judgedPasses(baselineHasScalarOne, { tables: { weights_post } }, scaled), "weights_scaled.csv");
  });
});
