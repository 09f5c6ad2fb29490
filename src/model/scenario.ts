import { z } from "zod";
import { checkAllocator } from "./allocator-check.ts";
import type { Config, RebalanceSchedule, Sleeve } from "./config.ts";
import { configSchema, parseConfig, parseWith, warmupOf } from "./config.ts";
import { ConfigError, MarketError } from "./errors.ts";
import { checkDatesListed } from "./listed-dates.ts";
import type { Market } from "./market.ts";
import { createMarket } from "./market.ts";
import { checkWeights, raggedRow } from "./weights-check.ts";

/**
 * What an engine is given: a market and a config that fit each other. Made by {@link createScenario} or
 * {@link parseScenario} only, so an engine may trust every one it gets.
 */
export interface Scenario {
  readonly market: Market;
  readonly config: Config;
}

export const SCENARIO_SCHEMA = "tieout.scenario/1";

export const marketSchema = z.strictObject({
  dates: z.array(z.string()),
  assets: z.array(z.string()),
  returns: z.array(z.array(z.number())),
});

/** {@link marketSchema} as far as a schema is of use: single cells are checked by date and asset, not by index. */
const marketOutline = z.strictObject({
  dates: z.array(z.string()),
  assets: z.array(z.string()),
  returns: z.array(z.array(z.unknown())),
});

export const scenarioSchema = z.strictObject({
  schema: z.literal(SCENARIO_SCHEMA),
  market: marketSchema,
  config: configSchema,
});

/** A scenario as it stands in JSON. */
export type ScenarioDocument = z.infer<typeof scenarioSchema>;

/** A scenario from a market and a config that were each checked; throws a ConfigError where they do not fit. */
export function createScenario(market: Market, config: Config): Scenario {
  const isMarketDate = memberOf(market.dates);
  checkBars(market, config);
  checkSleeveNames(config.sleeves);
  for (let i = 0; i < config.sleeves.length; i++) {
    checkWeights(config.sleeves[i]!.strategy, `config.sleeves[${i}].strategy`, market, isMarketDate);
  }
  checkSchedule(config.rebalance, isMarketDate);
  checkAllocator(config, market, isMarketDate);
  return { market, config };
}

/** A scenario from its JSON form (CONTRACT.md §2); throws a ConfigError or MarketError that names the place. */
export function parseScenario(document: unknown, where = "scenario"): Scenario {
  const { market, config } = parseWith(
    z.strictObject({ schema: z.literal(SCENARIO_SCHEMA), market: z.unknown(), config: z.unknown() }),
    document,
    where,
  );
  return createScenario(parseMarket(market, `${where}.market`), parseConfig(config, `${where}.config`));
}

/** The JSON form of a scenario; numbers keep every bit. */
export function scenarioDocument({ market, config }: Scenario): ScenarioDocument {
  const width = market.assets.length;
  return {
    schema: SCENARIO_SCHEMA,
    market: {
      dates: [...market.dates],
      assets: [...market.assets],
      returns: market.dates.map((_, t) => Array.from(market.returns.subarray(t * width, (t + 1) * width))),
    },
    config,
  };
}

function parseMarket(input: unknown, where: string): Market {
  const { dates, assets, returns } = parseWith(marketOutline, input, where);
  if (returns.length !== dates.length) {
    throw new MarketError({
      what: "the returns have another number of rows than there are dates",
      where: `${where}.returns`,
      expected: `${dates.length} rows`,
      actual: `${returns.length}`,
    });
  }
  const values = new Float64Array(dates.length * assets.length);
  for (const [t, row] of returns.entries()) {
    const place = `${where}.returns[${t}] (${dates[t]})`;
    if (row.length !== assets.length) throw new MarketError(raggedRow(place, assets.length, row.length));
    for (let i = 0; i < row.length; i++) values[t * assets.length + i] = numberAt(row[i], `${place}, ${assets[i]}`);
  }
  return createMarket(dates, assets, values);
}

/** A cell that must hold a number; whether it is finite is the market's own check. */
function numberAt(cell: unknown, where: string): number {
  if (typeof cell === "number") return cell;
  throw new MarketError({
    what: "a return is not a number",
    where,
    expected: "a finite log return",
    actual: JSON.stringify(cell) ?? "nothing",
    hint: "returns have no gaps: fill or drop them before",
  });
}

function checkBars(market: Market, config: Config): void {
  const { exposure } = config;
  if (exposure.kind === "vol-target" && exposure.minObservations > exposure.volWindow) {
    throw new ConfigError({
      what: "more observations are asked for than the window holds",
      where: "config.exposure.minObservations",
      expected: `at most volWindow = ${exposure.volWindow}`,
      actual: String(exposure.minObservations),
    });
  }
  const warmup = warmupOf(config);
  if (warmup > 0 && market.dates.length < warmup + 2) {
    throw new ConfigError({
      what: "the market has fewer bars than the longest lookback",
      where: "market.dates",
      expected: `at least ${warmup + 2} dates, because ${warmup} returns must lie before the first rebalance`,
      actual: `${market.dates.length} dates`,
      hint: "use a longer market, or a shorter period, skip or minObservations",
    });
  }
}

function checkSleeveNames(sleeves: readonly Sleeve[]): void {
  const seen = new Set<string>();
  for (const [i, { name }] of sleeves.entries()) {
    if (seen.has(name)) {
      throw new ConfigError({
        what: "two sleeves have the same name",
        where: `config.sleeves[${i}].name`,
        expected: "each sleeve's name once",
        actual: JSON.stringify(name),
      });
    }
    seen.add(name);
  }
}

function checkSchedule(rebalance: RebalanceSchedule, isMarketDate: (date: string) => boolean): void {
  if (typeof rebalance === "object" && "dates" in rebalance) {
    checkDatesListed(rebalance.dates, "config.rebalance.dates", isMarketDate);
  }
}

/** How far ahead of the date found last the next one is looked for before the whole list is. */
const NEARBY = 6;

/**
 * Membership in sorted dates: lists of dates mostly follow the market's own, so the next one is near; else by
 * bisection. No set to build for the small markets of a campaign.
 */
function memberOf(dates: readonly string[]): (date: string) => boolean {
  let next = 0;
  return (date) => {
    const nearby = Math.min(dates.length, next + NEARBY);
    for (let t = next; t < nearby; t++) {
      if (dates[t] !== date) continue;
      next = t + 1;
      return true;
    }
    let low = 0;
    let high = dates.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const candidate = dates[middle]!;
      if (candidate === date) {
        next = middle + 1;
        return true;
      }
      if (candidate < date) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  };
}
