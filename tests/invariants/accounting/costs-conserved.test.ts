import { describe, it } from "vitest";
import { costsConserved } from "../../../invariants/accounting/costs-conserved.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const turnover = table`
  date        turnover  cost
  2024-01-03  4.0       0.0004`;
const portfolio_returns = table`
  date        gross_return  cost    log_return  simple_return
  2024-01-02  0             0       0           0
  2024-01-03  0.01          0.0004  0.0096      0.00964622763
  2024-01-04  -0.02         0      -0.02       -0.01980132669`;
const tables = { turnover, portfolio_returns };
const config = { costs: { halfSpreadBps: 0.5, feeBps: 0.5 } };

describe("accounting/costs-conserved", () => {
  it("passes when every cost is charged once, at its rate, on its date", () => {
    expectPass(judged(costsConserved, { config, tables }), 3 * 2 + 2);
  });

  it("fails when gross and net are identical", () => {
    const free = withCell(portfolio_returns, "2024-01-03", "log_return", 0.01);
    expectFail(judged(costsConserved, { config, tables: { ...tables, portfolio_returns: free } }), {
      date: "2024-01-03",
      artifact: "portfolio_returns.csv",
      expected: 0.01 - 0.0004,
      actual: 0.01,
      message: "net is not gross 0.01 less cost 0.0004",
    });
  });

  it("fails when the cost of a rebalance is lost on the way, or charged on another date", () => {
    const lost = withCell(withCell(portfolio_returns, "2024-01-03", "cost", 0), "2024-01-03", "log_return", 0.01);
    expectFail(judged(costsConserved, { config, tables: { ...tables, portfolio_returns: lost } }), {
      date: "2024-01-03",
      expected: 0.0004,
      actual: 0,
      message: "a cost of 0 is charged where turnover.csv says 0.0004",
    });
    const daily = withCell(
      withCell(portfolio_returns, "2024-01-04", "cost", 0.0001),
      "2024-01-04",
      "log_return",
      -0.0201,
    );
    expectFail(judged(costsConserved, { config, tables: { ...tables, portfolio_returns: daily } }), {
      date: "2024-01-04",
      expected: 0,
      actual: 0.0001,
      message: "a cost of 0.0001 is charged on a date without a rebalance",
    });
  });

  it("fails for a negative cost and for a wrong rate", () => {
    const paid = {
      turnover: withCell(turnover, "2024-01-03", "cost", -0.0004),
      portfolio_returns: withCell(
        withCell(portfolio_returns, "2024-01-03", "cost", -0.0004),
        "2024-01-03",
        "log_return",
        0.0104,
      ),
    };
    expectFail(judged(costsConserved, { tables: paid }), {
      date: "2024-01-03",
      artifact: "turnover.csv",
      expected: "0 or more",
      actual: -0.0004,
      message: "a cost is never negative",
    });
    expectFail(judged(costsConserved, { config: { costs: { halfSpreadBps: 1, feeBps: 1 } }, tables }), {
      artifact: "turnover.csv",
      expected: 4 * 0.0002,
      actual: 0.0004,
      message: "cost is not turnover 4 times the rate 0.0002",
    });
  });

  it("nets against the simple return under that convention, down to a total loss", () => {
    const simple = { costs: config.costs, conventions: { returns: "simple" } as const };
    const bars = table`
      date        gross_return  cost    log_return  simple_return
      2024-01-03  0.01          0.0004  0           0.0096
      2024-01-04  -1.4          0       -           -1`;
    expectPass(judged(costsConserved, { config: simple, tables: { turnover, portfolio_returns: bars } }), 2 * 2 + 2);
  });

  it("takes a rebalance that costs nothing, and the rounding of a gain that its cost eats up", () => {
    const idle = {
      turnover: withCell(withCell(turnover, "2024-01-03", "cost", 0), "2024-01-03", "turnover", 0),
      portfolio_returns: table`
      date        gross_return  cost  log_return  simple_return
      2024-01-03  0             0     0           0`,
    };
    expectPass(judged(costsConserved, { config, tables: idle }), 2 + 2);
    const even = table`
      date        gross_return  cost    log_return  simple_return
      2024-01-03  0.0004        0.0004  5e-14       0`;
    expectPass(judged(costsConserved, { config, tables: { turnover, portfolio_returns: even } }), 2 + 2);
  });

  it("does not check the rate where the config is not recorded", () => {
    expectPass(judged(costsConserved, { tables }), 3 * 2 + 1);
  });

  it("reports a cost whose rebalance was lost, NaN, and what it needs", () => {
    const lost = { ...tables, turnover: withoutRows(turnover, "2024-01-03") };
    expectFail(judged(costsConserved, { config, tables: lost }), { date: "2024-01-03", expected: 0, actual: 0.0004 });
    const broken = withCell(portfolio_returns, "2024-01-04", "cost", Number.NaN);
    expectFail(
      judged(costsConserved, { config, tables: { ...tables, portfolio_returns: broken } }),
      { date: "2024-01-04", expected: "NaN" },
      { date: "2024-01-04", actual: "NaN" },
    );
    expectSkipped(judged(costsConserved, { config, tables: { turnover } }), "needs portfolio_returns.csv");
    const empty = {
      turnover: table`date turnover cost`,
      portfolio_returns: table`date gross_return cost log_return simple_return`,
    };
    expectUnproven(judged(costsConserved, { config, tables: empty }));
  });
});
