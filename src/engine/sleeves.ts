import type { Config } from "../model/config.ts";
import { doubles } from "../numeric/arrays.ts";
import type { Books, Targeted } from "./stages.ts";

/** The name of the sleeve whose breadth the allocator's state reports. */
export const TREND_SLEEVE = "trend";

/**
 * Whether the run has to remember what each sleeve holds: for scalars of their own, for the concentration between two
 * or more, and for the breadth of a sleeve named `trend`.
 */
export function keepsSleeves({ sleeves, allocator }: Config): boolean {
  return sleeves.length > 1 || sleeves[0]!.name === TREND_SLEEVE || allocator.sleeveScalars !== undefined;
}

/**
 * Each sleeve's share of weights_post (K × sleeves·N): its share of weights_pre, taken through the exposure policy by
 * the same operations as the whole book, so that the shares add up to it. Needs the sleeves' books (`keepsSleeves`).
 */
export function sleeveBooksPost({ exposure }: Config, { rows, sleeves }: Books, targeted: Targeted): Float64Array {
  const contributions = sleeves!;
  const post = doubles(contributions.length);
  const span = rows.length === 0 ? 0 : contributions.length / rows.length;
  for (let k = 0; k < rows.length; k++) {
    const leverage = targeted.leverage[k]!;
    const gross = exposure.kind === "vol-target" ? targeted.grossBefore[k]! : 1;
    if (gross === 0) continue; // the sleeves cancel out, and nothing is held
    for (let cell = k * span; cell < (k + 1) * span; cell++) post[cell] = (contributions[cell]! / gross) * leverage;
  }
  return post;
}

/** The books of one sleeve (K×N) out of those of all. */
export function booksOfSleeve(all: Float64Array, sleeve: number, width: number, rebalances: number): Float64Array {
  const own = doubles(rebalances * width);
  const span = rebalances === 0 ? 0 : all.length / rebalances;
  for (let k = 0; k < rebalances; k++) {
    const offset = k * span + sleeve * width;
    for (let i = 0; i < width; i++) own[k * width + i] = all[offset + i]!;
  }
  return own;
}
