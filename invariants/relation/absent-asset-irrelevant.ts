import { relative } from "../../src/numeric/tolerance.ts";
import { absentAsset, addAbsentAsset } from "../../src/relations/add-absent-asset.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRegimesBeyondRounding } from "../../src/verify/regime-rounding.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { dutyForAll, tablesCompared } from "../../src/verify/table-duties.ts";

/** The layers read the returns of all assets, held or not; in mode off the lagged scalar is theirs too. */
const COMPARES = dutyForAll<"always" | "where it never moves">("always", {
  allocator_state_v1: "where it never moves",
  allocator_regime_v1: "where it never moves",
  allocator_risk_v1: "where it never moves",
  allocator_sleeve_risk_v1: "where it never moves",
  allocator_risk_v1_applied: "where it never moves",
  allocator_sleeve_risk_v1_applied: "where it never moves",
  metrics: { leftOut: "they follow from the returns (accounting/metrics-recompute), and magnify rounding" },
  "run.log": { leftOut: "a line tells the number of assets" },
});
const ALWAYS = tablesCompared(COMPARES, "always");
const OF_LAYERS = tablesCompared(COMPARES, "where it never moves");

export const absentAssetIrrelevant = relationInvariant({
  id: "relation/absent-asset-irrelevant",
  title: "One more asset that nobody holds changes no number of the others",
  severity: "error",
  why: `A mean over columns instead of holdings, a gross that counts what is not there, a row that is dropped because one
    unheld asset has no price (PerformanceAnalytics#83): the universe's size gets into the book.`,
  independentOf: "all meaning: two runs are compared by date and asset.",
  blindTo: `strategies that choose from the universe themselves; and correlations, which are taken over all assets that
    move: where the layers decide, the new asset does not. Rounding may decide a regime: the comparison ends there.`,
  tolerance: relative(1e-9),
  followUp: addAbsentAsset,
  compares: COMPARES,
  check(pair, probe) {
    const absent = absentAsset(pair.scenario, pair.followUpScenario);
    probe.precondition("one more asset that nobody holds", absent !== undefined);
    if (absent === undefined) return;
    const name = pair.followUpScenario.market.assets[absent.column]!;
    const added = (column: string) => column === name || column.endsWith(`/${name}`);
    const because = `it is another number when there is one more asset, ${name}, that nobody holds`;
    const before = absent.flat ? compareRegimesBeyondRounding(pair, probe, because) : undefined;
    const expected = { because, added, before };
    if (absent.flat) for (const table of OF_LAYERS) compareRelated(probe, table, pair, expected);
    for (const table of ALWAYS) compareRelated(probe, table, pair, expected);
  },
});
