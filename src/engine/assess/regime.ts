import type { Layers } from "../../model/regime.ts";
import { bytes } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";

/** The features that the risk score looks at. */
export interface ScoredFeatures {
  readonly volAccel: Feature;
  readonly corrShock: Feature;
  readonly drawdownLevel: Feature;
  readonly drawdownSlope: Feature;
}

/**
 * Level of the regime by bar, an index into REGIMES (T). A level counts from its score in `regimeScores` on. Upwards
 * the regime follows the score at once, over several levels too; down it goes by one level when the score has been
 * below that of the current one for `minDwell` bars in a row, and the count starts again.
 */
export function regimeLevels(features: ScoredFeatures, layers: Layers): Uint8Array {
  const levels = bytes(features.drawdownLevel.values.length);
  let level = 0;
  let below = 0;
  for (let t = 0; t < levels.length; t++) {
    const aim = levelOf(riskScore(features, layers, t), layers.regimeScores);
    below = aim < level ? below + 1 : 0;
    if (aim > level) level = aim;
    if (below === layers.minDwell) {
      level--;
      below = 0;
    }
    levels[t] = level;
  }
  return levels;
}

/** One point for each threshold that is passed on bar t; a feature whose window is not full gives none. */
function riskScore(features: ScoredFeatures, layers: Layers, t: number): number {
  return (
    pointsAbove(features.volAccel, layers.volAccel, t) +
    pointsAbove(features.corrShock, layers.corrShock, t) +
    pointsBelow(features.drawdownLevel, layers.drawdownLevel, t) +
    pointsBelow(features.drawdownSlope, layers.drawdownSlope, t)
  );
}

function pointsAbove({ values, from }: Feature, thresholds: readonly number[], t: number): number {
  if (t < from) return 0;
  let points = 0;
  const value = values[t]!;
  for (let i = 0; i < thresholds.length; i++) if (value > thresholds[i]!) points++;
  return points;
}

function pointsBelow({ values, from }: Feature, thresholds: readonly number[], t: number): number {
  if (t < from) return 0;
  let points = 0;
  const value = values[t]!;
  for (let i = 0; i < thresholds.length; i++) if (value < thresholds[i]!) points++;
  return points;
}

/** How many of the rising scores are reached. */
function levelOf(score: number, scores: Layers["regimeScores"]): number {
  let level = 0;
  while (level < scores.length && score >= scores[level]!) level++;
  return level;
}
