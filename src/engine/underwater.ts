import { Block } from "./block.ts";

/** Equity, its drawdown, and the deepest one. */
export interface Curve {
  readonly equity: Float64Array;
  /** equity / running peak − 1 ≤ 0; the peak is seeded with the initial capital, so a first-bar loss counts. */
  readonly drawdown: Float64Array;
  /** The lowest drawdown, 0 when equity never goes under a peak. */
  readonly deepest: number;
  /** The last bar at the peak before the deepest drawdown; bar 0 where that peak is the initial capital itself. */
  readonly peakRow: number;
  readonly troughRow: number;
  /** Bars from that peak until equity is back at it, or to the last bar when it never is; 0 without a drawdown. */
  readonly underWaterBars: number;
}

/** Compounds simple returns from the initial capital: equity_t = equity_{t−1} · (1 + simple_t). */
export function curveOf(simple: Float64Array, capital: number): Curve {
  const bars = simple.length;
  const block = new Block(2, bars);
  const equity = block.column(0);
  const drawdown = block.column(1);
  let value = capital;
  let peak = capital;
  let currentPeak = 0;
  let deepest = 0;
  let peakRow = 0;
  let troughRow = 0;
  let recovery = -1; // first bar back at the peak of the deepest drawdown
  for (let t = 0; t < bars; t++) {
    value *= 1 + simple[t]!;
    equity[t] = value;
    if (value >= peak) {
      peak = value;
      currentPeak = t;
      if (recovery < 0 && deepest < 0) recovery = t;
      continue;
    }
    const under = value / peak - 1;
    drawdown[t] = under;
    if (under < deepest) {
      deepest = under;
      peakRow = currentPeak;
      troughRow = t;
      recovery = -1;
    }
  }
  const end = recovery < 0 ? bars - 1 : recovery;
  return { equity, drawdown, deepest, peakRow, troughRow, underWaterBars: deepest < 0 ? end - peakRow : 0 };
}
