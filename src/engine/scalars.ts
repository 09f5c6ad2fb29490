import type { Allocator, Config } from "../model/config.ts";
import { doubles } from "../numeric/arrays.ts";
import { interleave } from "./interleave.ts";
import type { Assessed } from "./stages.ts";

type Precomputed = Extract<Allocator, { mode: "precomputed" }>;

/**
 * The computed scalars, one in (0, 1] a rebalance (K): in mode compute the given list, where there is one; otherwise
 * those of the layers. Either is made of the *unscaled* books only, so that no scalar depends on a scalar.
 */
export function computedScalars(allocator: Allocator, rebalances: number, assessed: Assessed): Float64Array {
  if (allocator.mode !== "compute" || allocator.scalars === undefined) return assessed.computed();
  const { scalars, applyMissingScalarAs } = allocator;
  const computed = doubles(rebalances);
  for (let k = 0; k < rebalances; k++) computed[k] = scalars[k] ?? applyMissingScalarAs;
  return computed;
}

/**
 * The computed scalars by sleeve (K × sleeves), where the config asks for them: those of the layers for a sleeve with
 * scalars of its own, the system's `computed` for the others.
 */
export function computedSleeveScalars(
  { sleeves, allocator }: Config,
  computed: Float64Array,
  assessed: Assessed,
): Float64Array {
  const own = assessed.sleeveComputed()!;
  const columns = sleeves.map(({ name }, s) =>
    allocator.sleeveScalars?.[name] === undefined ? computed : computed.map((_, k) => own[k * sleeves.length + s]!),
  );
  return interleave(columns, computed.length);
}

/** applied[k] = computed[k−1], `first` at k = 0; `width` numbers a rebalance, one unless they are by sleeve. */
export function laggedByOne(computed: Float64Array, first: number, width = 1): Float64Array {
  const applied = doubles(computed.length);
  for (let cell = 0; cell < applied.length; cell++) applied[cell] = cell < width ? first : computed[cell - width]!;
  return applied;
}

/**
 * What the source says for each rebalance: the system's scalar (K) and the sleeves' (K × sleeves). A sleeve that the
 * entry does not name takes the system's; a date that the source lacks, the default.
 */
export function scalarsFromSource(
  { applied, applyMissingScalarAs }: Precomputed,
  dates: readonly string[],
  rows: Int32Array,
  names: readonly string[],
): { readonly applied: Float64Array; readonly sleeves: Float64Array } {
  const system = doubles(rows.length);
  const sleeves = doubles(rows.length * names.length);
  let next = 0; // both lists of dates increase, so one walk finds them all
  for (let k = 0; k < rows.length; k++) {
    const date = dates[rows[k]!]!;
    while (next < applied.length && applied[next]!.date < date) next++;
    const entry = applied[next]?.date === date ? applied[next] : undefined;
    const scalar = entry?.risk_scalar_applied ?? applyMissingScalarAs;
    system[k] = scalar;
    for (let s = 0; s < names.length; s++) sleeves[k * names.length + s] = entry?.sleeves?.[names[s]!] ?? scalar;
  }
  return { applied: system, sleeves };
}
