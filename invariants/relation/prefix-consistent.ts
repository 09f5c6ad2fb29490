import { EXACT } from "../../src/numeric/tolerance.ts";
import { cutMarket, isPrefix } from "../../src/relations/cut-market.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll, tablesCompared } from "../../src/verify/table-duties.ts";

const COMPARES = dutyForAll("same", {
  allocator_risk_v1_applied_source: { leftOut: "what was loaded is as long as its source" },
  metrics: { leftOut: "a figure of more days is another" },
  "run.log": { leftOut: "a line may sum the run up" },
});
const SAME = tablesCompared(COMPARES, "same");

export const prefixConsistent = relationInvariant({
  id: "relation/prefix-consistent",
  title: "On a market that ends earlier, the run is the beginning of the longer run, bit for bit",
  severity: "error",
  why: `A statistic of the whole sample (AgenticTrading PR#486) is another one when the sample is shorter; an engine that
    works backwards, or treats the last bar in its own way (backtesting.py#588), changes its past with every new day.`,
  independentOf: "all meaning: the tables of two runs of the engine itself are compared bit by bit.",
  blindTo: "a look ahead of fixed length that does not reach past the cut (no-look-ahead), metrics, and the log.",
  tolerance: EXACT,
  followUp: cutMarket,
  compares: COMPARES,
  check({ source, followUp, scenario, followUpScenario }, probe) {
    const isBeginning = isPrefix(scenario, followUpScenario);
    probe.precondition("a market that ends earlier", isBeginning);
    if (!isBeginning) return;
    const last = followUpScenario.market.dates.at(-1)!;
    const because = `it is another where the market ends on ${last}`;
    for (const name of SAME) compareTables(probe, name, source, followUp, last, because);
    compareRegimeRows(probe, source, followUp, last, because);
  },
});
