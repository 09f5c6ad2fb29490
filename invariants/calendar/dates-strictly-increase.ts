import { EXACT } from "../../src/numeric/tolerance.ts";
import { dateNumbers } from "../../src/verify/date-numbers.ts";
import { checkIncrease, checkSubset } from "../../src/verify/date-order.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { linesByTag } from "../../src/verify/log-agreement.ts";
import { marketDates, tablesBy } from "../../src/verify/rebalance-dates.ts";

const LOG_TAGS = ["RT", "ExecSim", "Allocator"] as const;

export const datesStrictlyIncrease = runInvariant({
  id: "calendar/dates-strictly-increase",
  title: "Dates of every table and of each kind of log line strictly increase, and rebalances are market dates",
  severity: "error",
  why: `bt PR#539: an unsorted index exposes future rows to a strategy; QuantInvestStrats PR#79: permuted rows change
    NAV; assets_tracker#657: local midnight turned into ISO shifts the month; nautilus_trader#2664: closed before opened.`,
  independentOf: "any date library: a date is ten characters that are checked against the calendar.",
  blindTo: "dates that increase and are wrong together in every file.",
  needs: [],
  tolerance: EXACT,
  check({ run }, probe) {
    const days = tablesBy(run, "dates");
    const rebalances = tablesBy(run, "rebalances");
    const numbers = (dates: readonly string[]) => dateNumbers(run, dates);
    const checked: (readonly string[])[] = [];
    const check = (artifact: string, dates: readonly string[], locate?: (row: number) => string) =>
      checkIncrease(probe, artifact, dates, checked, locate, numbers);
    for (let i = 0; i < days.length; i++) check(days[i]!.artifact, days[i]!.table.dates);
    for (let i = 0; i < rebalances.length; i++) check(rebalances[i]!.artifact, rebalances[i]!.table.dates);
    const source = run.table("allocator_risk_v1_applied_source");
    if (source !== undefined) check("allocator_risk_v1_applied_source.csv", source.dates);
    if (run.regimes !== undefined) check("allocator_regime_v1.csv", run.regimes.dates);
    for (const tag of LOG_TAGS) {
      const { lines, dates } = linesByTag(run)[tag];
      check("run.log", dates, (t) => `run.log:${lines[t]!.line}`);
    }
    const market = marketDates(run);
    if (market === undefined) return;
    const seen: (readonly string[])[] = [];
    for (const { artifact, table } of rebalances) checkSubset(probe, artifact, table.dates, market, run, seen);
  },
});
