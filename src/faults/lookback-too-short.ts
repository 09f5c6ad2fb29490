import type { Config, Strategy } from "../model/config.ts";
import type { Fault } from "./fault.ts";

/** What the feed delivered, of what the strategy looks back on. */
const DELIVERED = 100 / 127;

/** What is left of a number of bars, at least two. */
function cut(bars: number): number {
  return Math.max(2, Math.floor(bars * DELIVERED + 1e-9)); // 127 · (100 / 127) is 99.99999999999999
}

function onWhatThereIs(strategy: Strategy): Strategy {
  if (strategy.kind === "momentum") return { ...strategy, period: cut(strategy.period) };
  if (strategy.kind === "sector-rotation") return { ...strategy, momentumPeriod: cut(strategy.momentumPeriod) };
  return strategy;
}

function shortened(config: Config): Config {
  const { exposure, sleeves } = config;
  return {
    ...config,
    sleeves: sleeves.map((sleeve) => ({ ...sleeve, strategy: onWhatThereIs(sleeve.strategy) })),
    exposure:
      exposure.kind === "vol-target" ? { ...exposure, minObservations: cut(exposure.minObservations) } : exposure,
  };
}

export const lookbackTooShort: Fault = {
  id: "lookback-too-short",
  story: "The feed delivers 100 bars and the strategy looks back on 127: it decides on what there is, and nobody asks.",
  source: "the levered rotation that this harness was made for",
  breaks: ["calendar/lookback-suffices", "calendar/rebalance-cadence"],
  stages: (reference) => ({
    ...reference,
    construct: (scenario, scheduled) =>
      reference.construct({ ...scenario, config: shortened(scenario.config) }, scheduled),
  }),
};
