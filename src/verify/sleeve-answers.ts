import type { Config, Strategy } from "../model/config.ts";
import { doubles } from "../numeric/arrays.ts";
import { lastAtOrBefore } from "./align.ts";
import { dueRebalances } from "./due-rebalances.ts";
import type { RunView } from "./run-view.ts";

/**
 * What sleeves whose answers follow from the config alone (weights given outright, equal weights) answered by each
 * date of a table: their last answer, 0 before the first. Row-major, a row a date and a column an asset.
 */
export interface SleeveAnswers {
  readonly assets: readonly string[];
  /** Σ answer, and Σ|answer|. */
  readonly model: Float64Array;
  readonly modelSize: Float64Array;
  /** Σ budget · answer, and Σ|budget · answer|. */
  readonly pre: Float64Array;
  readonly preSize: Float64Array;
  /** The budget of the other sleeves, which decide by themselves; undefined where there are none. */
  readonly otherBudget: number | undefined;
}

/** Why the book before risk targeting does not follow from what is recorded; undefined when it does. */
export function answersUnknown(view: RunView, config: Config): string | undefined {
  const { universe } = view.run.info;
  if (universe === undefined) return "needs run.json (universe)";
  for (const { name, strategy } of config.sleeves) {
    if (strategy.kind !== "weights") continue;
    const row = strategy.values.find((values) => values !== null && values.length !== universe.length);
    if (row) return `sleeve ${name} has rows of ${row.length} weights, and the universe has ${universe.length} assets`;
  }
  const budgets = new Set(otherSleeves(config).map(({ budget }) => budget));
  if (budgets.size === 0) return undefined;
  if (budgets.size > 1) return "several sleeves decide by themselves and have different budgets";
  return view.table("weights_model") === undefined ? "needs weights_model.csv" : undefined;
}

/** The answers by each of these dates, where {@link answersUnknown} has nothing to say. */
export function sleeveAnswers(view: RunView, config: Config, dates: readonly string[]): SleeveAnswers {
  const assets = view.run.info.universe ?? [];
  const cells = dates.length * assets.length;
  const [model, modelSize, pre, preSize] = [doubles(cells), doubles(cells), doubles(cells), doubles(cells)];
  const { eligible } = dueRebalances(view);
  for (const { budget, strategy } of config.sleeves) {
    const given = givenRows(strategy, eligible, assets.length);
    if (given === undefined) continue;
    const last = lastAtOrBefore(dates, given.dates);
    for (let k = 0; k < dates.length; k++) {
      const row = given.rows[last[k]!];
      if (row === undefined) continue;
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
  return { assets, model, modelSize, pre, preSize, otherBudget: otherSleeves(config)[0]?.budget };
}

function otherSleeves({ sleeves }: Config): Config["sleeves"] {
  return sleeves.filter(({ strategy: { kind } }) => kind === "momentum" || kind === "sector-rotation");
}

/** The rows that are read, with their dates; undefined for a strategy that decides by itself. */
function givenRows(
  strategy: Strategy,
  eligible: readonly string[],
  width: number,
): { readonly dates: readonly string[]; readonly rows: readonly (readonly number[])[] } | undefined {
  if (strategy.kind === "equal-weight") {
    const each = doubles(width).fill(1 / width);
    return { dates: eligible, rows: eligible.map(() => [...each]) };
  }
  if (strategy.kind !== "weights") return undefined;
  const asked = new Set(eligible);
  const dates: string[] = [];
  const rows: (readonly number[])[] = [];
  for (let row = 0; row < strategy.dates.length; row++) {
    const values = strategy.values[row];
    if (values === null || values === undefined || !asked.has(strategy.dates[row]!)) continue;
    dates.push(strategy.dates[row]!);
    rows.push(values);
  }
  return { dates, rows };
}
