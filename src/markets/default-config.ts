import { dayNumber } from "../model/calendar.ts";
import type { ConfigInput } from "../model/config.ts";
import type { Market } from "../model/market.ts";

/** How often a market has a bar, and which windows suit that. */
interface Frequency {
  /** Longest usual distance between two dates, in days. */
  readonly mostDays: number;
  readonly barsPerYear: number;
  readonly volWindow: number;
  readonly minObservations: number;
  readonly momentum: number;
}

const FREQUENCIES: readonly Frequency[] = [
  { mostDays: 4, barsPerYear: 252, volWindow: 63, minObservations: 20, momentum: 126 },
  { mostDays: 14, barsPerYear: 52, volWindow: 26, minObservations: 13, momentum: 26 },
  { mostDays: 45, barsPerYear: 12, volWindow: 12, minObservations: 6, momentum: 6 },
  { mostDays: 135, barsPerYear: 4, volWindow: 8, minObservations: 4, momentum: 4 },
  { mostDays: Number.POSITIVE_INFINITY, barsPerYear: 1, volWindow: 5, minObservations: 3, momentum: 3 },
];

/** With fewer assets or bars a cross-section says little, and the book is equally weighted alone. */
const MOMENTUM_ASSETS = 5;
const MOMENTUM_BARS = 300;

/**
 * A config for prices that come without one: momentum and equal weight where there are assets and bars enough, else
 * equal weight; 10% volatility, monthly, allocator off. The annualisation follows from the usual distance between
 * dates; windows are shortened to a quarter of a short market, and below four dates, where no volatility can be
 * measured, the book is not targeted.
 */
export function defaultConfig(market: Market): ConfigInput {
  const { dates, assets } = market;
  const frequency = frequencyOf(dates);
  const quarter = Math.max(2, Math.floor(dates.length / 4));
  const equalWeight = { name: "equal-weight", strategy: { kind: "equal-weight" } } as const;
  const momentum = { kind: "momentum", period: Math.min(frequency.momentum, quarter), fraction: 0.2 } as const;
  const crossSection = assets.length >= MOMENTUM_ASSETS && dates.length >= MOMENTUM_BARS;
  return {
    sleeves: crossSection
      ? [
          { name: "momentum", budget: 0.5, strategy: momentum },
          { ...equalWeight, budget: 0.5 },
        ]
      : [{ ...equalWeight, budget: 1 }],
    rebalance: "month",
    exposure:
      dates.length < 4
        ? { kind: "none" }
        : {
            kind: "vol-target",
            targetVol: 0.1,
            volWindow: Math.min(frequency.volWindow, quarter),
            minObservations: Math.min(frequency.minObservations, quarter),
          },
    allocator: { mode: "off" },
    conventions: { annualization: frequency.barsPerYear },
  };
}

/** The frequency whose bars lie as far apart as the median of this market's do. */
function frequencyOf(dates: readonly string[]): Frequency {
  const days = Int32Array.from(dates, dayNumber);
  const gaps = days.subarray(1).map((day, t) => day - days[t]!);
  gaps.sort();
  const median = gaps.length === 0 ? 1 : gaps[gaps.length >> 1]!;
  return FREQUENCIES.find(({ mostDays }) => median <= mostDays)!;
}
