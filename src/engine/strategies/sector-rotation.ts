import { periodKey } from "../../model/calendar.ts";
import type { Strategy } from "../../model/config.ts";
import type { History } from "../history.ts";
import type { Answer, Question, Setting, Strategist } from "./strategy.ts";
import { HOLD } from "./strategy.ts";

/**
 * Sector rotation on relative and absolute momentum (Faber 2010, "Relative Strength Strategies for Investing"): the
 * score of an asset dated t is its log return over the `momentumPeriod` bars before t. Of the assets that score above
 * `minMomentum` the best `topN`, at equal weights that add up to 1; cash when none does. Of equal scores the name that
 * comes first in code-unit order is better, so the order of the assets changes nothing.
 *
 * It answers on the first date of each period (`every`) on which it is asked and holds on the others, whatever the
 * schedule. What it remembers is the period of its last answer, and that lives in the run.
 */
export function sectorRotationStrategist(
  { momentumPeriod, topN, minMomentum, every }: Extract<Strategy, { kind: "sector-rotation" }>,
  { assets }: Setting,
): Strategist {
  const scores = new Float64Array(assets.length);
  const weights = new Float64Array(assets.length);
  const answer: Answer = { kind: "target", weights };
  let answered = Number.NaN;
  return {
    ask({ date, history }: Question): Answer {
      const period = periodKey(date, every);
      if (period === answered) return HOLD;
      answered = period;
      addUp(history, momentumPeriod, scores);
      const chosen = best(scores, minMomentum, topN, assets);
      weights.fill(0);
      for (const i of chosen) weights[i] = 1 / chosen.length;
      return answer;
    },
  };
}

/** The log return of each asset over the last `period` rows, added up in order of time. */
function addUp({ returns, bars, width }: History, period: number, scores: Float64Array): void {
  scores.fill(0);
  for (let cell = (bars - period) * width; cell < returns.length; cell += width) {
    for (let i = 0; i < width; i++) scores[i] = scores[i]! + returns[cell + i]!;
  }
}

/** The columns of the `count` highest scores above `floor`, the highest first. */
function best(scores: Float64Array, floor: number, count: number, assets: readonly string[]): number[] {
  const passing: number[] = [];
  for (let i = 0; i < scores.length; i++) if (scores[i]! > floor) passing.push(i);
  passing.sort((a, b) => scores[b]! - scores[a]! || (assets[a]! < assets[b]! ? -1 : 1));
  return passing.slice(0, count);
}
