import type { TableName } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { precomputeScalars, replaysApplied } from "../../src/relations/precompute-scalars.ts";
import { appliedScalars } from "../../src/verify/applied-scalars.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareMetrics, compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";

const SAME: readonly TableName[] = [
  "weights_pre",
  "weights_post",
  "sleeve_weights_post",
  "overlay_weights",
  "allocator_state_v1",
  "allocator_risk_v1_applied",
  "allocator_sleeve_risk_v1_applied",
  "weights_raw",
  "weights_scaled",
  "turnover",
  "weights_daily",
  "portfolio_returns",
  "equity_curve",
];

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
