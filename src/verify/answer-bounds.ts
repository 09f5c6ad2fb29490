import type { Config, Strategy } from "../model/config.ts";
import { doubles } from "../numeric/arrays.ts";

/**
 * The most gross that the sleeves' answers can add up to by each date, before and after budgets: a strategy that
 * decides by itself answers with Σ|w| ≤ 1, weights given outright with their own rows. Leverage is in neither.
 */
export interface AnswerBounds {
  readonly model: Float64Array;
  readonly budgeted: Float64Array;
}

/** {@link AnswerBounds} for increasing dates. */
export function answerBounds({ sleeves }: Config, dates: readonly string[]): AnswerBounds {
  const model = doubles(dates.length);
  const budgeted = doubles(dates.length);
  for (const { budget, strategy } of sleeves) {
    const largest = largestBy(strategy, dates);
    for (let k = 0; k < dates.length; k++) {
      model[k] = model[k]! + largest[k]!;
      budgeted[k] = budgeted[k]! + budget * largest[k]!;
    }
  }
  return { model, budgeted };
}

function largestBy(strategy: Strategy, dates: readonly string[]): Float64Array {
  const largest = doubles(dates.length);
  if (strategy.kind !== "weights") return largest.fill(1);
  let most = 0;
  let next = 0;
  for (let k = 0; k < dates.length; k++) {
    for (; next < strategy.dates.length && strategy.dates[next]! <= dates[k]!; next++) {
      const row = strategy.values[next];
      if (row === null || row === undefined) continue;
      let gross = 0;
      for (let i = 0; i < row.length; i++) gross += Math.abs(row[i]!);
      if (gross > most) most = gross;
    }
    largest[k] = most;
  }
  return largest;
}
