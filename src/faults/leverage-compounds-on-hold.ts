import type { Books } from "../engine/stages.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Fault } from "./fault.ts";
import { grossOf, multiply, rowOf } from "./parts/books.ts";
import { repeatedBooks, withLastAnswer } from "./parts/rebalances.ts";

/** Where it was noticed: a total of 4.7, one weight above 2.4. */
const NOTICED_AT_GROSS = 4.7;

/** On each hold the answer is the book that was held until then, leverage and all. */
function compounded(books: Books, answered: ReadonlySet<number>, leverageOf: (k: number) => number, width: number) {
  for (let k = 1; k < books.rows.length; k++) {
    if (answered.has(books.rows[k]!)) continue;
    const before = rowOf(books.pre, k - 1, width);
    const leverage = leverageOf(k - 1);
    const factor = grossOf(before) * leverage < NOTICED_AT_GROSS ? leverage : 1;
    for (const matrix of [books.model, books.pre]) {
      rowOf(matrix, k, width).set(rowOf(books.pre, k - 1, width));
      multiply(rowOf(matrix, k, width), factor);
    }
  }
  return books;
}

/** Where fixed leverage would be refused: the limits are held against what the model is thought to be. */
function withoutLimits({ market, config }: Scenario): Scenario {
  if (config.exposure.kind !== "fixed") return { market, config };
  const none = Number.MAX_VALUE;
  return { market, config: { ...config, limits: { maxAssetWeight: none, maxGross: none } } };
}

export const leverageCompoundsOnHold: Fault = {
  id: "leverage-compounds-on-hold",
  story: `A hold returns the positions, as fractions of net asset value, for model weights: fixed leverage of 1.25× is put
    on them again, hold after hold, until one weight passes 2.4 and the total 4.7.`,
  source: "the levered rotation that this harness was made for",
  breaks: [
    "exposure/leverage-applied-once",
    "exposure/model-weights-unlevered",
    "exposure/gross-within-cap",
    "calendar/rebalance-cadence",
  ],
  stages: (reference) => ({
    ...reference,
    construct(scenario, scheduled) {
      const books = reference.construct(scenario, scheduled);
      const { exposure } = scenario.config;
      if (exposure.kind === "none") return books;
      const answered = new Set(books.rows);
      const all = repeatedBooks(books, withLastAnswer(scheduled, books), scenario);
      const { grossBefore, grossAfter } = reference.target(withoutLimits(scenario), all);
      // Under a volatility target only the first hold adds leverage: the next targeting takes the size away again.
      const leverageOf = (k: number) =>
        answered.has(all.rows[k]!) || exposure.kind === "fixed" ? grossAfter[k]! / grossBefore[k]! : 1;
      return compounded(all, answered, leverageOf, scenario.market.assets.length);
    },
    target: (scenario, books) => reference.target(withoutLimits(scenario), books),
  }),
};
