import { TABLE_NAMES } from "../../src/model/run.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { isPermuted, permuteAssets } from "../../src/relations/permute-assets.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRegimesBeyondRounding, STATE_BEYOND_ROUNDING } from "../../src/verify/regime-rounding.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { dutyForAll } from "../../src/verify/table-duties.ts";

export const assetOrderIrrelevant = relationInvariant({
  id: "relation/asset-order-irrelevant",
  title: "With the assets in another order, every number is the same, under its asset's name",
  severity: "error",
  why: `QuantInvestStrats PR#79: permuted columns changed the net asset value from 124.29 to 128.33; weights and returns
    that are matched by position instead of by name are right in one order only.`,
  independentOf: "all meaning: two runs are compared by date and asset.",
  blindTo: `what rounding decides: a regime whose feature is within 1e-9 of its threshold ends the comparison on its date;
    and ties that are broken by position instead of by name, where there are no ties.`,
  tolerance: relative(1e-9),
  followUp: permuteAssets,
  compares: dutyForAll("rounded", {
    metrics: { leftOut: "they follow from the returns (accounting/metrics-recompute), and magnify rounding" },
    "run.log": { leftOut: "a figure that rounds otherwise may be printed otherwise" },
  }),
  check(pair, probe) {
    const permuted = isPermuted(pair.scenario, pair.followUpScenario);
    probe.precondition("the same assets in another order", permuted);
    if (!permuted) return;
    const because = "it is another number when the assets are in another order";
    const before = compareRegimesBeyondRounding(pair, probe, because);
    for (const name of TABLE_NAMES) {
      const only = name === "allocator_state_v1" ? STATE_BEYOND_ROUNDING : undefined;
      compareRelated(probe, name, pair, { because, before, only });
    }
  },
});
