import { DEFAULT_LAYERS } from "../model/regime.ts";
import { REGIME_TABLE } from "../model/run.ts";
import { Column } from "./column.ts";
import type { RunPair } from "./invariant.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";
import { comparePresence } from "./same-run.ts";

/** The features that rounding cannot turn over. Ratios that are rounding over rounding where a book is hedged perfectly are left to allocator/state-complete. */
export const STATE_BEYOND_ROUNDING: readonly string[] = [
  "port_rvol_20d",
  "port_rvol_60d",
  "corr_20d",
  "corr_60d",
  "corr_shock",
  "dd_level",
  "dd_slope_10d",
  "trend_breadth_20d",
  "warmup",
];

/** Nearer to a threshold than this, rounding may decide on which side of it a feature is. */
const NEAR = 1e-9;

/**
 * Holds the regimes of two runs that may differ by rounding against each other. They must be the same up to the first
 * date on which a feature of the first run has come so near to a threshold that its last digits decide. Returns the
 * first date with another regime, before which runs can be compared; undefined when there is none. Regimes that only
 * one of the two runs has are a violation, unless `common` leaves them out.
 */
export function compareRegimesBeyondRounding(
  { source, followUp }: RunPair,
  probe: Probe,
  because: string,
  common = false,
): string | undefined {
  const before = source.regimes;
  const after = followUp.regimes;
  if (before === undefined || after === undefined) {
    if (before !== after && !common) comparePresence(probe, `${REGIME_TABLE}.csv`, before !== undefined);
    return undefined;
  }
  for (let t = 0; t < Math.max(before.dates.length, after.dates.length); t++) {
    const date = before.dates[t] ?? after.dates[t]!;
    const expected = before.dates[t] === date ? (before.labels[t] ?? null) : "no such row";
    const actual = after.dates[t] === date ? (after.labels[t] ?? null) : "no such row";
    const isInBoth = before.dates[t] === after.dates[t]; // no rounding loses a row
    if (expected !== actual && isInBoth && mayRound(source, date)) return date;
    const place = { artifact: "allocator_regime_v1.csv", date };
    if (!probe.holds(expected === actual, place, expected, actual, () => because)) return date;
  }
  return undefined;
}

/** Whether on some date up to this one a score was a matter of rounding. */
function mayRound(view: RunView, upTo: string): boolean {
  const state = view.table("allocator_state_v1");
  if (state === undefined) return true;
  const layers = view.config?.allocator.layers ?? DEFAULT_LAYERS;
  const scored = [
    [new Column(state, "vol_accel"), layers.volAccel],
    [new Column(state, "corr_shock"), layers.corrShock],
    [new Column(state, "dd_level"), layers.drawdownLevel],
    [new Column(state, "dd_slope_10d"), layers.drawdownSlope],
  ] as const;
  const calm = new Column(state, "port_rvol_60d");
  for (let t = 0; t < state.dates.length && state.dates[t]! <= upTo; t++) {
    if (calm.at(t) < NEAR) return true; // a ratio of two rounding errors
    for (const [feature, thresholds] of scored) {
      if (thresholds.some((threshold) => Math.abs(feature.at(t) - threshold) < NEAR)) return true;
    }
  }
  return false;
}
