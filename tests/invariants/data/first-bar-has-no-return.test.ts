import { describe, it } from "vitest";
import { firstBarHasNoReturn } from "../../../invariants/data/first-bar-has-no-return.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const returns = table`
  date        ES    TY
  2024-01-02  0     0
  2024-01-03  0.01  -0.02`;

describe("data/first-bar-has-no-return", () => {
  it("passes when the first row is 0, whatever the others are", () => {
    expectPass(judged(firstBarHasNoReturn, { tables: { returns } }), 2);
  });

  it("fails for a first difference to nothing, and for NaN", () => {
    const priced = withCell(returns, "2024-01-02", "TY", 4.6);
    expectFail(judged(firstBarHasNoReturn, { tables: { returns: priced } }), {
      date: "2024-01-02",
      asset: "TY",
      artifact: "returns.csv",
      expected: 0,
      actual: 4.6,
      message: "the first row is no return",
    });
    const unknown = withCell(returns, "2024-01-02", "ES", Number.NaN);
    expectFail(judged(firstBarHasNoReturn, { tables: { returns: unknown } }), { asset: "ES", actual: "NaN" });
  });

  it("is unproven for an empty table, and skipped without one", () => {
    expectUnproven(judged(firstBarHasNoReturn, { tables: { returns: table`date ES` } }));
    expectSkipped(judged(firstBarHasNoReturn, {}), "needs returns.csv");
  });
});
