import { relative } from "../../src/numeric/tolerance.ts";
import { Column } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const costsConserved = runInvariant({
  id: "accounting/costs-conserved",
  title: "Net is gross less cost; cost is turnover times the rate, never negative, charged at rebalances alone",
  severity: "error",
  why: `bt#82 reported identical gross and net returns; zipline PR#1849 booked negative commissions; pysystemtrade
    PR#315 lost costs to a NaN on reindexing. Costs that vanish on the way are the cheapest alpha there is.`,
  independentOf: "the engine's settlement: the same money is looked up in turnover and in portfolio_returns.",
  blindTo: `a turnover that is wrong (turnover-matches-trades); and, where the run does not record its config, the
    rate.`,
  needs: ["portfolio_returns", "turnover"],
  tolerance: relative(1e-9),
  check({ run, portfolio_returns, turnover }, probe) {
    const gross = new Column(portfolio_returns, "gross_return");
    const cost = new Column(portfolio_returns, "cost");
    const isLog = run.conventions.returns === "log";
    const net = new Column(portfolio_returns, isLog ? "log_return" : "simple_return");
    const traded = new Column(turnover, "turnover");
    const charged = new Column(turnover, "cost");
    const rebalances = run.align(portfolio_returns.dates, turnover.dates);
    const bars = probe.cells("portfolio_returns", portfolio_returns.dates, undefined, (t, column) =>
      column === 0
        ? `net is not gross ${gross.at(t)} less cost ${cost.at(t)}`
        : rebalances[t]! < 0
          ? `a cost of ${cost.at(t)} is charged on a date without a rebalance`
          : `a cost of ${cost.at(t)} is charged where turnover.csv says ${charged.at(rebalances[t]!)}`,
    );
    for (let t = 0; t < cost.length; t++) {
      const due = gross.at(t) - cost.at(t);
      const size = Math.abs(gross.at(t)) + Math.abs(cost.at(t));
      bars.equalAtScale(t, 0, net.at(t), isLog ? due : Math.max(due, -1), size);
      bars.equal(t, 1, cost.at(t), rebalances[t]! < 0 ? 0 : charged.at(rebalances[t]!));
    }
    const rate = run.config && (run.config.costs.halfSpreadBps + run.config.costs.feeBps) / 1e4;
    const trades = probe.cells("turnover", turnover.dates, undefined, (k, column) =>
      column === 0 ? "a cost is never negative" : `cost is not turnover ${traded.at(k)} times the rate ${rate}`,
    );
    for (let k = 0; k < charged.length; k++) {
      trades.holds(charged.at(k) >= 0, k, 0, charged.at(k), "0 or more");
      if (rate !== undefined) trades.equal(k, 1, charged.at(k), traded.at(k) * rate);
    }
  },
});
