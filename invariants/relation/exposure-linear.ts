import type { TableName } from "../../src/model/run.ts";
import { EXACT_IN_RANGE } from "../../src/numeric/tolerance.ts";
import { scalarFactor, scaleScalars } from "../../src/relations/scale-scalars.ts";
import { lastAtOrBefore } from "../../src/verify/align.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRelated, haveSameTerms } from "../../src/verify/related-run.ts";
import { dutyForAll } from "../../src/verify/table-duties.ts";

export const exposureLinear = relationInvariant({
  id: "relation/exposure-linear",
  title:
    "With k times the computed scalars, the scaled book and its gross P&L are k times theirs from the next rebalance on",
  severity: "error",
  why: `A cap, a floor, a dust filter or a renormalization behind the scalar undoes it just when it matters: half the
    risk was ordered in a crisis, and two thirds of it were held.`,
  independentOf: "the engine's allocator: two runs are compared; k is a power of two, so that every product is exact.",
  blindTo: `scalars that the layers compute and scalars of sleeves, which cannot be given; and gross P&L under drifting
    positions, where what was lost before changes the weights.`,
  tolerance: EXACT_IN_RANGE,
  followUp: scaleScalars,
  compares: dutyForAll<"scaled" | "under constant weights">(
    { leftOut: "what a scalar must not touch is compared by relation/scalar-effect-lagged" },
    {
      weights_scaled: "scaled",
      weights_daily: "under constant weights",
      portfolio_returns: "under constant weights",
    },
  ),
  check(pair, probe) {
    const { scenario, source } = pair;
    const factor = scalarFactor(scenario, pair.followUpScenario);
    probe.precondition("scalars that are given, and others", factor !== undefined);
    const { allocator, holding } = scenario.config;
    const scaled = source.table("weights_scaled");
    if (factor === undefined || allocator.mode !== "compute" || scaled === undefined) return;
    const given = allocator.scalars?.length ?? 0;
    // The first book carries the default, and so does every one whose scalar is past the end of the list.
    const at = (rebalance: number) => (rebalance >= 1 && rebalance <= given ? factor : 1);
    const because = `the scalars computed are ${factor} times what they were`;
    compareRelated(probe, "weights_scaled", pair, { because, factor: at });
    if (holding !== "constant-weights") return;
    const inForce = (name: TableName) => lastAtOrBefore(source.table(name)?.dates ?? [], scaled.dates);
    const held = inForce("weights_daily");
    compareRelated(probe, "weights_daily", pair, { because, factor: (t) => at(held[t]!) });
    const earning = inForce("portfolio_returns");
    // A weight that is below any double in one of the runs is no term of its sum, which may then round otherwise.
    const rows = (t: number) => haveSameTerms(scaled, pair.followUp.table("weights_scaled"), earning[t]!);
    const only = ["gross_return"];
    compareRelated(probe, "portfolio_returns", pair, { because, only, rows, factor: (t) => at(earning[t]!) });
  },
});
