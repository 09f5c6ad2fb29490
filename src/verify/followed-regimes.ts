import type { Panel } from "../model/panel.ts";
import type { Layers } from "../model/regime.ts";
import type { Tolerance } from "../numeric/tolerance.ts";
import { Column } from "./column.ts";

/**
 * The level of the regime by row of the recorded state, by ENGINE.md: a point for each threshold passed, up at once,
 * down one level when the score was below the level's for `minDwell` rows in a row. Ends before the first row on which
 * a feature is so near to a threshold that rounding decides.
 */
export function followedRegimes(state: Panel, layers: Layers, { absolute, relative }: Tolerance): readonly number[] {
  const scored = [
    { column: new Column(state, "vol_accel"), thresholds: layers.volAccel, sign: 1 },
    { column: new Column(state, "corr_shock"), thresholds: layers.corrShock, sign: 1 },
    { column: new Column(state, "dd_level"), thresholds: layers.drawdownLevel, sign: -1 },
    { column: new Column(state, "dd_slope_10d"), thresholds: layers.drawdownSlope, sign: -1 },
  ] as const;
  const levels: number[] = [];
  let fallsAfter = layers.minDwell;
  for (let t = 0; t < state.dates.length; t++) {
    let score = 0;
    for (const { column, thresholds, sign } of scored) {
      for (const threshold of thresholds) {
        const beyond = sign * (column.at(t) - threshold); // NaN where the window is not full: no point
        if (Math.abs(beyond) <= absolute + relative * Math.abs(threshold)) return levels;
        if (beyond > 0) score++;
      }
    }
    const called = layers.regimeScores.filter((least) => score >= least).length;
    const before = levels[t - 1] ?? 0;
    fallsAfter = called < before ? fallsAfter - 1 : layers.minDwell;
    levels.push(fallsAfter === 0 ? before - 1 : Math.max(before, called));
    if (fallsAfter === 0) fallsAfter = layers.minDwell;
  }
  return levels;
}
