import type { Panel } from "../model/panel.ts";
import type { Layers } from "../model/regime.ts";
import type { Tolerance } from "../numeric/tolerance.ts";
import { Column } from "./column.ts";

/** A feature of the state, and beyond which thresholds each it scores a point; `sign` −1 where that is below. */
interface Scored {
  readonly column: Column;
  readonly thresholds: readonly number[];
  readonly sign: 1 | -1;
}

/**
 * The level of the regime by row of the recorded state, by ENGINE.md: a point for each threshold passed, up at once,
 * down one level when the score was below the level's for `minDwell` rows in a row. Ends before the first row on which
 * a feature is so near to a threshold that rounding decides.
 */
export function followedRegimes(state: Panel, layers: Layers, { absolute, relative }: Tolerance): readonly number[] {
  const scored: readonly Scored[] = [
    { column: new Column(state, "vol_accel"), thresholds: layers.volAccel, sign: 1 },
    { column: new Column(state, "corr_shock"), thresholds: layers.corrShock, sign: 1 },
    { column: new Column(state, "dd_level"), thresholds: layers.drawdownLevel, sign: -1 },
    { column: new Column(state, "dd_slope_10d"), thresholds: layers.drawdownSlope, sign: -1 },
  ];
  const levels: number[] = [];
  let fallsAfter = layers.minDwell;
  for (let t = 0; t < state.dates.length; t++) {
    let score = 0;
    for (let f = 0; f < scored.length; f++) {
      const { column, thresholds, sign } = scored[f]!;
      const feature = column.at(t);
      if (Number.isNaN(feature)) continue; // the window is not full: no point
      for (let i = 0; i < thresholds.length; i++) {
        const threshold = thresholds[i]!;
        const beyond = sign * (feature - threshold);
        if (Math.abs(beyond) <= absolute + relative * Math.abs(threshold)) return levels;
        if (beyond > 0) score++;
      }
    }
    let called = 0;
    for (let i = 0; i < layers.regimeScores.length; i++) if (score >= layers.regimeScores[i]!) called++;
    const before = t === 0 ? 0 : levels[t - 1]!;
    fallsAfter = called < before ? fallsAfter - 1 : layers.minDwell;
    levels.push(fallsAfter === 0 ? before - 1 : Math.max(before, called));
    if (fallsAfter === 0) fallsAfter = layers.minDwell;
  }
  return levels;
}
