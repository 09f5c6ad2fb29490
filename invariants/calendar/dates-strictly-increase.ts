import { EXACT } from "../../src/numeric/tolerance.ts";
import { checkIncrease, checkSubset } from "../../src/verify/date-order.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { linesByTag } from "../../src/verify/log-agreement.ts";
import { marketDates, tablesBy } from "../../src/verify/rebalance-dates.ts";

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
    const rebalances = tablesBy(run, "rebalances");
    const checked = new Set<readonly string[]>();
    for (const { name, table } of tablesBy(run, "dates")) checkIncrease(probe, `${name}.csv`, table.dates, checked);
    for (const { name, table } of rebalances) checkIncrease(probe, `${name}.csv`, table.dates, checked);
    const source = run.table("allocator_risk_v1_applied_source");
    if (source !== undefined) checkIncrease(probe, "allocator_risk_v1_applied_source.csv", source.dates, checked);
    if (run.regimes !== undefined) checkIncrease(probe, "allocator_regime_v1.csv", run.regimes.dates, checked);
    for (const tag of ["RT", "ExecSim", "Allocator"] as const) {
      const { lines, dates } = linesByTag(run)[tag];
      checkIncrease(probe, "run.log", dates, checked, (t) => `run.log:${lines[t]!.line}`);
    }
    const market = marketDates(run);
    if (market === undefined) return;
    const seen = new Set<readonly string[]>();
    for (const { name, table } of rebalances) checkSubset(probe, `${name}.csv`, table.dates, market, run, seen);
  },
});
