import type { DocumentName } from "../model/run.ts";
import { sourceOf } from "./log-summary.ts";
import type { Ledger } from "./stages.ts";

/** How the applied scalars came about, as a JSON document; undefined where the allocator's mode has none of that name. */
export function documentOf(name: DocumentName, { scenario, books, allocated }: Ledger): unknown {
  const { allocator } = scenario.config;
  const common = {
    mode: allocator.mode,
    source: sourceOf(allocator),
    applyMissingScalarAs: allocator.applyMissingScalarAs,
    rebalances: books.rows.length,
  };
  switch (name) {
    case "allocator_risk_v1_applied_meta":
      if (allocator.mode !== "compute") return undefined;
      return {
        schema: "tieout.allocator-risk-v1-applied-meta/1",
        ...common,
        lagRebalances: 1,
        missing: missingScalars(allocated.computed!.length, allocator.scalars?.length),
      };
    case "allocator_precomputed_meta": {
      if (allocator.mode !== "precomputed") return undefined;
      const loaded = new Set(allocator.applied.map(({ date }) => date));
      let missing = 0;
      for (const row of books.rows) if (!loaded.has(scenario.market.dates[row]!)) missing++;
      return {
        schema: "tieout.allocator-precomputed-meta/1",
        ...common,
        lagRebalances: 0,
        loaded: allocator.applied.length,
        missing,
      };
    }
  }
}

/** Rebalances whose applied scalar is the default: the first, and those whose computed one is past the list's end. */
function missingScalars(rebalances: number, given: number | undefined): number {
  if (rebalances === 0) return 0;
  return 1 + Math.max(0, rebalances - 1 - (given ?? rebalances));
}
