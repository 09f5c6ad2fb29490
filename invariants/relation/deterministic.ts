import { TABLE_NAMES } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareLogs, compareMetrics, compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll } from "../../src/verify/table-duties.ts";

export const deterministic = relationInvariant({
  id: "relation/deterministic",
  title: "The same scenario twice gives the same run, bit for bit",
  severity: "error",
  why: `A backtest that cannot be repeated cannot be checked: state kept between runs, the order of a hash map, a clock or
    an unseeded draw make every other finding a matter of luck.`,
  independentOf: "all meaning: tables, metrics and log of two runs are compared bit by bit.",
  blindTo: "what is the same in one process and another in the next (time zone, locale, environment).",
  tolerance: EXACT,
  followUp: (scenario) => scenario,
  compares: dutyForAll("same", {}),
  check({ source, followUp }, probe) {
    const because = "the same scenario gave another number the second time";
    for (const name of TABLE_NAMES) compareTables(probe, name, source, followUp, undefined, because);
    compareRegimeRows(probe, source, followUp, undefined, because);
    compareMetrics(probe, source, followUp, because);
    compareLogs(probe, source, followUp);
  },
});
