import { doubles } from "../numeric/arrays.ts";

/**
 * Drawdown of each bar: equity / running peak − 1 ≤ 0, the peak seeded with the initial capital, so that a loss on the
 * first day counts. A NaN equity gives NaN on its own bar only. Source: Magdon-Ismail & Atiya (2004), "Maximum
 * drawdown".
 */
export function drawdownSeries(equity: Float64Array, initialCapital: number): Float64Array {
  const drawdown = doubles(equity.length);
  let peak = initialCapital;
  for (let t = 0; t < equity.length; t++) {
    const value = equity[t]!;
    if (value > peak) peak = value;
    drawdown[t] = value / peak - 1;
  }
  return drawdown;
}
