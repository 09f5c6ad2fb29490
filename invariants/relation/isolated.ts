import { TABLE_NAMES } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { disturb } from "../../src/relations/disturb.ts";
import { sameScenario } from "../../src/relations/same-scenario.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareLogs, compareMetrics, compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll } from "../../src/verify/table-duties.ts";

export const isolated = relationInvariant({
  id: "relation/isolated",
  title: "A run does not depend on what the engine ran before: A, then B, then A again gives the same A",
  severity: "error",
  why: `investing-algorithm-framework#603: a strategy's figures were the ones of the strategy run before it; a book, a
    cache or a random stream that outlives a run makes a backtest depend on its neighbours.`,
  independentOf: "all meaning: tables, metrics and log of the two runs of A are compared bit by bit.",
  blindTo: "what B cannot disturb: state that is keyed by what A and B do not share, and other processes.",
  tolerance: EXACT,
  followUp: (scenario) => scenario,
  between: disturb,
  compares: dutyForAll("same", {}),
  check({ source, followUp, scenario, followUpScenario }, probe) {
    const same = sameScenario(scenario, followUpScenario);
    probe.precondition("the same scenario twice", same);
    if (!same) return;
    const because = "the same scenario gave another number after another one had been run";
    for (const name of TABLE_NAMES) compareTables(probe, name, source, followUp, undefined, because);
    compareRegimeRows(probe, source, followUp, undefined, because);
    compareMetrics(probe, source, followUp, because);
    compareLogs(probe, source, followUp);
  },
});
