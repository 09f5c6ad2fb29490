import type { Panel } from "../model/panel.ts";
import type { Layers } from "../model/regime.ts";
import { integers } from "../numeric/arrays.ts";
import type { Tolerance } from "../numeric/tolerance.ts";
import { placeOfColumn } from "./column.ts";

/**
 * The level of the regime by row of the recorded state, by ENGINE.md: a point for each threshold passed, up at once,
 * down one level when the score was below the level's for `minDwell` rows in a row. Ends before the first row on which
 * a feature is so near to a threshold that rounding decides.
 */
export function followedRegimes(state: Panel, layers: Layers, tolerance: Tolerance): readonly number[] {
  const scores = integers(state.dates.length);
  let end = scores.length;
  end = addPoints(state, "vol_accel", layers.volAccel, 1, tolerance, scores, end);
  end = addPoints(state, "corr_shock", layers.corrShock, 1, tolerance, scores, end);
  end = addPoints(state, "dd_level", layers.drawdownLevel, -1, tolerance, scores, end);
  end = addPoints(state, "dd_slope_10d", layers.drawdownSlope, -1, tolerance, scores, end);
  const levels: number[] = [];
  let before = 0;
  let fallsAfter = layers.minDwell;
  for (let t = 0; t < end; t++) {
    let called = 0;
    for (let i = 0; i < layers.regimeScores.length; i++) if (scores[t]! >= layers.regimeScores[i]!) called++;
    fallsAfter = called < before ? fallsAfter - 1 : layers.minDwell;
    before = fallsAfter === 0 ? before - 1 : Math.max(before, called);
    if (fallsAfter === 0) fallsAfter = layers.minDwell;
    levels.push(before);
  }
  return levels;
}

/**
 * Adds a point to the score of each row before `end` for each threshold that a feature is beyond; `sign` −1 where that
 * is below. Returns the first row on which it is so near to one that rounding decides, at most `end`.
 */
function addPoints(
  state: Panel,
  feature: string,
  thresholds: readonly number[],
  sign: 1 | -1,
  { absolute, relative }: Tolerance,
  scores: Int32Array,
  end: number,
): number {
  const place = placeOfColumn(state, feature);
  if (place < 0) return end;
  const { columns, values } = state;
  for (let i = 0; i < thresholds.length; i++) {
    const threshold = thresholds[i]!;
    const near = absolute + relative * Math.abs(threshold);
    for (let t = 0, cell = place; t < end; t++, cell += columns.length) {
      const beyond = sign * (values[cell]! - threshold);
      if (beyond > near) scores[t]!++;
      else if (beyond >= -near) end = t; // no number before its window is full: no point, and near to nothing
    }
  }
  return end;
}
