import type { Allocator } from "../model/config.ts";
import type { Scenario } from "../model/scenario.ts";
import { scalarSourceOf } from "./scalars.ts";
import type { Allocated, Books, Targeted } from "./stages.ts";

/**
 * Stage 4: exactly one risk scalar a rebalance, the same for every asset: weights_scaled = weights_post · applied.
 * Mode `compute`: applied[k] = computed[k−1], the default at k = 0. Mode `precomputed`: what the source says for that
 * date (already lagged, never lagged again), the default where it says nothing. Mode `off`: nothing is applied.
 */
export function allocate(scenario: Scenario, books: Books, targeted: Targeted): Allocated {
  const { allocator } = scenario.config;
  const raw = targeted.post;
  switch (allocator.mode) {
    case "off":
      return { computed: undefined, applied: undefined, raw, scaled: raw };
    case "compute": {
      const computed = scalarSourceOf(allocator)(scenario, books, targeted);
      const applied = laggedByOne(computed, allocator.applyMissingScalarAs);
      return { computed, applied, raw, scaled: scaleBooks(raw, applied) };
    }
    case "precomputed": {
      const applied = lookedUp(allocator, scenario.market.dates, books.rows);
      return { computed: undefined, applied, raw, scaled: scaleBooks(raw, applied) };
    }
  }
}

function laggedByOne(computed: Float64Array, first: number): Float64Array {
  const applied = new Float64Array(computed.length);
  for (let k = 0; k < applied.length; k++) applied[k] = k === 0 ? first : computed[k - 1]!;
  return applied;
}

/** Both lists of dates increase, so one walk finds them all. */
function lookedUp(
  { applied, applyMissingScalarAs }: Extract<Allocator, { mode: "precomputed" }>,
  dates: readonly string[],
  rows: Int32Array,
): Float64Array {
  const scalars = new Float64Array(rows.length);
  let next = 0;
  for (let k = 0; k < rows.length; k++) {
    const date = dates[rows[k]!]!;
    while (next < applied.length && applied[next]!.date < date) next++;
    const entry = applied[next];
    scalars[k] = entry?.date === date ? entry.risk_scalar_applied : applyMissingScalarAs;
  }
  return scalars;
}

function scaleBooks(raw: Float64Array, applied: Float64Array): Float64Array {
  const scaled = new Float64Array(raw.length);
  const width = applied.length === 0 ? 0 : raw.length / applied.length;
  for (let k = 0; k < applied.length; k++) {
    const scalar = applied[k]!;
    const end = (k + 1) * width;
    for (let cell = k * width; cell < end; cell++) scaled[cell] = raw[cell]! * scalar;
  }
  return scaled;
}
