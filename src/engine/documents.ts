import type { Allocator } from "../model/config.ts";
import type { DocumentName } from "../model/run.ts";
import { LAYERS_SOURCE, sourceOf } from "./log-summary.ts";
import type { Ledger } from "./stages.ts";

type Precomputed = Extract<Allocator, { mode: "precomputed" }>;

/**
 * How the applied scalars came about, as a JSON document; undefined where the allocator's mode has none of that name.
 * The first is there in every mode and describes `allocator_risk_v1_applied`; `used` says whether weights_scaled was
 * made with it. The second is about the source of mode precomputed.
 */
export function documentOf(name: DocumentName, ledger: Ledger): unknown {
  const { scenario, books } = ledger;
  const { allocator } = scenario.config;
  const absent = allocator.mode === "precomputed" ? missingInSource(allocator, ledger) : undefined;
  const common = {
    mode: allocator.mode,
    source: allocator.mode === "off" ? LAYERS_SOURCE : sourceOf(allocator),
    applyMissingScalarAs: allocator.applyMissingScalarAs,
    rebalances: books.rows.length,
    lagRebalances: absent === undefined ? 1 : 0,
  };
  const missing = absent ?? missingScalars(books.rows.length, allocator);
  switch (name) {
    case "allocator_risk_v1_applied_meta":
      return { schema: "tieout.allocator-risk-v1-applied-meta/1", ...common, missing, used: allocator.mode !== "off" };
    case "allocator_precomputed_meta":
      if (allocator.mode !== "precomputed") return undefined;
      return { schema: "tieout.allocator-precomputed-meta/1", ...common, loaded: allocator.applied.length, missing };
  }
}

/** Rebalances whose date the source lacks. */
function missingInSource({ applied }: Precomputed, { scenario, books }: Ledger): number {
  const loaded = new Set(applied.map(({ date }) => date));
  let missing = 0;
  for (const row of books.rows) if (!loaded.has(scenario.market.dates[row]!)) missing++;
  return missing;
}

/** Rebalances whose applied scalar is the default: the first, and those whose computed one is past the list's end. */
function missingScalars(rebalances: number, allocator: Allocator): number {
  if (rebalances === 0) return 0;
  const given = allocator.mode === "compute" ? allocator.scalars?.length : undefined;
  return 1 + Math.max(0, rebalances - 1 - (given ?? rebalances));
}
