import { relative } from "../../src/numeric/tolerance.ts";
import { columnOfRun } from "../../src/verify/column.ts";
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
    const gross = columnOfRun(run, "portfolio_returns", "gross_return");
    const cost = columnOfRun(run, "portfolio_returns", "cost");
    const isLog = run.conventions.returns === "log";
    const net = columnOfRun(run, "portfolio_returns", isLog ? "log_return" : "simple_return");
    const traded = columnOfRun(run, "turnover", "turnover");
    const charged = columnOfRun(run, "turnover", "cost");
    const rebalances = run.align(portfolio_returns.dates, turnover.dates);
    const bars = probe.cells("portfolio_returns", portfolio_returns.dates, undefined, (t, column) =>
      column === 0
        ? `net is not gross ${gross[t]} less cost ${cost[t]}`
        : rebalances[t]! < 0
          ? `a cost of ${cost[t]} is charged on a date without a rebalance`
          : `a cost of ${cost[t]} is charged where turnover.csv says ${charged[rebalances[t]!]}`,
    );
    for (let t = 0; t < cost.length; t++) {
      const paid = cost[t]!;
      const due = gross[t]! - paid;
      const rebalance = rebalances[t]!;
      bars.equalAtScale(t, 0, net[t]!, isLog ? due : Math.max(due, -1), Math.abs(gross[t]!) + Math.abs(paid));
      bars.equal(t, 1, paid, rebalance < 0 ? 0 : charged[rebalance]!);
    }
    const rate = run.config && (run.config.costs.halfSpreadBps + run.config.costs.feeBps) / 1e4;
    const trades = probe.cells("turnover", turnover.dates, undefined, (k, column) =>
      column === 0 ? "a cost is never negative" : `cost is not turnover ${traded[k]} times the rate ${rate}`,
    );
    for (let k = 0; k < charged.length; k++) {
      trades.holds(charged[k]! >= 0, k, 0, charged[k]!, "0 or more");
      if (rate !== undefined) trades.equal(k, 1, charged[k]!, traded[k]! * rate);
    }
  },
});
