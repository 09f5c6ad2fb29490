import type { Config, RebalanceSchedule, Sleeve, Strategy } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import type { Market } from "../model/market.ts";
import { createMarket } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { withAllocatorParts } from "./allocator-parts.ts";
import { MARKET_REGIMES, regimeReturns } from "./market-regimes.ts";
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
import { tradingDates } from "./trading-dates.ts";
import { nextAnswer } from "./weight-rows.ts";

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
/** Strategies that decide by themselves. */
const OWN_RULES: readonly string[] = ["equal-weight", "momentum", "sector-rotation"];
const SLEEVES = ["core", "trend", "carry"] as const;
const BUDGETS = [1, 0.5, 2, 6.14, 0.25, 0] as const;

/**
 * A valid scenario that uses only what `capabilities` names, at most 6 assets. Everything follows from `random`:
 * the same stream gives the same scenario on any machine.
 */
export function generateScenario(random: Random, capabilities: Capabilities, options: ScenarioOptions = {}): Scenario {
  const assets = sizeBetween(random, options.assets ?? { from: 1, to: ASSETS.length });
  const bars = sizeBetween(random, options.bars ?? (random.chance(0.06) ? LONG_BARS : USUAL_BARS));
  const dates = tradingDates(random, bars);
  const returns = regimeReturns(random, random.pick(MARKET_REGIMES), bars, assets);
  const market = createMarket(dates, ASSETS.slice(0, assets), returns);
  return createScenario(market, anyConfig(random, capabilities, market));
}

function anyConfig(random: Random, capabilities: Capabilities, market: Market): Config {
  const { dates, assets } = market;
  const rebalance = anySchedule(random, dates);
  const rows = scheduledRows(dates, rebalance);
  const sleeves = anySleeves(random, capabilities, dates, rows, assets.length);
  const exposure = anyExposure(random, capabilities, dates.length);
  const largest = largestBook(sleeves);
  const limits = anyLimits(random, exposure, largest);
  const conventions = anyConventions(random, capabilities);
  const gross = largestGross(exposure, limits, largest.gross);
  const scheduled = rows.map((row) => dates[row]!);
  const config: Config = {
    initialCapital: random.chance(0.6) ? 1 : random.pick([100, 1_000_000, 0.5]),
    sleeves,
    rebalance: rebalance satisfies RebalanceSchedule,
    exposure,
    allocator: anyAllocator(random, capabilities, scheduled),
    holding: anyHolding(random, capabilities, conventions, gross, market),
    limits,
    costs: anyCosts(random),
    conventions,
  };
  const surroundings = { parts: capabilities.allocatorParts, scheduled, assets: assets.length };
  return withAllocatorParts(random, config, surroundings);
}

function anySleeves(
  random: Random,
  capabilities: Capabilities,
  dates: readonly string[],
  rows: readonly number[],
  assets: number,
): Sleeve[] {
  const count = random.chance(0.7) ? 1 : random.between(2, SLEEVES.length);
  return SLEEVES.slice(0, count).map((name) => ({
    name,
    budget: count === 1 && random.chance(0.6) ? 1 : random.pick(BUDGETS),
    strategy: anyStrategy(random, capabilities, dates, rows, assets),
  }));
}

/** Weights outright six times in seven, because a counterexample then stands for itself. */
function anyStrategy(
  random: Random,
  capabilities: Capabilities,
  dates: readonly string[],
  rows: readonly number[],
  assets: number,
): Strategy {
  const longest = Math.min(8, dates.length - 2);
  const others = capabilities.strategies.filter((kind) => OWN_RULES.includes(kind));
  const outright = capabilities.strategies.includes("weights");
  if (others.length > 0 && (!outright || random.chance(0.15))) {
    const kind = random.pick(others);
    if (kind === "momentum" && longest >= 2) {
      return { kind, period: random.between(2, longest), skip: 0, fraction: random.pick([0.2, 0.5]) };
    }
    if (kind === "sector-rotation" && longest >= 2) return anyRotation(random, longest, rows.length, assets);
    if (others.includes("equal-weight")) return { kind: "equal-weight" };
  }
  return weightsOutright(random, dates, rows, assets);
}

/**
 * A rotation that, where there is a choice of assets and a dozen dates to trade on, spreads over two of them at least:
 * in one and the same asset all the time it would be what data/not-stuck-in-one-asset warns of.
 */
function anyRotation(random: Random, longest: number, scheduled: number, assets: number): Strategy {
  const every = random.pick(["week", "month", "quarter"] as const);
  const canLookStuck = assets > 2 && scheduled >= 12;
  return {
    kind: "sector-rotation",
    momentumPeriod: random.between(2, longest),
    topN: random.between(canLookStuck ? 2 : 1, assets),
    minMomentum: canLookStuck ? -100 : random.pick([0.044, 0.01, 0, -0.02, -1]),
    every,
  };
}

function weightsOutright(
  random: Random,
  dates: readonly string[],
  scheduled: readonly number[],
  assets: number,
): Strategy {
  const chosen: string[] = [];
  const values: (number[] | null)[] = [];
  let previous: number[] | undefined;
  let next = 0;
  for (let row = 0; row < dates.length; row++) {
    const isScheduled = scheduled[next] === row;
    if (isScheduled) next++;
    // A scheduled date without a row holds; a row on an unscheduled date is never read.
    if (!random.chance(isScheduled ? 0.92 : 0.02)) continue;
    const answer = nextAnswer(random, assets, previous);
    if (answer !== null) previous = answer;
    chosen.push(dates[row]!);
    values.push(answer);
  }
  return { kind: "weights", dates: chosen, values };
}

/** An upper bound of gross and of one asset's weight over all books: each sleeve's largest, as if on one date. */
function largestBook(sleeves: readonly Sleeve[]): { gross: number; asset: number } {
  let gross = 0;
  let asset = 0;
  for (const { budget, strategy } of sleeves) {
    const largest = strategy.kind === "weights" ? largestRow(strategy.values) : { gross: 2, asset: 1 };
    gross += budget * largest.gross;
    asset += budget * largest.asset;
  }
  return { gross, asset };
}

/** The largest gross of a row and the largest weight of any. */
function largestRow(rows: readonly (readonly number[] | null)[]): { gross: number; asset: number } {
  let gross = 0;
  let asset = 0;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    if (row === null) continue;
    let total = 0;
    for (let i = 0; i < row.length; i++) {
      const size = Math.abs(row[i]!);
      total += size;
      if (size > asset) asset = size;
    }
    if (total > gross) gross = total;
  }
  return { gross, asset };
}

function sizeBetween(random: Random, { from, to }: { readonly from: number; readonly to: number }): number {
  const size = random.between(from, to);
  return random.chance(0.3) ? random.between(from, size) : size;
}
