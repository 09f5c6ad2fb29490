import type { Strategy } from "../model/config.ts";
import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import { CompensatedSums } from "../numeric/sum.ts";
import { answerDates, dueRebalances, returnsKnown } from "./due-rebalances.ts";
import type { RunView } from "./run-view.ts";

/** What one sleeve answered: a row of model weights by asset of the universe for each of its dates. */
export interface StrategyAnswers {
  readonly dates: readonly string[];
  /** Undefined where rounding decides between two assets, or a return is lost. */
  readonly rows: readonly (ArrayLike<number> | undefined)[];
}

/** Scores are known to this fraction of Σ|r|: assets that are nearer to each other may be ranked either way. */
const SCORE_ROUNDING = 1e-9;

/**
 * What a strategy answers by ENGINE.md, from the config and the returns before each date, by the auditor's own
 * arithmetic: each window is summed anew with compensation, and assets are ranked by a plain sort. A sleeve is `asked`
 * on every eligible date.
 */
export function strategyAnswers(
  view: RunView,
  strategy: Strategy,
  universe: readonly string[],
  asked: readonly string[] = dueRebalances(view).eligible,
): StrategyAnswers {
  const dates = answerDates(strategy, asked, (from, to) => view.align(from, to));
  switch (strategy.kind) {
    case "weights": {
      const given = view.align(dates, strategy.dates);
      return { dates, rows: dates.map((_, k) => strategy.values[given[k]!] ?? undefined) };
    }
    case "equal-weight": {
      const each = doubles(universe.length).fill(1 / universe.length);
      return { dates, rows: dates.map(() => each) };
    }
    case "momentum":
    case "sector-rotation": {
      const scores = new Scores(view, universe, dates);
      return { dates, rows: dates.map((_, k) => ranked(strategy, scores, k, universe)) };
    }
  }
}

type Ranking = Extract<Strategy, { kind: "momentum" | "sector-rotation" }>;

function ranked(strategy: Ranking, scores: Scores, k: number, universe: readonly string[]): Float64Array | undefined {
  const weights = doubles(universe.length);
  if (strategy.kind === "momentum") {
    if (universe.length === 1) return weights.fill(1);
    if (!scores.sum(k, strategy.period, strategy.skip)) return undefined;
    const count = Math.max(1, Math.floor(strategy.fraction * universe.length + 1e-9));
    const order = scores.descending();
    if (!scores.isApart(order, count) || !scores.isApart(order, order.length - count)) return undefined;
    for (const i of order.slice(0, count)) weights[i] = 1 / (2 * count);
    for (const i of order.slice(-count)) weights[i] = -1 / (2 * count);
    return weights;
  }
  if (!scores.sum(k, strategy.momentumPeriod, 0)) return undefined;
  const { minMomentum, topN } = strategy;
  if (!scores.areApartFrom(minMomentum)) return undefined;
  const passing = scores.descending().filter((i) => scores.values[i]! > minMomentum);
  if (!scores.isApart(passing, topN)) return undefined;
  const chosen = passing.slice(0, topN);
  for (const i of chosen) weights[i] = 1 / chosen.length;
  return weights;
}

/** Log returns of each asset over a window before a date, and how exactly they are known. */
class Scores {
  readonly values: Float64Array;
  readonly #size: Float64Array;
  readonly #returns: { readonly values: Float64Array; readonly columns: readonly string[] } | undefined;
  readonly #columns: Int32Array;
  readonly #bars: Int32Array;
  readonly #earnsFrom: 0 | 1;
  readonly #sums: CompensatedSums;

  constructor(view: RunView, universe: readonly string[], dates: readonly string[]) {
    const returns = view.table("returns");
    this.values = doubles(universe.length);
    this.#size = doubles(universe.length);
    this.#sums = new CompensatedSums(universe.length);
    this.#returns = returns;
    this.#columns = view.align(universe, returns?.columns ?? []);
    this.#bars = view.align(dates, returns?.dates ?? []);
    this.#earnsFrom = view.conventions.earnsFrom;
  }

  /** Adds up the `period` returns that end `skip` bars before the k-th date; false where they are not all there. */
  sum(k: number, period: number, skip: number): boolean {
    if (this.#returns === undefined || this.#bars[k]! < 0) return false;
    const { values, columns } = this.#returns;
    const end = returnsKnown(this.#bars[k]!, this.#earnsFrom) + 1 - skip;
    if (this.#columns.includes(-1)) return false;
    const sums = this.#sums;
    sums.reset();
    // Bar by bar, as the returns lie in memory: a column of a wide panel is a cache miss a bar.
    for (let t = end - period; t < end; t++) sums.addPicked(values, t * columns.length, this.#columns);
    for (let i = 0; i < this.values.length; i++) {
      this.values[i] = sums.value(i);
      this.#size[i] = sums.magnitude(i);
      if (Number.isNaN(this.values[i])) return false;
    }
    return true;
  }

  /** The assets by score, the highest first; between equal ones {@link isApart} lets nobody choose. */
  descending(): number[] {
    const { values } = this;
    return [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  }

  /** Whether more than rounding lies between the first `count` of an order and the rest. */
  isApart(order: readonly number[], count: number): boolean {
    if (count >= order.length) return true;
    const [last, next] = [order[count - 1]!, order[count]!];
    return this.values[last]! - this.values[next]! > SCORE_ROUNDING * (this.#size[last]! + this.#size[next]!);
  }

  /** Whether no score is within rounding of a threshold. */
  areApartFrom(threshold: number): boolean {
    return this.values.every((score, i) => {
      return Math.abs(score - threshold) > SCORE_ROUNDING * (this.#size[i]! + Math.abs(threshold));
    });
  }
}

/**
 * What an overlay, which is asked at every rebalance, answered last by each row of its table: its weight of an asset,
 * or undefined where that follows from nothing recorded.
 */
export function lastAnswers(
  view: RunView,
  strategy: Strategy,
  { dates }: Panel,
): (row: number) => ((asset: string) => number) | undefined {
  const { universe } = view.run.info;
  if (universe === undefined) return () => undefined;
  const answers = strategyAnswers(view, strategy, universe, dates);
  const last = view.lastAtOrBefore(dates, answers.dates);
  return (row) => {
    if (last[row]! < 0) return () => 0;
    const weights = answers.rows[last[row]!];
    return weights?.length === universe.length ? (asset) => weights[universe.indexOf(asset)] ?? Number.NaN : undefined;
  };
}
