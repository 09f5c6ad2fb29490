import { drawdownSeries } from "../metrics/drawdown-series.ts";
import { meanCorrelation } from "../metrics/mean-correlation.ts";
import { doubles } from "../numeric/arrays.ts";
import { standardDeviation } from "../numeric/statistics.ts";
import { CompensatedSum } from "../numeric/sum.ts";
import { lastAtOrBefore } from "./align.ts";
import type { RunView } from "./run-view.ts";

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
  /** Mean pairwise correlation of the assets' log returns over the rows [t − window, t). */
  correlation(t: number, window: number): number;
}

/**
 * The state by own arithmetic, for books that are held at constant weights: weights_post without scalar, overlay or
 * costs, by the run's conventions. Needs returns and weights_post.
 */
export function recomputedState(view: RunView): RecomputedState {
  const returns = view.table("returns")!;
  const width = returns.columns.length;
  const { simple, sizes, firstBar } = shadowReturns(view);
  const { ddof, annualization } = view.conventions;
  const yearly = Math.sqrt(annualization);
  const equity = doubles(simple.length);
  let grown = 1;
  for (let t = 0; t < equity.length; t++) {
    grown *= 1 + simple[t]!;
    equity[t] = grown;
  }
  const drawdown = drawdownSeries(equity, 1);
  let room = doubles(0);
  return {
    firstBar,
    volatility: (t, window) => standardDeviation(simple, ddof, t - window, t) * yearly,
    scale: (t, window) => largest(sizes, t - window, t) * yearly,
    drawdown: (t) => (t === 0 ? 0 : drawdown[t - 1]!),
    correlation: (t, window) => {
      if (room.length < window) room = doubles(window);
      return meanCorrelation(returns.values, width, t - window, t, room);
    },
  };
}

function largest(values: Float64Array, from: number, to: number): number {
  let most = 0;
  for (let t = from; t < to; t++) if (values[t]! > most) most = values[t]!;
  return most;
}

/** Simple returns of weights_post by market row, −1 where the whole capital is lost; and Σ|w·r|. */
function shadowReturns(view: RunView) {
  const returns = view.table("returns")!;
  const post = view.table("weights_post")!;
  const bookOf = lastAtOrBefore(returns.dates, post.dates);
  const columns = view.align(post.columns, returns.columns);
  const simple = doubles(returns.dates.length);
  const sizes = doubles(returns.dates.length);
  const inSimple = view.conventions.returns === "simple";
  const sum = new CompensatedSum();
  for (let t = 1; t < simple.length; t++) {
    if (bookOf[t]! < 0) continue;
    sum.reset();
    for (let i = 0; i < columns.length; i++) {
      const weight = post.values[bookOf[t]! * columns.length + i]!;
      if (weight === 0) continue;
      const earned = returns.values[t * returns.columns.length + columns[i]!] ?? Number.NaN;
      sum.add(weight * (inSimple ? Math.expm1(earned) : earned));
    }
    const net = inSimple ? sum.value : Math.expm1(sum.value);
    simple[t] = inSimple && 1 + net <= 0 ? -1 : net;
    sizes[t] = sum.magnitude;
  }
  let first = 0;
  while (first < bookOf.length && bookOf[first]! < 0) first++;
  return { simple, sizes, firstBar: first === bookOf.length ? simple.length : Math.max(1, first) };
}
