import { describe, it } from "vitest";
import { equityCompoundsReturns } from "../../../invariants/accounting/equity-compounds-returns.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const portfolio_returns = table`
  date        gross_return  cost   log_return  simple_return
  2024-01-02  0             0.01   -0.01       -0.01
  2024-01-03  0             0      0            0.10
  2024-01-04  0             0      0           -0.20`;
const equity_curve = table`
  date        equity  drawdown
  2024-01-02  99      -0.01
  2024-01-03  108.9    0
  2024-01-04  87.12   -0.2`;
const tables = { portfolio_returns, equity_curve };
const config = { initialCapital: 100 };

describe("accounting/equity-compounds-returns", () => {
  it("passes when each bar compounds the one before, from the initial capital", () => {
    expectPass(judged(equityCompoundsReturns, { config, tables }), 3);
  });

  it("fails when returns are added up", () => {
    const added = withCell(equity_curve, "2024-01-04", "equity", 88.9);
    expectFail(judged(equityCompoundsReturns, { config, tables: { ...tables, equity_curve: added } }), {
      date: "2024-01-04",
      artifact: "equity_curve.csv",
      expected: 108.9 * (1 - 0.2),
      actual: 88.9,
      message: "108.9 on 2024-01-03 times one plus the simple return -0.2 is not 88.9",
    });
  });

  it("fails when the first bar does not start from the initial capital", () => {
    expectFail(judged(equityCompoundsReturns, { config: { initialCapital: 1 }, tables }), {
      date: "2024-01-02",
      expected: 0.99,
      actual: 99,
    });
  });

  it("leaves the first bar out where the capital is not recorded", () => {
    expectPass(judged(equityCompoundsReturns, { tables }), 2);
  });

  it("breaks the chain at a lost row and nowhere else", () => {
    const lost = withoutRows(equity_curve, "2024-01-03");
    expectPass(judged(equityCompoundsReturns, { config, tables: { ...tables, equity_curve: lost } }), 1);
    const first = withoutRows(equity_curve, "2024-01-02");
    expectPass(judged(equityCompoundsReturns, { config, tables: { ...tables, equity_curve: first } }), 1);
  });

  it("fails for NaN", () => {
    const broken = withCell(equity_curve, "2024-01-04", "equity", Number.NaN);
    expectFail(judged(equityCompoundsReturns, { config, tables: { ...tables, equity_curve: broken } }), {
      actual: "NaN",
    });
  });

  it("is unproven where no date is in both tables, and skipped without them", () => {
    expectUnproven(
      judged(equityCompoundsReturns, { config, tables: { ...tables, equity_curve: table`date equity drawdown` } }),
    );
    expectSkipped(judged(equityCompoundsReturns, { config }), "needs portfolio_returns.csv, equity_curve.csv");
  });
});
