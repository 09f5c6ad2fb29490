import { doubles } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";
import { rowOfFullWindow } from "./feature.ts";

/** dd_slope = drawdown − drawdown `bars` before: how fast the book is losing (below 0) or recovering. */
export function drawdownSlope(level: Feature, bars: number): Feature {
  const values = doubles(level.values.length);
  const from = rowOfFullWindow(level.from, bars);
  for (let t = from; t < values.length; t++) values[t] = level.values[t]! - level.values[t - bars]!;
  return { values, from };
}
