import type { Strategy } from "../../model/config.ts";
import { doubles } from "../../numeric/arrays.ts";
import type { Answer, Question, Setting, Strategist } from "./strategy.ts";
import { HOLD } from "./strategy.ts";

/** Weights given outright: on a date with a row it answers that row; without one, or where it is null, it holds. */
export function weightsStrategist(strategy: Extract<Strategy, { kind: "weights" }>, { assets }: Setting): Strategist {
  const { dates, values } = strategy;
  const weights = doubles(assets.length);
  const answer: Answer = { kind: "target", weights };
  let next = 0;
  return {
    ask({ date }: Question): Answer {
      while (next < dates.length && dates[next]! < date) next++;
      const row = dates[next] === date ? values[next] : undefined;
      if (row === undefined || row === null) return HOLD;
      for (let i = 0; i < weights.length; i++) weights[i] = row[i]!;
      return answer;
    },
  };
}
