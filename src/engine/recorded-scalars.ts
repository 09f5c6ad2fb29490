import { computedScalars, computedSleeveScalars, laggedByOne } from "./scalars.ts";
import type { Ledger } from "./stages.ts";

/**
 * The allocator's scalars as every mode records them. Where the run itself used none of a kind (mode off; the computed
 * ones in mode precomputed), the layers say what they are; they are asked now, when somebody wants to see it.
 */

/** Computed at each rebalance (K). */
export function recordedComputed({ scenario, books, assessed, allocated }: Ledger): Float64Array {
  return allocated.computed ?? computedScalars(scenario.config.allocator, books.rows.length, assessed);
}

/** Applied at each rebalance (K); in mode off what would be: the computed ones lagged by one. */
export function recordedApplied(ledger: Ledger): Float64Array {
  const { allocated, scenario } = ledger;
  return allocated.applied ?? laggedByOne(recordedComputed(ledger), scenario.config.allocator.applyMissingScalarAs);
}

/** By sleeve, computed (K × sleeves); undefined without sleeve scalars. */
export function recordedSleeveComputed(ledger: Ledger): Float64Array | undefined {
  const { scenario, assessed, allocated } = ledger;
  if (scenario.config.allocator.sleeveScalars === undefined) return undefined;
  return allocated.sleeves?.computed ?? computedSleeveScalars(scenario.config, recordedComputed(ledger), assessed);
}

/** By sleeve, applied (K × sleeves); undefined without sleeve scalars. */
export function recordedSleeveApplied(ledger: Ledger): Float64Array | undefined {
  const { scenario, allocated } = ledger;
  const computed = recordedSleeveComputed(ledger);
  if (computed === undefined) return undefined;
  const { allocator, sleeves } = scenario.config;
  return allocated.sleeves?.applied ?? laggedByOne(computed, allocator.applyMissingScalarAs, sleeves.length);
}
