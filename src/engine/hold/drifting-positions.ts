import type { Scenario } from "../../model/scenario.ts";
import { doubles, integers } from "../../numeric/arrays.ts";
import { Block } from "../block.ts";
import { BarReturns } from "../settle.ts";
import type { Held } from "../stages.ts";

/**
 * Drifting positions: between rebalances nobody trades and prices move the book, w_i ← w_i·(1 + s_i)/(1 + s_p) with
 * s_i = exp(r_i) − 1 and s_p the simple return of the bar as it is recorded, net of cost; what is not invested is
 * cash. A rebalance trades from the drifted book to its scaled one. A bar that loses the whole capital (1 + s_p ≤ 0)
 * leaves no book until the next rebalance.
 *
 * `books` has one row a bar from the first rebalance on, (T − rows[0])×N. `rate` is the cost of a turnover of 1.
 */
export function holdDriftingPositions(
  { market, config }: Scenario,
  rows: Int32Array,
  scaled: Float64Array,
  rate: number,
): Held {
  const { returns } = market;
  const width = market.assets.length;
  const bars = market.dates.length;
  const first = rows[0] ?? bars;
  const bookOf = integers(bars).fill(-1);
  const books = doubles((bars - first) * width);
  const block = new Block(2, rows.length);
  const turnover = block.column(0);
  const cost = block.column(1);
  const earned = new BarReturns(returns, width, config.conventions.returns);
  for (let t = first, k = 0, book = 0; t < bars; t++, book += width) {
    bookOf[t] = t - first;
    let charged = 0;
    if (t === rows[k]) {
      turnover[k] = tradeTo(scaled, k * width, books, book, width);
      charged = turnover[k]! * rate;
      cost[k++] = charged;
    }
    if (t + 1 === bars) break;
    const growth = 1 + earned.simple(books, book, t, charged);
    if (growth > 0) drift(books, book, width, returns, t * width, growth);
  }
  return { bookOf, books, turnover, cost, rows };
}

/** Replaces the book held by the rebalance's; the answer is Σ|change|. */
function tradeTo(scaled: Float64Array, from: number, books: Float64Array, book: number, width: number): number {
  let total = 0;
  for (let i = 0; i < width; i++) {
    const weight = scaled[from + i]!;
    total += Math.abs(weight - books[book + i]!);
    books[book + i] = weight;
  }
  return total;
}

/** Writes what the returns of one row make of a book into the row after it. */
function drift(
  books: Float64Array,
  book: number,
  width: number,
  returns: Float64Array,
  row: number,
  growth: number,
): void {
  const next = book + width;
  for (let i = 0; i < width; i++) {
    const weight = books[book + i]!;
    if (weight !== 0) books[next + i] = (weight * Math.exp(returns[row + i]!)) / growth;
  }
}
