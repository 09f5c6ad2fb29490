import type { Scenario } from "../../model/scenario.ts";
import { doubles } from "../../numeric/arrays.ts";
import type { ShadowBook } from "./shadow-book.ts";

/**
 * What each sleeve's part of the shadow book earns by bar, Σ w·r by the config's convention, one series of T a sleeve;
 * together they make the shadow book's gross return. `post` are the sleeves' books at the rebalances
 * (K × sleeves·N). Between rebalances a part is held as the whole is: a drifting one moves with its own prices against
 * the *whole* book's growth.
 */
export function sleeveReturns(
  { market, config }: Scenario,
  rows: Int32Array,
  post: Float64Array,
  shadow: ShadowBook,
): readonly Float64Array[] {
  const width = market.assets.length;
  const span = config.sleeves.length * width;
  const drifting = config.holding === "drifting-positions";
  const simple = config.conventions.returns === "simple";
  const earned = config.sleeves.map(() => doubles(market.dates.length));
  const parts = doubles(span);
  for (let t = rows[0] ?? market.dates.length, k = 0; t < market.dates.length; t++) {
    if (t === rows[k]) {
      parts.set(post.subarray(k * span, (k + 1) * span));
      k++;
    }
    for (let s = 0; s < earned.length; s++) {
      earned[s]![t] = earnedOn(market.returns, t * width, parts.subarray(s * width, (s + 1) * width), simple);
    }
    if (drifting) drift(parts, market.returns, t * width, width, 1 + shadow.simpleReturn[t]!);
  }
  return earned;
}

function earnedOn(returns: Float64Array, row: number, part: Float64Array, simple: boolean): number {
  let sum = 0;
  for (let i = 0; i < part.length; i++) {
    const weight = part[i]!;
    if (weight === 0) continue;
    const change = returns[row + i]!;
    sum += weight * (simple ? Math.expm1(change) : change);
  }
  return sum;
}

/** The parts after a bar; nothing is left of them where the whole capital is lost. */
function drift(parts: Float64Array, returns: Float64Array, row: number, width: number, growth: number): void {
  for (let cell = 0; cell < parts.length; cell++) {
    const weight = parts[cell]!;
    if (weight !== 0) parts[cell] = growth > 0 ? (weight * Math.exp(returns[row + (cell % width)]!)) / growth : 0;
  }
}
