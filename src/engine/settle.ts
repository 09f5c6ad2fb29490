import type { Scenario } from "../model/scenario.ts";
import { Block } from "./block.ts";
import type { WeightList } from "./book.ts";
import { bookReturns, listWeights, weightList } from "./book.ts";
import type { Held, Settled } from "./stages.ts";

/**
 * Stage 6: profit and loss of each bar (CONTRACT.md §1). Convention `log`: log = Σ w·r − cost, simple = exp(log) − 1.
 * Convention `simple`: simple = Σ w·(exp(r) − 1) − cost, log = ln(1 + simple). A bar that loses the whole capital
 * (1 + simple ≤ 0) is ruin: simple is −1 there and log undefined (NaN).
 */
export function settle({ market, config }: Scenario, held: Held): Settled {
  const bars = market.dates.length;
  const block = new Block(4, bars);
  const grossReturn = block.column(0);
  writeGrossReturns(market.returns, market.assets.length, held, config.conventions.returns, grossReturn);
  const cost = block.column(1);
  for (let k = 0; k < held.rows.length; k++) cost[held.rows[k]!] = held.cost[k]!;
  const logReturn = block.column(2);
  const simpleReturn = block.column(3);
  if (config.conventions.returns === "log") {
    for (let t = 0; t < bars; t++) {
      const net = grossReturn[t]! - cost[t]!;
      logReturn[t] = net;
      simpleReturn[t] = Math.expm1(net);
    }
    return { grossReturn, cost, logReturn, simpleReturn, ruinRow: -1 };
  }
  let ruinRow = -1;
  for (let t = 0; t < bars; t++) {
    const net = grossReturn[t]! - cost[t]!;
    const ruined = isRuin(net);
    if (ruined && ruinRow < 0) ruinRow = t;
    logReturn[t] = ruined ? Number.NaN : Math.log1p(net);
    simpleReturn[t] = ruined ? -1 : net;
  }
  return { grossReturn, cost, logReturn, simpleReturn, ruinRow };
}

/** Whether a net simple return loses the whole capital. */
function isRuin(net: number): boolean {
  return 1 + net <= 0;
}

/**
 * Net simple returns of single bars, to the bit those that {@link settle} records: a drifting book has to know what its
 * bar earned before the next one begins.
 */
export class BarReturns {
  readonly #returns: Float64Array;
  readonly #width: number;
  readonly #list: WeightList;
  /** Room for one row of simple returns; undefined under the log convention, which needs none. */
  readonly #growth: Float64Array | undefined;
  readonly #gross = new Float64Array(1);

  constructor(returns: Float64Array, width: number, convention: "log" | "simple") {
    this.#returns = returns;
    this.#width = width;
    this.#list = weightList(width);
    this.#growth = convention === "simple" ? new Float64Array(width) : undefined;
  }

  /** What the book at books[offset …) earns on a row, less `cost`; −1 where the whole capital is lost. */
  simple(books: Float64Array, offset: number, row: number, cost: number): number {
    const returns = this.#returns;
    listWeights(this.#list, books, offset, this.#width);
    if (this.#growth === undefined) {
      bookReturns(returns, this.#width, row, row + 1, this.#list, this.#gross, 0);
      return Math.expm1(this.#gross[0]! - cost);
    }
    writeGrowth(returns, row * this.#width, this.#list, this.#growth);
    bookReturns(this.#growth, this.#width, 0, 1, this.#list, this.#gross, 0);
    const net = this.#gross[0]! - cost;
    return isRuin(net) ? -1 : net;
  }
}

/** Σ over assets, one stretch of bars with the same book after the other, into `out`. */
function writeGrossReturns(
  returns: Float64Array,
  width: number,
  { bookOf, books }: Held,
  convention: "log" | "simple",
  out: Float64Array,
): void {
  const bars = bookOf.length;
  const list = weightList(width);
  const growth = convention === "simple" ? new Float64Array(width) : undefined;
  let from = 0;
  while (from < bars) {
    const book = bookOf[from]!;
    let to = from + 1;
    while (to < bars && bookOf[to] === book) to++;
    if (book >= 0) {
      listWeights(list, books, book * width, width);
      if (growth === undefined) bookReturns(returns, width, from, to, list, out, from);
      else bookGrowth(returns, width, from, to, list, growth, out);
    }
    from = to;
  }
}

/** Σ w·(exp(r) − 1) on rows [from, to), in the order of {@link bookReturns}. */
function bookGrowth(
  returns: Float64Array,
  width: number,
  from: number,
  to: number,
  list: WeightList,
  growth: Float64Array,
  out: Float64Array,
): void {
  for (let t = from; t < to; t++) {
    writeGrowth(returns, t * width, list, growth);
    bookReturns(growth, width, 0, 1, list, out, t);
  }
}

/** exp(r) − 1 of the listed assets of one row. */
function writeGrowth(returns: Float64Array, row: number, list: WeightList, growth: Float64Array): void {
  for (let j = 0; j < list.count; j++) {
    const column = list.columns[j]!;
    growth[column] = Math.expm1(returns[row + column]!);
  }
}
