import { describe, expect, it } from "vitest";
import { pnlLinearInWeights } from "../../../invariants/accounting/pnl-linear-in-weights.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const returns = table`
  date        ES     TY
  2024-01-02  0      0
  2024-01-03  0.01  -0.02
  2024-01-04  0.03   0.01`;
const weights_daily = table`
  date        ES   TY
  2024-01-02  1    0.5
  2024-01-03  1    0.5
  2024-01-04  2   -1`;
const portfolio_returns = table`
  date        gross_return  cost  log_return  simple_return
  2024-01-02  0             0     0           0
  2024-01-03  0             0     0           0
  2024-01-04  0.05          0     0.05        0.05`;
const tables = { returns, weights_daily, portfolio_returns };

describe("accounting/pnl-linear-in-weights", () => {
  it("passes when the gross return is Σ w·r, in whatever order the columns are", () => {
    expectPass(judged(pnlLinearInWeights, { tables }), 3);
    const turned = table`
      date        TY    ES
      2024-01-02  0     0
      2024-01-03 -0.02  0.01
      2024-01-04  0.01  0.03`;
    expectPass(judged(pnlLinearInWeights, { tables: { ...tables, returns: turned } }), 3);
  });

  it("fails when the gross return is divided by gross", () => {
    const divided = withCell(portfolio_returns, "2024-01-04", "gross_return", 0.05 / 3);
    expectFail(judged(pnlLinearInWeights, { tables: { ...tables, portfolio_returns: divided } }), {
      date: "2024-01-04",
      artifact: "portfolio_returns.csv",
      expected: 0.05,
      actual: 0.05 / 3,
      message: expect.stringContaining(`gross_return is ${0.05 / 3}; Σ w·r of weights_daily and returns is 0.0`),
    });
  });

  it("does not take a sum that cancels for a finding", () => {
    const cancelled = withCell(portfolio_returns, "2024-01-03", "gross_return", 1.7e-18);
    expectPass(judged(pnlLinearInWeights, { tables: { ...tables, portfolio_returns: cancelled } }), 3);
  });

  it("fails for NaN in the weights, the returns or the result", () => {
    for (const name of ["returns", "weights_daily"] as const) {
      const broken = { ...tables, [name]: withCell(tables[name], "2024-01-03", "TY", Number.NaN) };
      expectFail(judged(pnlLinearInWeights, { tables: broken }), { date: "2024-01-03", expected: "NaN" });
    }
    const broken = withCell(portfolio_returns, "2024-01-03", "gross_return", Number.NaN);
    expectFail(judged(pnlLinearInWeights, { tables: { ...tables, portfolio_returns: broken } }), { actual: "NaN" });
  });

  it("compounds each asset's return under the simple convention", () => {
    const simple = { conventions: { returns: "simple" } as const };
    expectFail(judged(pnlLinearInWeights, { ...simple, tables }), { date: "2024-01-03" }, { date: "2024-01-04" });
    const day3 = withCell(portfolio_returns, "2024-01-03", "gross_return", Math.expm1(0.01) + 0.5 * Math.expm1(-0.02));
    const day4 = withCell(day3, "2024-01-04", "gross_return", 2 * (Math.exp(0.03) - 1) - (Math.exp(0.01) - 1));
    expectPass(judged(pnlLinearInWeights, { ...simple, tables: { ...tables, portfolio_returns: day4 } }), 3);
  });

  it("lets weights dated t earn the return of t+1 where the run says so", () => {
    const later = { conventions: { earnsFrom: 1 } as const };
    const day4 = withCell(portfolio_returns, "2024-01-04", "gross_return", 0.035);
    expectPass(judged(pnlLinearInWeights, { ...later, tables: { ...tables, portfolio_returns: day4 } }), 3);
    expectFail(judged(pnlLinearInWeights, { ...later, tables }), { date: "2024-01-04", expected: 0.035 });
  });

  it("compares what both tables have, and fails for weights that lost an asset with P&L", () => {
    expectPass(
      judged(pnlLinearInWeights, { tables: { ...tables, weights_daily: withoutRows(weights_daily, "2024-01-03") } }),
      2,
    );
    expectPass(judged(pnlLinearInWeights, { tables: { ...tables, returns: withoutRows(returns, "2024-01-03") } }), 2);
    expectFail(
      judged(pnlLinearInWeights, { tables: { ...tables, weights_daily: withoutColumns(weights_daily, "TY") } }),
      { date: "2024-01-03", actual: 0, expected: 0.01 },
      { date: "2024-01-04", actual: 0.05, expected: 0.06 },
    );
  });

  it("is unproven where no date has both, or an asset with a weight has no returns", () => {
    const others = table`
      date        ES  TY
      2025-01-02  1   1`;
    expectUnproven(judged(pnlLinearInWeights, { tables: { ...tables, weights_daily: others } }));
    expectUnproven(judged(pnlLinearInWeights, { tables: { ...tables, returns: withoutColumns(returns, "TY") } }));
  });

  it("is skipped without its tables", () => {
    expectSkipped(
      judged(pnlLinearInWeights, { tables: { returns } }),
      "needs weights_daily.csv, portfolio_returns.csv",
    );
  });
});
