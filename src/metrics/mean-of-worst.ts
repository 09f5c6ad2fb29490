import { mean } from "../numeric/statistics.ts";

/**
 * Mean of the worst share of bars: the average of the ⌈share · n⌉ lowest simple returns; row 0 is no return. NaN
 * without a return, or with one that is NaN. Source: Acerbi & Tasche (2002), "Expected Shortfall: a natural coherent
 * alternative to Value at Risk", with the sign of a return.
 */
export function meanOfWorst(simpleReturns: Float64Array, share: number): number {
  const sorted = simpleReturns.slice(1).sort(); // NaN sorts last
  if (sorted.length === 0 || Number.isNaN(sorted[sorted.length - 1])) return Number.NaN;
  return mean(sorted, 0, Math.ceil(share * sorted.length));
}
