import type { Config } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import type { Market } from "../model/market.ts";
import { createMarket } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { withAllocatorParts } from "./allocator-parts.ts";
import { MARKET_REGIMES, regimeReturns, withCrash, withStillAsset } from "./market-regimes.ts";
import type { Mix } from "./mix.ts";
import { USUAL_MIX } from "./mix.ts";
import {
  anyAllocator,
  anyConventions,
  anyCosts,
  anyExposure,
  anyHolding,
  anyLimits,
  anySchedule,
  largestGross,
} from "./policies.ts";
import { scheduledRows } from "./schedule.ts";
import { anySleeves, largestBook } from "./sleeves.ts";
import { tradingDates } from "./trading-dates.ts";

/** How large scenarios get. Bars and assets are drawn evenly between the bounds, small ones more often. */
export interface ScenarioOptions {
  readonly assets?: { readonly from: number; readonly to: number };
  readonly bars?: { readonly from: number; readonly to: number };
}

const USUAL_BARS = { from: 3, to: 60 };
/** Long enough for the longest window of the allocator's layers; dear, so there are few. */
const LONG_BARS = { from: 70, to: 130 };

/** Names that are not in alphabetical order: an engine that sorts them somewhere shows. */
const ASSETS = ["ZT", "ES", "CL", "GC", "6E", "NQ"] as const;
const USUAL_ASSETS = { from: 1, to: ASSETS.length };

/**
 * A valid scenario that uses only what `capabilities` names, at most 6 assets. Everything follows from `random` and
 * `mix`: the same stream and mix give the same scenario on any machine.
 */
export function generateScenario(
  random: Random,
  capabilities: Capabilities,
  options: ScenarioOptions = {},
  mix: Mix = USUAL_MIX,
): Scenario {
  const market = anyMarket(random, options, mix);
  return createScenario(market, anyConfig(random, capabilities, market, mix));
}

function anyMarket(random: Random, options: ScenarioOptions, mix: Mix): Market {
  const { bars, assets } = anySize(random, options, mix);
  const dates = tradingDates(random, bars);
  const returns = regimeReturns(random, random.pick(MARKET_REGIMES), bars, assets);
  if (random.chance(mix.stillAsset)) withStillAsset(random, returns, assets);
  if (random.chance(mix.crash)) withCrash(random, returns, assets);
  return createMarket(dates, ASSETS.slice(0, assets), returns);
}

/** How many bars and assets a scenario has. */
export function anySize(random: Random, options: ScenarioOptions, mix: Mix): { bars: number; assets: number } {
  const { from, to } = options.assets ?? USUAL_ASSETS;
  const assets = random.chance(mix.oneAsset) ? from : sizeBetween(random, from, to);
  const range = options.bars ?? (random.chance(mix.longHistory) ? LONG_BARS : USUAL_BARS);
  return { assets, bars: sizeBetween(random, range.from, range.to) };
}

/** A config that fits a market. */
export function anyConfig(random: Random, capabilities: Capabilities, market: Market, mix: Mix): Config {
  const { dates, assets } = market;
  const rebalance = anySchedule(random, dates, mix);
  const rows = scheduledRows(dates, rebalance);
  const sleeves = anySleeves(random, { capabilities, mix, dates, scheduled: rows, assets: assets.length });
  const exposure = anyExposure(random, capabilities, dates.length, mix);
  const largest = largestBook(sleeves);
  const limits = anyLimits(random, exposure, largest, mix);
  const conventions = anyConventions(random, capabilities);
  const gross = largestGross(exposure, limits, largest.gross);
  const scheduled = rows.map((row) => dates[row]!);
  const config: Config = {
    initialCapital: random.chance(0.6) ? 1 : random.pick([100, 1_000_000, 0.5]),
    sleeves,
    rebalance,
    exposure,
    allocator: anyAllocator(random, capabilities, scheduled, mix),
    holding: anyHolding(random, mix, capabilities, conventions, gross, market),
    limits,
    costs: anyCosts(random, mix),
    conventions,
  };
  const surroundings = { parts: capabilities.allocatorParts, mix, scheduled, assets: assets.length };
  return withAllocatorParts(random, config, surroundings);
}

function sizeBetween(random: Random, from: number, to: number): number {
  const size = random.between(from, to);
  return random.chance(0.3) ? random.between(from, size) : size;
}
