import type { Config } from "../model/config.ts";
import { bytes, doubles } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";
import { strategyAnswers } from "./strategy-answers.ts";

/**
 * What the sleeves answered by each date of a table: their last answer, 0 before the first. Row-major, a row a date
 * and a column an asset of the universe.
 */
export interface SleeveAnswers {
  readonly assets: readonly string[];
  /** Whether the answers of a row's date follow from what is recorded. */
  readonly known: Uint8Array;
  /** Σ answer, and Σ|answer|. */
  readonly model: Float64Array;
  readonly modelSize: Float64Array;
  /** Σ budget · answer, and Σ|budget · answer|. */
  readonly pre: Float64Array;
  readonly preSize: Float64Array;
}

/** Why the book before risk targeting does not follow from what is recorded; undefined when it does. */
export function answersUnknown(view: RunView, { sleeves }: Config): string | undefined {
  const { universe } = view.run.info;
  if (universe === undefined) return "needs run.json (universe)";
  for (const { name, strategy } of sleeves) {
    if (strategy.kind === "momentum" || strategy.kind === "sector-rotation") {
      if (view.table("returns") === undefined) return `needs returns.csv: sleeve ${name} decides by them`;
    }
    if (strategy.kind !== "weights") continue;
    const row = strategy.values.find((values) => values !== null && values.length !== universe.length);
    if (row) return `sleeve ${name} has rows of ${row.length} weights, and the universe has ${universe.length} assets`;
  }
  return undefined;
}

/** The answers by each of these dates, where {@link answersUnknown} has nothing to say. */
export function sleeveAnswers(view: RunView, { sleeves }: Config, dates: readonly string[]): SleeveAnswers {
  const assets = view.run.info.universe ?? [];
  const cells = dates.length * assets.length;
  const model = doubles(cells);
  const modelSize = doubles(cells);
  const pre = doubles(cells);
  const preSize = doubles(cells);
  const known = bytes(dates.length).fill(1);
  for (const { budget, strategy } of sleeves) {
    const answers = strategyAnswers(view, strategy, assets);
    const last = view.lastAtOrBefore(dates, answers.dates);
    for (let k = 0; k < dates.length; k++) {
      if (last[k]! < 0) continue;
      const row = answers.rows[last[k]!];
      if (row === undefined) {
        known[k] = 0;
        continue;
      }
      for (let i = 0, cell = k * assets.length; i < assets.length; i++, cell++) {
        const answer = row[i]!;
        const part = budget * answer;
        model[cell] = model[cell]! + answer;
        modelSize[cell] = modelSize[cell]! + Math.abs(answer);
        pre[cell] = pre[cell]! + part;
        preSize[cell] = preSize[cell]! + Math.abs(part);
      }
    }
  }
  return { assets, known, model, modelSize, pre, preSize };
}
