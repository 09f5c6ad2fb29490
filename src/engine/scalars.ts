import type { Allocator } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Books, Targeted } from "./stages.ts";

/**
 * Where computed risk scalars come from: one in (0, 1] a rebalance (K), made of the *unscaled* books only, so that no
 * scalar depends on a scalar. The given list is one source; risk layers that read the shadow book are another.
 */
export type ScalarSource = (scenario: Scenario, books: Books, targeted: Targeted) => Float64Array;

/** The source that a config in mode compute names. Throws a ConfigError when this version has no such source. */
export function scalarSourceOf(allocator: Extract<Allocator, { mode: "compute" }>): ScalarSource {
  const { scalars, applyMissingScalarAs } = allocator;
  if (scalars !== undefined) return (_scenario, { rows }) => givenScalars(scalars, applyMissingScalarAs, rows.length);
  throw new ConfigError({
    what: "this engine version needs config.allocator.scalars in mode compute",
    where: "config.allocator.scalars",
    expected: "a list of computed scalars in (0, 1], one a rebalance",
    actual: "nothing",
    hint: 'give the scalars, or use mode "off" or "precomputed"',
  });
}

/** scalars[k] belongs to the k-th rebalance; past the end of the list the default counts. */
function givenScalars(scalars: readonly number[], missing: number, count: number): Float64Array {
  const computed = new Float64Array(count);
  for (let k = 0; k < count; k++) computed[k] = scalars[k] ?? missing;
  return computed;
}
