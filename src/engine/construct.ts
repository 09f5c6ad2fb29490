import { warmupOf } from "../model/config.ts";
import type { Scenario } from "../model/scenario.ts";
import { doubles, integers } from "../numeric/arrays.ts";
import { History } from "./history.ts";
import { keepsSleeves } from "./sleeves.ts";
import type { Books } from "./stages.ts";
import { strategistOf } from "./strategies/catalog.ts";
import type { Strategist } from "./strategies/strategy.ts";

/** A sleeve at work: its strategist and its last answer, zero before the first. */
interface ActiveSleeve {
  readonly budget: number;
  readonly strategist: Strategist;
  answer: Float64Array;
}

/**
 * Stage 2: asks every sleeve on every eligible scheduled row and adds their answers up. A row is eligible when at
 * least `warmupOf(config)` returns lie before it (row 0 is no return, so t − 1 of them lie before row t). It becomes a
 * rebalance when one sleeve or more answer with a target; a sleeve that holds keeps its last one.
 */
export function construct({ market, config }: Scenario, scheduled: Int32Array): Books {
  const { dates, assets, returns } = market;
  const width = assets.length;
  const asked = eligible(scheduled, warmupOf(config));
  const sleeves = config.sleeves.map(({ budget, strategy }): ActiveSleeve => {
    return { budget, strategist: strategistOf(strategy, { assets, rows: asked }), answer: doubles(width) };
  });
  const rows = integers(asked.length);
  const model = doubles(asked.length * width);
  const plain = sleeves.length === 1 && sleeves[0]!.budget === 1; // then the sum of budgets is the sum of answers
  const pre = plain ? model : doubles(asked.length * width);
  const kept = sleeves.length > 1 ? doubles(asked.length * sleeves.length * width) : undefined;
  let count = 0;
  for (let k = 0; k < asked.length; k++) {
    const t = asked[k]!;
    if (!askAll(sleeves, dates[t]!, new History(returns, t, width))) continue;
    for (let s = 0; s < sleeves.length; s++) {
      const { budget, answer } = sleeves[s]!;
      addAnswer(model, count * width, answer, 1);
      if (!plain) addAnswer(pre, count * width, answer, budget);
      if (kept !== undefined) addAnswer(kept, (count * sleeves.length + s) * width, answer, budget);
    }
    rows[count++] = t;
  }
  const used = count * width;
  const books = count === asked.length ? { rows, model, pre } : cutTo(count, used, rows, model, pre);
  if (kept !== undefined) return { ...books, sleeves: kept.subarray(0, used * sleeves.length) };
  return keepsSleeves(config) ? { ...books, sleeves: books.pre } : books;
}

function cutTo(count: number, used: number, rows: Int32Array, model: Float64Array, pre: Float64Array): Books {
  const cut = model.subarray(0, used);
  return { rows: rows.subarray(0, count), model: cut, pre: pre === model ? cut : pre.subarray(0, used) };
}

function eligible(scheduled: Int32Array, warmup: number): Int32Array {
  let first = 0;
  while (first < scheduled.length && Math.max(0, scheduled[first]! - 1) < warmup) first++;
  return scheduled.subarray(first);
}

/** Asks every sleeve, whether or not another has answered; true when at least one did. */
function askAll(sleeves: readonly ActiveSleeve[], date: string, history: History): boolean {
  let answered = false;
  for (const sleeve of sleeves) {
    const answer = sleeve.strategist.ask({ date, history, current: sleeve.answer });
    if (answer.kind === "hold") continue;
    sleeve.answer = answer.weights;
    answered = true;
  }
  return answered;
}

function addAnswer(books: Float64Array, offset: number, answer: Float64Array, budget: number): void {
  for (let i = 0; i < answer.length; i++) books[offset + i] = books[offset + i]! + budget * answer[i]!;
}
