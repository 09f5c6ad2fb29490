import { EXACT } from "../../src/numeric/tolerance.ts";
import { precomputeScalars, replaysApplied } from "../../src/relations/precompute-scalars.ts";
import { appliedScalars } from "../../src/verify/applied-scalars.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareMetrics, compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll, tablesCompared } from "../../src/verify/table-duties.ts";

const ONLY_LOADED = { leftOut: "only a run that loads its scalars has it (exposure/precomputed-scalars-replayed)" };
const ONLY_COMPUTED = { leftOut: "only a run that computes its scalars has it" };
const COMPARES = dutyForAll("same", {
  allocator_risk_v1: ONLY_COMPUTED,
  allocator_sleeve_risk_v1: ONLY_COMPUTED,
  allocator_risk_v1_applied_source: ONLY_LOADED,
  allocator_risk_v1_applied_used: ONLY_LOADED,
  allocator_scalars_at_rebalances: ONLY_LOADED,
  "run.log": { leftOut: "a line tells the mode" },
});
const SAME = tablesCompared(COMPARES, "same");

export const computeEqualsPrecomputed = relationInvariant({
  id: "relation/compute-equals-precomputed",
  title: "Loading the scalars that a run applied gives the run that computed them, bit for bit",
  severity: "error",
  why: `Two passes are only comparable when the second one loads what the first one would have applied: a loader that lags
    once more, looks up another date or reads a scaled book compares a strategy with nothing that exists.`,
  independentOf: "all meaning: the runs of both modes are compared bit by bit.",
  blindTo: "what both modes get wrong alike (scalar-lags-one-rebalance, no-post-rt-renormalization).",
  tolerance: EXACT,
  followUp: (scenario, _random, source) => precomputeScalars(scenario, source && appliedScalars(source)),
  compares: COMPARES,
  check({ source, followUp, scenario, followUpScenario }, probe) {
    const applied = appliedScalars(source);
    const loaded = applied !== undefined && replaysApplied(scenario, followUpScenario, applied);
    probe.precondition("a second pass that loads what the first applied", loaded);
    if (!loaded) return;
    const because = "it is another number when the scalars that were applied are loaded instead of computed";
    for (const name of SAME) compareTables(probe, name, source, followUp, undefined, because);
    compareRegimeRows(probe, source, followUp, undefined, because);
    compareMetrics(probe, source, followUp, because);
  },
});
