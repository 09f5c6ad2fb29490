import { doubles } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";
import type { ShadowBook } from "./shadow-book.ts";

/**
 * dd_level: equity through the bar before / its highest so far − 1 ≤ 0. Equity compounds the shadow book's simple
 * returns from 1, which is also the first peak, so a loss on the first bar counts.
 */
export function drawdownLevel({ simpleReturn }: ShadowBook): Feature {
  const values = doubles(simpleReturn.length);
  let equity = 1;
  let peak = 1;
  for (let t = 1; t < values.length; t++) {
    equity *= 1 + simpleReturn[t - 1]!;
    if (equity >= peak) peak = equity;
    else values[t] = equity / peak - 1;
  }
  return { values, from: 0 };
}
