import { relative } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { holdingPeriods, rebalanceDates } from "../../src/verify/rebalance-dates.ts";

export const tradesOnlyOnRebalances = runInvariant({
  id: "calendar/trades-only-on-rebalances",
  title: "Under constant weights the book changes on rebalance dates and on no other date",
  severity: "error",
  why: `Trades between rebalances are free in a simulator that charges costs at rebalances: vectorbt#713 filled
    20/16/12.8/10.24 where 5 × 20% was asked, and quantstats PR#282 read drift between rebalances as leverage.`,
  independentOf: "the engine's holding: consecutive rows of weights_daily are compared with each other.",
  blindTo: "a change on the right date to the wrong book (daily-weights-carry-forward).",
  needs: ["weights_daily", "config"],
  tolerance: relative(1e-9),
  applies({ run, config }) {
    if (config.holding === "drifting-positions") return "holding is drifting-positions: prices move the book every day";
    return rebalanceDates(run).length === 0 ? "needs a table of rebalances" : undefined;
  },
  check({ run, weights_daily: { dates, columns, values } }, probe) {
    const periods = holdingPeriods(run);
    const width = columns.length;
    const cells = probe.cells("weights_daily", dates, columns, (t) =>
      t === 0
        ? `nothing is held before the first rebalance`
        : `the weight changes from ${dates[t - 1]} to ${dates[t]}, which is no rebalance`,
    );
    for (let t = 0; t < dates.length; t++) {
      if (periods[t] !== (t === 0 ? -1 : periods[t - 1])) continue; // a rebalance lies between the two rows
      for (let i = 0, cell = t * width; i < width; i++, cell++) {
        cells.equal(t, i, values[cell]!, t === 0 ? 0 : values[cell - width]!);
      }
    }
  },
});
