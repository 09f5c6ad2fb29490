import { TABLE_NAMES } from "../../src/model/run.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { capitalFactor, scaleCapital } from "../../src/relations/scale-capital.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll } from "../../src/verify/table-duties.ts";

export const capitalScale = relationInvariant({
  id: "relation/capital-scale",
  title: "With k times the capital, equity is k times what it was, and nothing else changes",
  severity: "error",
  why: `quantstats PR#541 guessed the baseline of a drawdown from the size of the first value; Lean#9259 exported
    quantities as weights. What is a fraction of net asset value must not know how much that is.`,
  independentOf: "all meaning: two runs are compared, all but the equity curve bit by bit.",
  blindTo: `capital that matters in truth (whole lots, market impact): an engine with these fails rightly; and metrics,
    which accounting/metrics-recompute holds against the returns.`,
  tolerance: relative(1e-9),
  followUp: scaleCapital,
  compares: dutyForAll("same", {
    equity_curve: "k times",
    metrics: { leftOut: "they follow from the returns (accounting/metrics-recompute), and equity rounds otherwise" },
    "run.log": { leftOut: "a line may tell the equity" },
  }),
  check(pair, probe) {
    const { source, followUp } = pair;
    const factor = capitalFactor(pair.scenario, pair.followUpScenario);
    probe.precondition("another capital", factor !== undefined);
    if (factor === undefined) return;
    const because = `the capital is ${factor} times what it was`;
    for (const name of TABLE_NAMES) {
      if (name !== "equity_curve") compareTables(probe, name, source, followUp, undefined, because);
    }
    const equity = source.table("equity_curve")?.columns.indexOf("equity");
    compareRelated(probe, "equity_curve", pair, { because, factor: (_, i) => (i === equity ? factor : 1) });
    compareRegimeRows(probe, source, followUp, undefined, because);
  },
});
