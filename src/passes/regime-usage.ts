import type { RegimeUsage } from "../model/comparison.ts";
import type { LabelSeries } from "../model/panel.ts";
import { REGIMES } from "../model/regime.ts";
import { integers } from "../numeric/arrays.ts";
import type { Passes } from "../verify/invariant.ts";

/** The regime of both passes: the baseline's, or the scaled run's where the baseline records none. */
export function regimesOf({ baseline, scaled }: Passes): { labels: LabelSeries; annualization: number } | undefined {
  for (const view of [baseline, scaled]) {
    const labels = view.regimes;
    if (labels !== undefined) return { labels, annualization: view.conventions.annualization };
  }
  return undefined;
}

/** Days in each regime and how it changed; a date without a known regime is left out. */
export function regimeUsage({ labels }: LabelSeries, annualization: number): RegimeUsage {
  const levels = integers(labels.length);
  for (let t = 0; t < levels.length; t++) levels[t] = (REGIMES as readonly (string | null)[]).indexOf(labels[t]!);
  return regimeUsageOf(levels, annualization);
}

/** The same of levels, indices into REGIMES; −1 is left out. */
export function regimeUsageOf(levels: ArrayLike<number>, annualization: number): RegimeUsage {
  const days = REGIMES.map(() => 0);
  const matrix = REGIMES.map(() => REGIMES.map(() => 0));
  let known = 0;
  let transitions = 0;
  let before = -1;
  for (let t = 0; t < levels.length; t++) {
    const level = levels[t]!;
    if (level < 0) continue;
    known++;
    days[level]!++;
    if (before >= 0) matrix[before]![level]!++;
    if (before >= 0 && before !== level) transitions++;
    before = level;
  }
  return {
    days: known,
    transitions,
    transitionsPerYear: known < 2 ? 0 : (transitions / (known - 1)) * annualization,
    distribution: REGIMES.map((regime, level) => ({
      regime,
      days: days[level]!,
      share: known === 0 ? 0 : days[level]! / known,
    })),
    matrix,
  };
}
