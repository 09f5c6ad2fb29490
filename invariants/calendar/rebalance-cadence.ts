import { EXACT } from "../../src/numeric/tolerance.ts";
import { dueRebalances } from "../../src/verify/due-rebalances.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { marketDates, rebalanceDates, tablesBy } from "../../src/verify/rebalance-dates.ts";

export const rebalanceCadence = runInvariant({
  id: "calendar/rebalance-cadence",
  title: "There is a rebalance on every date that schedule and strategies ask for, and on no other",
  severity: "error",
  why: `A monthly rotation traded on 3,679 days where about 60 rebalances were meant: its hold between the months was
    taken for an answer, and each day was levered anew.`,
  independentOf: `the engine's calendar: weeks, months and quarters are counted by other arithmetic, and what each
    strategy answers when follows from the config.`,
  blindTo: "what a rebalance trades to, and market dates that the run itself lacks.",
  needs: ["config"],
  tolerance: EXACT,
  applies({ run }) {
    if (marketDates(run) === undefined) return "needs a table with a row a date";
    return tablesBy(run, "rebalances").length === 0 ? "needs a table of rebalances" : undefined;
  },
  check({ run }, probe) {
    const { due } = dueRebalances(run);
    const made = rebalanceDates(run);
    const isDue = new Set(due);
    const isMade = new Set(made);
    const artifact = tablesBy(run, "rebalances")[0]?.name;
    const table = `${artifact}.csv`;
    const counts = `${made.length} rebalances are recorded, ${due.length} follow from the config`;
    for (const date of made) {
      const message = () => `no sleeve answers with a target on ${date}, and it is a rebalance; ${counts}`;
      probe.holds(isDue.has(date), { date, artifact: table }, "no rebalance", "a rebalance", message);
    }
    for (const date of due) {
      const message = () => `a sleeve answers with a target on ${date}, and it is no rebalance; ${counts}`;
      probe.holds(isMade.has(date), { date, artifact: table }, "a rebalance", "no rebalance", message);
    }
  },
});
