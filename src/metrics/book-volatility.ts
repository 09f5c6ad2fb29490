import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import { variance } from "../numeric/statistics.ts";

/** The assets of a book that have a weight; `columns[i]` is the column of the returns that belongs to `weights[i]`. */
export interface ListedBook {
  readonly weights: Float64Array;
  readonly columns: Int32Array;
  readonly count: number;
}

/** Annualised volatility of a fixed book over a window of returns, and the scale of what was added up to get it. */
export interface BookVolatility {
  readonly volatility: number;
  /** √annualization times the largest Σ|w·r| of a row: what rounding errors of the volatility are relative to. */
  readonly scale: number;
}

/**
 * Volatility that a book would have had over rows [from, to) of a panel of log returns: stdev_ddof over rows of Σ w·r,
 * · √annualization. Equal to √(w'Σw · annualization) with the sample covariance Σ. `workspace` is overwritten; it has
 * room for the window. Source: ENGINE.md, exposure policy; Markowitz (1952), "Portfolio Selection".
 */
export function bookVolatility(
  { weights, columns, count }: ListedBook,
  { values, columns: { length: width } }: Panel,
  from: number,
  to: number,
  { ddof, annualization }: { readonly ddof: number; readonly annualization: number },
  workspace: Float64Array = doubles(Math.max(0, to - from)),
): BookVolatility {
  let largest = 0;
  for (let t = from; t < to; t++) {
    const start = t * width;
    let total = 0;
    let size = 0;
    for (let i = 0; i < count; i++) {
      const term = weights[i]! * values[start + columns[i]!]!;
      total += term;
      size += Math.abs(term);
    }
    workspace[t - from] = total;
    if (size > largest) largest = size;
  }
  const annual = Math.sqrt(annualization);
  const spread = variance(workspace, ddof, 0, Math.max(0, to - from));
  return { volatility: Math.sqrt(Math.max(0, spread)) * annual, scale: largest * annual };
}
