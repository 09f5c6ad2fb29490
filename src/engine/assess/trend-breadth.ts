import type { Market } from "../../model/market.ts";
import { doubles } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";
import { rowOfFullWindow } from "./feature.ts";

/**
 * trend_breadth: of the assets in which the trend sleeve has a weight on bar t, the share whose log return over the
 * `window` bars before has the sign of that weight; 0 while it has none. `trend` are the sleeve's books (K×N) on the
 * rebalances `rows`; their size does not count.
 */
export function trendBreadth(
  { dates, assets, returns }: Market,
  rows: Int32Array,
  trend: Float64Array,
  window: number,
): Feature {
  const width = assets.length;
  const values = doubles(dates.length);
  const from = Math.max(rowOfFullWindow(1, window), rows[0] ?? dates.length);
  let book = 0;
  for (let t = from; t < values.length; t++) {
    while (book + 1 < rows.length && rows[book + 1]! <= t) book++;
    let held = 0;
    let agreeing = 0;
    for (let i = 0; i < width; i++) {
      const weight = trend[book * width + i]!;
      if (weight === 0) continue;
      held++;
      let change = 0;
      for (let row = t - window; row < t; row++) change += returns[row * width + i]!;
      if (Math.sign(change) === Math.sign(weight)) agreeing++;
    }
    values[t] = held === 0 ? 0 : agreeing / held;
  }
  return { values, from };
}
