import { EXACT } from "../../src/numeric/tolerance.ts";
import { dueRebalances, scheduledDates } from "../../src/verify/due-rebalances.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { marketDates, rebalanceDates, tablesBy } from "../../src/verify/rebalance-dates.ts";
import type { RunView } from "../../src/verify/run-view.ts";

/** Why a date is no rebalance. */
function whyNot(run: RunView, date: string, eligible: readonly string[]): string {
  if (eligible.includes(date)) return `every sleeve holds on ${date}`;
  const scheduled = scheduledDates(marketDates(run)!, run.config!.rebalance);
  return scheduled.includes(date) ? `too few returns are known on ${date}` : `${date} is not on the schedule`;
}

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
    const { due, eligible } = dueRebalances(run);
    const made = rebalanceDates(run);
    const artifact = `${tablesBy(run, "rebalances")[0]?.name}.csv`;
    const counts = () => `rebalances recorded: ${made.length}, due by the config: ${due.length}`;
    const dueAt = run.align(made, due);
    for (const [k, date] of made.entries()) {
      const message = () => `${whyNot(run, date, eligible)}, and it is a rebalance; ${counts()}`;
      probe.holds(dueAt[k]! >= 0, { date, artifact }, "no rebalance", "a rebalance", message);
    }
    const madeAt = run.align(due, made);
    for (const [k, date] of due.entries()) {
      const message = () => `a sleeve answers with a target on ${date}, and it is no rebalance; ${counts()}`;
      probe.holds(madeAt[k]! >= 0, { date, artifact }, "a rebalance", "no rebalance", message);
    }
  },
});
