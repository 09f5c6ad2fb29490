import { REGIMES } from "../model/regime.ts";
import { regimeUsageOf } from "./regime-usage.ts";
import { CALM_TRANSITIONS_PER_YEAR } from "./thresholds.ts";

/** Shares of time that regimes should have: about 70/20/8/2 % (ENGINE.md). */
export const TARGET_SHARES: readonly number[] = [0.7, 0.2, 0.08, 0.02];

/** Rows of a market that were under stress, both included. */
export interface StressRows {
  readonly from: number;
  readonly to: number;
}

/** How a regime series behaves. Nothing here looks at returns: thresholds are tuned for behaviour, not for profit. */
export interface RegimeBehaviour {
  readonly transitionsPerYear: number;
  /** Share of time by regime, in the order of REGIMES. */
  readonly shares: readonly number[];
  /** Half the sum of distances from the target shares: the share of time that would have to move. */
  readonly distance: number;
  /** Share of the stress windows' bars in STRESS or CRISIS; `null` without windows. */
  readonly flagged: number | null;
  /** Mean bars from the start of a window to ELEVATED or worse, the window's length where never; `null` without. */
  readonly reactionBars: number | null;
}

/** The behaviour of a regime by bar, as levels (indices into REGIMES). */
export function regimeBehaviour(
  levels: Uint8Array,
  annualization: number,
  windows: readonly StressRows[],
): RegimeBehaviour {
  const { transitionsPerYear, distribution } = regimeUsageOf(levels, annualization);
  const shares = distribution.map(({ share }) => share);
  const distance = shares.reduce((total, share, level) => total + Math.abs(share - TARGET_SHARES[level]!), 0) / 2;
  if (windows.length === 0) return { transitionsPerYear, shares, distance, flagged: null, reactionBars: null };
  let bars = 0;
  let flagged = 0;
  let reaction = 0;
  for (const { from, to } of windows) {
    const inside = levels.subarray(from, to + 1);
    bars += inside.length;
    flagged += inside.reduce((count, level) => (level >= REGIMES.indexOf("STRESS") ? count + 1 : count), 0);
    const first = inside.findIndex((level) => level >= REGIMES.indexOf("ELEVATED"));
    reaction += first < 0 ? inside.length : first;
  }
  return { transitionsPerYear, shares, distance, flagged: flagged / bars, reactionBars: reaction / windows.length };
}

/** Whether the regime changes seldom enough. */
export function isCalm({ transitionsPerYear }: RegimeBehaviour): boolean {
  return transitionsPerYear < CALM_TRANSITIONS_PER_YEAR;
}
