import { integers } from "../../src/numeric/arrays.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { cannotFollowDrift } from "../../src/verify/carried-book.ts";
import { compareBooks } from "../../src/verify/compare-books.ts";
import { driftedBooks } from "../../src/verify/drifted-books.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { holdingPeriods, rebalanceDates } from "../../src/verify/rebalance-dates.ts";

export const dailyWeightsCarryForward = runInvariant({
  id: "calendar/daily-weights-carry-forward",
  title: "The book of a date is the last rebalance's at or before it, drifted if it drifts; before the first, nothing",
  severity: "error",
  why: `gs-quant PR#362: a forward fill that returned the next value; FinRL#189: a back fill before the forward fill. The
    book of tomorrow is held today, and the backtest is rich.`,
  independentOf: `the engine's holding: the last row of weights_scaled is looked up by date, and moved in one step by all
    returns since.`,
  blindTo: "a rebalance that every table lacks, and what a rebalance should have traded to.",
  needs: ["weights_daily", "weights_scaled", "config"],
  tolerance: relative(1e-9),
  applies: ({ run }) => cannotFollowDrift(run),
  check({ run, weights_daily, weights_scaled, config }, probe) {
    const { dates, columns, values } = weights_daily;
    const rebalances = rebalanceDates(run);
    const periods = holdingPeriods(run);
    const drift = config.holding === "drifting-positions" ? driftedBooks(run) : undefined;
    const books = run.align(rebalances, weights_scaled.dates);
    // A rebalance whose book weights_scaled lost is no book to compare with; that it is lost is another finding.
    const rows = integers(periods.length);
    for (let t = 0; t < rows.length; t++) {
      const period = periods[t]!;
      rows[t] = period < 0 ? -1 : drift === undefined ? books[period]! : drift.rows[t]!;
    }
    const lay = { rows, columns: run.align(columns, weights_scaled.columns) };
    const expected = drift?.books ?? weights_scaled;
    const pair = { name: "weights_daily", actual: weights_daily, expected, overlay: lay } as const;
    compareBooks(probe, pair, (t, _, weight) => {
      const moved = drift === undefined ? "" : ", moved by prices since";
      return `the book in force is that of ${rebalances[periods[t]!]}${moved}, with a weight of ${weight}`;
    });
    const before = probe.cells("weights_daily", dates, columns, () => "nothing is held before the first rebalance");
    const width = columns.length;
    for (let t = 0; t < periods.length; t++) {
      if (periods[t]! >= 0) continue;
      for (let i = 0; i < width; i++) before.equal(t, i, values[t * width + i]!, 0);
    }
  },
});
