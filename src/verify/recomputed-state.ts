import { drawdownSeries } from "../metrics/drawdown-series.ts";
import { meanCorrelation } from "../metrics/mean-correlation.ts";
import { doubles } from "../numeric/arrays.ts";
import { standardDeviation } from "../numeric/statistics.ts";
import type { RunView } from "./run-view.ts";
import { ShadowBook } from "./shadow-book.ts";

/** The auditor's state: what follows from returns and weights_post alone, one figure a market row. */
export interface RecomputedState {
  /** The first row on which the shadow book can earn; past the last where there is none. */
  readonly firstBar: number;
  /** Annualised deviation of the shadow book's simple returns over the rows [t − window, t). */
  volatility(t: number, window: number): number;
  /** √annualization · the largest Σ|w·r| of the window: what rounding errors of the volatility are relative to. */
  scale(t: number, window: number): number;
  /** Drawdown of the shadow book through the row before t. */
  drawdown(t: number): number;
  /** What rounding errors of that drawdown are relative to: 1, and more where a book that drifts was nearly lost. */
  drawdownScale(t: number): number;
  /** Mean pairwise correlation of the assets' log returns over the rows [t − window, t). */
  correlation(t: number, window: number): number;
}

/**
 * The state by own arithmetic: weights_post held without scalar, overlay or costs, by the run's conventions and
 * holding policy. Needs returns and weights_post.
 */
export function recomputedState(view: RunView): RecomputedState {
  const returns = view.table("returns")!;
  const width = returns.columns.length;
  const { simple, sizes, firstBar } = shadowReturns(view);
  const { ddof, annualization } = view.conventions;
  const yearly = Math.sqrt(annualization);
  const equity = doubles(simple.length);
  const doubt = doubles(simple.length);
  let grown = 1;
  let doubted = 1;
  for (let t = 0; t < equity.length; t++) {
    grown *= 1 + simple[t]!;
    equity[t] = grown;
    doubted = Math.max(doubted, sizes[t]!);
    doubt[t] = doubted;
  }
  const drawdown = drawdownSeries(equity, 1);
  const sizesBefore = new LargestBefore(sizes);
  let room = doubles(0);
  return {
    firstBar,
    volatility: (t, window) => standardDeviation(simple, ddof, t - window, t) * yearly,
    scale: (t, window) => sizesBefore.largest(t, window) * yearly,
    drawdown: (t) => (t === 0 ? 0 : drawdown[t - 1]!),
    drawdownScale: (t) => (t === 0 ? 1 : doubt[t - 1]!),
    correlation: (t, window) => {
      if (room.length < window) room = doubles(window);
      return meanCorrelation(returns.values, width, t - window, t, room);
    },
  };
}

/** The largest of the values in a window; windows that move on by one row share what was found. */
class LargestBefore {
  readonly #values: Float64Array;
  /** The window looked at last, and the row of its largest value. */
  #end = -1;
  #window = 0;
  #row = -1;

  constructor(values: Float64Array) {
    this.#values = values;
  }

  /** The largest over the rows [end − window, end), sizes that are no numbers left out; 0 where all are none. */
  largest(end: number, window: number): number {
    const values = this.#values;
    const start = Math.max(0, end - window);
    const movedOn = end === this.#end + 1 && window === this.#window && this.#row >= start;
    let row = movedOn ? this.#row : start;
    for (let t = movedOn ? end - 1 : start; t < end; t++) {
      if (values[t]! >= values[row]! || Number.isNaN(values[row])) row = t;
    }
    this.#end = end;
    this.#window = window;
    this.#row = row;
    return Number.isNaN(values[row]!) ? 0 : values[row]!;
  }
}

/** What the shadow book earns by market row. */
interface ShadowReturns {
  /** Simple returns, −1 where the whole capital is lost. */
  readonly simple: Float64Array;
  /** Σ|w·r|, times what rounding in weights that have drifted counts for more. */
  readonly sizes: Float64Array;
  readonly firstBar: number;
}

function shadowReturns(view: RunView): ShadowReturns {
  const returns = view.table("returns")!;
  const post = view.table("weights_post")!;
  const bookOf = view.lastAtOrBefore(returns.dates, post.dates);
  const simple = doubles(returns.dates.length);
  const sizes = doubles(returns.dates.length);
  const inSimple = view.conventions.returns === "simple";
  const book = new ShadowBook(post, returns, view.align(post.columns, returns.columns));
  const drifts = view.config?.holding === "drifting-positions";
  let held = -1;
  for (let t = 0; t < simple.length; t++) {
    if (bookOf[t]! < 0) continue;
    if (bookOf[t] !== held) {
      held = bookOf[t]!;
      book.tradeTo(held);
    }
    if (t === 0) continue;
    const earned = book.earn(t, inSimple);
    const net = inSimple ? earned : Math.expm1(earned);
    simple[t] = inSimple ? Math.max(-1, net) : net;
    sizes[t] = book.size;
    if (drifts) book.drift(t, 1 + simple[t]!);
  }
  let first = 0;
  while (bookOf[first]! < 0) first++;
  return { simple, sizes, firstBar: Math.max(1, first) };
}
