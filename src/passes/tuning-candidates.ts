import type { Layers } from "../model/regime.ts";
import { DEFAULT_LAYERS } from "../model/regime.ts";
import { hash32, Random } from "../numeric/random.ts";

/** First threshold of each feature, and the steps from one to the next: the grid that candidates are drawn from. */
const VOL_ACCEL = { first: [1.05, 1.1, 1.15, 1.2, 1.3, 1.4, 1.5], step: [0.1, 0.2, 0.3, 0.4, 0.6] };
const CORR_SHOCK = { first: [0.05, 0.1, 0.15, 0.2, 0.25], step: [0.05, 0.1, 0.15] };
const DRAWDOWN_LEVEL = { first: [-0.02, -0.03, -0.04, -0.06, -0.08, -0.1], step: [-0.02, -0.04, -0.06, -0.08] };
const DRAWDOWN_SLOPE = { first: [-0.01, -0.02, -0.03, -0.04, -0.06], step: [-0.01, -0.02, -0.03, -0.05] };
const REGIME_SCORES = [
  [2, 4, 6],
  [1, 3, 5],
  [1, 2, 4],
  [2, 3, 5],
  [2, 4, 7],
  [1, 3, 6],
  [2, 5, 7],
  [3, 5, 7],
] as const;
const MIN_DWELL = [5, 10, 15, 20, 30, 40] as const;

/**
 * Layers to try: the base first, then others drawn from a grid of thresholds, each once. Everything follows from the
 * seed. Scalars, half-life and minimum are the base's: they do not move the regime.
 */
export function tuningCandidates(count: number, seed: number, base: Layers = DEFAULT_LAYERS): Layers[] {
  const random = new Random(hash32(seed, "tune-regimes"));
  const candidates = [base];
  const known = new Set([JSON.stringify(base)]);
  for (let draws = 0; candidates.length < count && draws < 20 * count; draws++) {
    const candidate: Layers = {
      ...base,
      volAccel: ladder(random, VOL_ACCEL, 2),
      corrShock: ladder(random, CORR_SHOCK, 2),
      drawdownLevel: ladder(random, DRAWDOWN_LEVEL, 3),
      drawdownSlope: ladder(random, DRAWDOWN_SLOPE, 2),
      regimeScores: [...random.pick(REGIME_SCORES)],
      minDwell: random.pick(MIN_DWELL),
    };
    const key = JSON.stringify(candidate);
    if (known.has(key)) continue;
    known.add(key);
    candidates.push(candidate);
  }
  return candidates;
}

/** Thresholds at equal distances, rounded to two decimals so that a config can be read. */
function ladder(random: Random, grid: { first: readonly number[]; step: readonly number[] }, steps: number): number[] {
  const first = random.pick(grid.first);
  const step = random.pick(grid.step);
  return Array.from({ length: steps }, (_, i) => Math.round((first + i * step) * 100) / 100);
}
