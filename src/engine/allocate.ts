import type { Scenario } from "../model/scenario.ts";
import { doubles } from "../numeric/arrays.ts";
import { checkScaledBySleeve } from "./limits.ts";
import { overlayBooks } from "./overlay.ts";
import { computedScalars, computedSleeveScalars, laggedByOne, scalarsFromSource } from "./scalars.ts";
import { sleeveBooksPost } from "./sleeves.ts";
import type { Allocated, Assessed, Books, Targeted } from "./stages.ts";

/**
 * Stage 5: exactly one risk scalar a rebalance, the same for every asset: weights_scaled = weights_raw · applied; with
 * sleeve scalars one a rebalance and sleeve: Σ_s applied_s · sleeve_weights_post_s, and the overlay by the system's.
 * weights_raw is weights_post and what an overlay adds. Mode `compute`: applied[k] = computed[k−1], the default at
 * k = 0. Mode `precomputed`: what the source says for that date (already lagged, never lagged again), the default
 * where it says nothing. Mode `off`: nothing is applied and nothing added. Throws a LimitError where scalars by sleeve
 * take a book over its limits.
 */
export function allocate(scenario: Scenario, books: Books, targeted: Targeted, assessed: Assessed): Allocated {
  const { config } = scenario;
  const { post } = targeted;
  if (config.allocator.mode === "off") return { computed: undefined, applied: undefined, raw: post, scaled: post };
  const { computed, applied, sleeves } = scalarsOf(scenario, books, assessed);
  const overlay = config.allocator.overlay && overlayBooks(scenario, config.allocator.overlay, books, assessed);
  const raw = overlay === undefined ? post : sum(post, overlay);
  const parts = overlay === undefined ? {} : { overlay };
  if (sleeves === undefined) return { computed, applied, raw, scaled: scaleBooks(raw, applied), ...parts };
  const posts = sleeveBooksPost(config, books, targeted);
  const own = sumOfScaled(posts, sleeves.applied, applied.length, scenario.market.assets.length);
  const scaled = overlay === undefined ? own : sum(own, scaleBooks(overlay, applied));
  checkScaledBySleeve(scenario, books.rows, scaled);
  return { computed, applied, raw, scaled, sleeves: { ...sleeves, post: posts }, ...parts };
}

/** The scalars of a run that applies them: the system's (K) and, where they are asked for, the sleeves'. */
interface Scalars {
  readonly computed: Float64Array | undefined;
  readonly applied: Float64Array;
  readonly sleeves: { readonly computed: Float64Array; readonly applied: Float64Array } | undefined;
}

function scalarsOf({ market, config }: Scenario, { rows }: Books, assessed: Assessed): Scalars {
  const { allocator } = config;
  const { applyMissingScalarAs, sleeveScalars } = allocator;
  const names = config.sleeves.map(({ name }) => name);
  if (allocator.mode === "precomputed") {
    const { applied, sleeves } = scalarsFromSource(allocator, market.dates, rows, names);
    const computed = sleeveScalars && assessed.sleeveComputed();
    return { computed: undefined, applied, sleeves: computed && { computed, applied: sleeves } };
  }
  const computed = computedScalars(allocator, rows.length, assessed);
  const applied = laggedByOne(computed, applyMissingScalarAs);
  if (sleeveScalars === undefined) return { computed, applied, sleeves: undefined };
  const own = computedSleeveScalars(config, computed, assessed);
  return {
    computed,
    applied,
    sleeves: { computed: own, applied: laggedByOne(own, applyMissingScalarAs, names.length) },
  };
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  const total = doubles(a.length);
  for (let cell = 0; cell < a.length; cell++) total[cell] = a[cell]! + b[cell]!;
  return total;
}

function scaleBooks(raw: Float64Array, applied: Float64Array): Float64Array {
  const scaled = doubles(raw.length);
  const width = applied.length === 0 ? 0 : raw.length / applied.length;
  for (let k = 0; k < applied.length; k++) {
    const scalar = applied[k]!;
    const end = (k + 1) * width;
    for (let cell = k * width; cell < end; cell++) scaled[cell] = raw[cell]! * scalar;
  }
  return scaled;
}

/** Σ over sleeves, in the config's order, of scalar · book (K×N). */
function sumOfScaled(posts: Float64Array, applied: Float64Array, rebalances: number, width: number): Float64Array {
  const scaled = doubles(rebalances * width);
  const sleeves = rebalances === 0 ? 0 : applied.length / rebalances;
  for (let k = 0; k < rebalances; k++) {
    for (let s = 0; s < sleeves; s++) {
      const scalar = applied[k * sleeves + s]!;
      const offset = (k * sleeves + s) * width;
      for (let i = 0; i < width; i++) scaled[k * width + i] = scaled[k * width + i]! + posts[offset + i]! * scalar;
    }
  }
  return scaled;
}
