import { relative } from "../../src/numeric/tolerance.ts";
import { CarriedBook } from "../../src/verify/carried-book.ts";
import { columnOfRun } from "../../src/verify/column.ts";
import { dueRebalances } from "../../src/verify/due-rebalances.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { rebalanceDates, tablesBy } from "../../src/verify/rebalance-dates.ts";

export const holdTradesNothing = runInvariant({
  id: "calendar/hold-trades-nothing",
  title: "On a date that is no rebalance nothing is traded and nothing is paid: prices move the book, or nothing does",
  severity: "error",
  why: `A hold that goes through risk targeting again levers what is levered already: 1.25× became 4.7×, one weight 2.4.
    A hold that is read as no wish at all sells the book and buys it back (vectorbt#713).`,
  independentOf: `the engine's holding: the trade is what is left of the day's book after the day before's, moved by
    the recorded returns.`,
  blindTo:
    "a hold that is booked as a rebalance (rebalance-cadence), and trades that add up to less than the tolerance.",
  needs: ["weights_daily", "returns", "portfolio_returns", "config"],
  tolerance: relative(1e-9),
  applies({ run }) {
    return tablesBy(run, "rebalances").length === 0 ? "needs a table of rebalances" : undefined;
  },
  check({ run, weights_daily, portfolio_returns, config }, probe) {
    const { dates, columns, values } = weights_daily;
    const rebalances = run.align(dates, rebalanceDates(run));
    const paid = columnOfRun(run, "portfolio_returns", "cost");
    const paidRows = run.align(dates, portfolio_returns.dates);
    const carried = new CarriedBook(run, weights_daily, config.holding);
    const books = probe.cells("weights_daily", dates, undefined, (t) =>
      t === 0
        ? "something is held on the first date, which is no rebalance"
        : `the book of ${dates[t - 1]}, left alone (${config.holding}), is another on ${dates[t]}, which is no rebalance`,
    );
    const costs = probe.cells("portfolio_returns", dates, undefined, () => "a cost is charged where nothing is traded");
    const { eligible, due } = dueRebalances(run);
    probe.precondition("a scheduled date on which every sleeve holds", due.length < eligible.length);
    const width = columns.length;
    for (let t = 0; t < dates.length; t++) {
      if (rebalances[t]! >= 0) continue;
      if (paidRows[t]! >= 0) costs.equal(t, 0, paid[paidRows[t]!]!, 0);
      if (!carried.carryTo(t)) continue;
      let traded = 0;
      let size = 0;
      for (let i = 0; i < width; i++) {
        const weight = values[t * width + i]!;
        traded += Math.abs(weight - carried.weights[i]!);
        size += Math.abs(weight) + Math.abs(carried.weights[i]!);
      }
      books.equalAtScale(t, 0, traded, 0, size * carried.magnified);
    }
  },
});
