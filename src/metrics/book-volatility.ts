import type { Panel } from "../model/panel.ts";
import { variance } from "../numeric/statistics.ts";

/** Annualised volatility of a fixed book over a window of returns, and the scale of what was added up to get it. */
export interface BookVolatility {
  readonly volatility: number;
  /** √annualization times the largest |Σ w·r| term by term: what rounding errors of the volatility are relative to. */
  readonly scale: number;
}

/**
 * Volatility that a book would have had over market rows [from, to): stdev_ddof over rows of Σ w·r, · √annualization.
 * Equal to √(w'Σw · annualization) with the sample covariance Σ. `columns[i]` is the column of the panel of
 * log returns that holds the asset of `weights[i]`. Source: ENGINE.md, exposure policy; Markowitz (1952).
 */
export function bookVolatility(
  { weights, columns }: { readonly weights: Float64Array; readonly columns: Int32Array },
  { values, columns: { length: width } }: Panel,
  from: number,
  to: number,
  { ddof, annualization }: { readonly ddof: number; readonly annualization: number },
): BookVolatility {
  const earned = new Float64Array(Math.max(0, to - from));
  let largest = 0;
  for (let t = 0; t < earned.length; t++) {
    const start = (from + t) * width;
    let total = 0;
    let size = 0;
    for (let i = 0; i < weights.length; i++) {
      const term = weights[i]! * values[start + columns[i]!]!;
      total += term;
      size += Math.abs(term);
    }
    earned[t] = total;
    if (size > largest) largest = size;
  }
  const annual = Math.sqrt(annualization);
  return { volatility: Math.sqrt(Math.max(0, variance(earned, ddof))) * annual, scale: largest * annual };
}
