import { relative } from "../../src/numeric/tolerance.ts";
import { CarriedBook, cannotFollowDrift } from "../../src/verify/carried-book.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { holdingPeriods, rebalanceDates } from "../../src/verify/rebalance-dates.ts";

export const tradesOnlyOnRebalances = runInvariant({
  id: "calendar/trades-only-on-rebalances",
  title: "Between rebalances no weight changes, or under drifting positions each by its own price alone",
  severity: "error",
  why: `Trades between rebalances are free in a simulator that charges costs at rebalances: vectorbt#713 filled
    20/16/12.8/10.24 where 5 × 20% was asked, and quantstats PR#282 read drift between rebalances as leverage.`,
  independentOf: `the engine's holding: consecutive rows of weights_daily are compared with each other; prices move
    them by the recorded returns.`,
  blindTo: "a change on the right date to the wrong book (daily-weights-carry-forward).",
  needs: ["weights_daily", "config"],
  tolerance: relative(1e-9),
  applies({ run }) {
    return cannotFollowDrift(run) ?? (rebalanceDates(run).length === 0 ? "needs a table of rebalances" : undefined);
  },
  check({ run, weights_daily, config }, probe) {
    const { dates, columns, values } = weights_daily;
    const carried = new CarriedBook(run, weights_daily, config.holding);
    const periods = holdingPeriods(run);
    const width = columns.length;
    const cells = probe.cells("weights_daily", dates, columns, (t) =>
      t === 0
        ? `nothing is held before the first rebalance`
        : `the weight changes from ${dates[t - 1]} to ${dates[t]}, which is no rebalance${carried.why}`,
    );
    for (let t = 0; t < dates.length; t++) {
      if (periods[t] !== (t === 0 ? -1 : periods[t - 1])) continue; // a rebalance lies between the two rows
      if (!carried.carryTo(t)) continue;
      for (let i = 0, cell = t * width; i < width; i++, cell++) {
        const due = carried.weights[i]!;
        cells.equalAtScale(
          t,
          i,
          values[cell]!,
          due,
          Math.max(Math.abs(values[cell]!), Math.abs(due)) * carried.magnified,
        );
      }
    }
  },
});
