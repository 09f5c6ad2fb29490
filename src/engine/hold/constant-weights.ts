import type { Scenario } from "../../model/scenario.ts";
import { integers } from "../../numeric/arrays.ts";
import { Block } from "../block.ts";
import type { Held } from "../stages.ts";

/**
 * Constant weights: from a rebalance on its book is in force on every bar until the next one; before the first there
 * is none. `scaled` is adopted: K×N, one book a rebalance. `rate` is the cost of a turnover of 1.
 */
export function holdConstantWeights({ market }: Scenario, rows: Int32Array, scaled: Float64Array, rate: number): Held {
  const width = market.assets.length;
  const bookOf = booksInForce(market.dates.length, rows);
  const block = new Block(2, rows.length);
  const turnover = block.column(0);
  const cost = block.column(1);
  for (let k = 0; k < rows.length; k++) {
    turnover[k] = traded(scaled, k * width, width, k === 0);
    cost[k] = turnover[k]! * rate;
  }
  return { bookOf, books: scaled, turnover, cost, rows };
}

/** For each bar the last rebalance at or before it, −1 before the first (T). */
export function booksInForce(bars: number, rows: Int32Array): Int32Array {
  const bookOf = integers(bars);
  for (let t = 0, book = -1; t < bars; t++) {
    if (rows[book + 1] === t) book++;
    bookOf[t] = book;
  }
  return bookOf;
}

/** Σ|change| from the book before, which lies just before it in the matrix. An unheld asset adds an exact zero. */
function traded(books: Float64Array, offset: number, width: number, first: boolean): number {
  let total = 0;
  if (first) {
    for (let i = 0; i < width; i++) total += Math.abs(books[offset + i]!);
  } else {
    for (let i = offset; i < offset + width; i++) total += Math.abs(books[i]! - books[i - width]!);
  }
  return total;
}
