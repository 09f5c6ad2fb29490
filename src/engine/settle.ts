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
    const ruined = 1 + net <= 0;
    if (ruined && ruinRow < 0) ruinRow = t;
    logReturn[t] = ruined ? Number.NaN : Math.log1p(net);
    simpleReturn[t] = ruined ? -1 : net;
  }
  return { grossReturn, cost, logReturn, simpleReturn, ruinRow };
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
    for (let j = 0; j < list.count; j++) {
      const column = list.columns[j]!;
      growth[column] = Math.expm1(returns[t * width + column]!);
    }
    bookReturns(growth, width, 0, 1, list, out, t);
  }
}
