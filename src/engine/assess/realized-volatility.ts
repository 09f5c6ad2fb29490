import { doubles } from "../../numeric/arrays.ts";
import { deviation } from "../deviation.ts";
import type { Feature } from "./feature.ts";
import { rowOfFullWindow } from "./feature.ts";
import type { ShadowBook } from "./shadow-book.ts";

/**
 * port_rvol: the annualised sample deviation of the shadow book's last `window` simple returns. The window is looked
 * at anew on each bar: a sum that is carried along would drift, and a quiet book would not have a volatility of
 * exactly 0. Bars before the first rebalance do not count: a book that does not exist yet is not calm.
 */
export function realizedVolatility(
  { simpleReturn, firstBar }: ShadowBook,
  window: number,
  annualization: number,
  ddof: number,
): Feature {
  const values = doubles(simpleReturn.length);
  const from = rowOfFullWindow(firstBar, window);
  const yearly = Math.sqrt(annualization);
  for (let t = from; t < values.length; t++) values[t] = deviation(simpleReturn, t - window, t, ddof) * yearly;
  return { values, from };
}
