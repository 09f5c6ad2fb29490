import type { Config, RebalanceSchedule, Strategy } from "../model/config.ts";
import { warmupOf } from "../model/config.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { built } from "./build.ts";
import { sameScenario } from "./same-scenario.ts";

/** The same scenario with its market cut off at a random date. A text says why there is nothing to cut off. */
export function cutMarket(scenario: Scenario, random: Random): Scenario | string {
  const bars = scenario.market.dates.length;
  const warmup = warmupOf(scenario.config);
  const shortest = warmup > 0 ? warmup + 2 : 1;
  if (bars <= shortest) return `the market has only ${bars} dates: nothing to cut off`;
  return firstBars(scenario, random.between(shortest, bars - 1));
}

/** Whether the second scenario is the beginning of the first. */
export function isPrefix(scenario: Scenario, followUp: Scenario): boolean {
  const bars = followUp.market.dates.length;
  if (bars >= scenario.market.dates.length) return false;
  const short = firstBars(scenario, bars);
  return typeof short !== "string" && sameScenario(short, followUp);
}

function firstBars({ market, config }: Scenario, bars: number): Scenario | string {
  const dates = market.dates.slice(0, bars);
  const returns = market.returns.slice(0, bars * market.assets.length);
  return built({ dates, assets: market.assets, returns }, upTo(config, dates.at(-1)!));
}

/** The config without what it says of later dates. */
function upTo(config: Config, last: string): Config {
  const sleeves = config.sleeves.map((sleeve) => ({ ...sleeve, strategy: rowsUpTo(sleeve.strategy, last) }));
  const { overlay } = config.allocator;
  const cut = overlay === undefined ? {} : { overlay: { ...overlay, strategy: rowsUpTo(overlay.strategy, last) } };
  return {
    ...config,
    sleeves,
    rebalance: scheduleUpTo(config.rebalance, last),
    allocator: { ...config.allocator, ...cut },
  };
}

function rowsUpTo(strategy: Strategy, last: string): Strategy {
  if (strategy.kind !== "weights") return strategy;
  const kept = strategy.dates.filter((date) => date <= last).length;
  return { ...strategy, dates: strategy.dates.slice(0, kept), values: strategy.values.slice(0, kept) };
}

function scheduleUpTo(schedule: RebalanceSchedule, last: string): RebalanceSchedule {
  if (typeof schedule !== "object" || "bars" in schedule) return schedule;
  return { dates: schedule.dates.filter((date) => date <= last) };
}
