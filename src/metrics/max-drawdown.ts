/** The deepest fall from a peak. Rows are rows of the equity curve; −1 stands for the initial capital itself. */
export interface MaxDrawdown {
  /** ≤ 0; 0 when equity never was under its peak. */
  readonly depth: number;
  /** The last row at the peak before the deepest point; −1 when the peak is the initial capital. */
  readonly peakRow: number;
  /** The row of the deepest point, the first of equals; −1 when there is no drawdown. */
  readonly troughRow: number;
  /** Bars from the peak (row 0 where it is the capital) until equity is back at it, or to the end; 0 without a fall. */
  readonly bars: number;
}

/**
 * Maximum drawdown: min over t of equity_t / max(capital, equity_0 … equity_t) − 1, with the rows where it began and
 * where it was deepest, and how long it lasted, also when still under water at the end. Source: Magdon-Ismail & Atiya
 * (2004), "Maximum drawdown".
 */
export function maxDrawdown(equity: Float64Array, initialCapital: number): MaxDrawdown {
  let peak = initialCapital;
  let lastAtPeak = -1;
  let depth = 0;
  let peakRow = -1;
  let troughRow = -1;
  let peakOfDeepest = initialCapital;
  for (let t = 0; t < equity.length; t++) {
    const value = equity[t]!;
    if (value >= peak) {
      peak = value;
      lastAtPeak = t;
    }
    const drawdown = value / peak - 1;
    if (drawdown < depth) {
      depth = drawdown;
      peakRow = lastAtPeak;
      troughRow = t;
      peakOfDeepest = peak;
    }
  }
  if (troughRow < 0) return { depth, peakRow, troughRow, bars: 0 };
  let end = troughRow;
  while (end < equity.length - 1 && !(equity[end]! >= peakOfDeepest)) end++;
  return { depth, peakRow, troughRow, bars: end - Math.max(0, peakRow) };
}
