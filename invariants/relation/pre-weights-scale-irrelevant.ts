import { TABLE_NAMES } from "../../src/model/run.ts";
import { EXACT_IN_RANGE } from "../../src/numeric/tolerance.ts";
import { budgetFactor, scaleBudgets } from "../../src/relations/scale-budgets.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { compareMetrics, compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll } from "../../src/verify/table-duties.ts";

export const preWeightsScaleIrrelevant = relationInvariant({
  id: "relation/pre-weights-scale-irrelevant",
  title: "Under a volatility target, k times the model's book gives the same targeted book",
  severity: "error",
  why: `OctoBot#3027: 15% × 6 is not 5% × 18. A targeting step that scales the book as it comes, instead of its unit
    book, levers the leverage: six sleeves of gross one are six times a sleeve, and the target is forgotten.`,
  independentOf: "the engine's targeting: two runs are compared bit by bit; k is a power of two.",
  blindTo: "a target that is missed by the same factor in both runs (exposure/leverage-follows-target).",
  tolerance: EXACT_IN_RANGE,
  followUp: scaleBudgets,
  compares: dutyForAll("same", {
    weights_pre: "k times",
    leverage_series: "gross before k times",
    "run.log": { leftOut: "a line tells the gross before targeting" },
  }),
  check(pair, probe) {
    const { source, followUp, scenario, followUpScenario } = pair;
    const factor = budgetFactor(scenario, followUpScenario);
    const met = factor !== undefined && scenario.config.exposure.kind === "vol-target";
    probe.precondition("the same book at another size under a volatility target", met);
    if (!met) return;
    const because = `the model's book is ${factor} times what it was`;
    for (const name of TABLE_NAMES) {
      if (name === "weights_pre") compareRelated(probe, name, pair, { because, factor: () => factor });
      else if (name === "leverage_series") {
        const before = source.table(name)?.columns.indexOf("gross_before");
        compareRelated(probe, name, pair, { because, factor: (_, i) => (i === before ? factor : 1) });
      } else compareTables(probe, name, source, followUp, undefined, because);
    }
    compareRegimeRows(probe, source, followUp, undefined, because);
    compareMetrics(probe, source, followUp, because);
  },
});
