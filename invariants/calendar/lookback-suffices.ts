import { EXACT } from "../../src/numeric/tolerance.ts";
import { returnsKnown } from "../../src/verify/due-rebalances.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { lookbackOfRun } from "../../src/verify/lookback.ts";
import { marketDates, rebalanceDates } from "../../src/verify/rebalance-dates.ts";

export const lookbackSuffices = runInvariant({
  id: "calendar/lookback-suffices",
  title: "No rebalance comes before as many returns as every strategy and risk targeting look back on",
  severity: "error",
  why: `A feed of 100 bars for a strategy that looks back 127: the score was taken over what there was, and the book was
    decided on something else than it says.`,
  independentOf: "the engine's eligibility: returns before the date are counted in the recorded market.",
  blindTo: "a strategy that has its history and does not use it.",
  needs: ["config"],
  tolerance: EXACT,
  applies({ run, config }) {
    if (marketDates(run) === undefined) return "needs a table with a row a date";
    return lookbackOfRun(config).returns === 0 ? "nothing in the config looks back" : undefined;
  },
  check({ run, config }, probe) {
    const { returns, askedBy } = lookbackOfRun(config);
    const dates = rebalanceDates(run);
    const rows = run.align(dates, marketDates(run) ?? []);
    const { earnsFrom } = run.conventions;
    for (const [k, date] of dates.entries()) {
      if (rows[k]! < 0) continue; // no market date: dates-strictly-increase names it
      const known = returnsKnown(rows[k]!, earnsFrom);
      const message = () => `${askedBy} looks back ${returns} returns; before ${date} there are ${known}`;
      probe.holds(known >= returns, { date, artifact: "returns.csv" }, returns, known, message);
    }
  },
});
