import type { Allocator, Config, Conventions, Exposure, RebalanceSchedule } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import type { Market } from "../model/market.ts";
import type { Random } from "../numeric/random.ts";
import { anyLayers } from "./allocator-parts.ts";

/** Scalars at the edges of (0, 1] and at the allocator's own levels. */
const SCALARS = [1, 0.85, 0.65, 0.5, 0.25, 0.1, 0.999, 0.01] as const;

/** How many bars a vol-target needs at the least: two observations before a rebalance that earns one return. */
export const VOL_TARGET_BARS = 4;

/** Histories over which a rebalance a day is dear and shows little that a shorter one would not. */
const LONG_HISTORY = 20;

/** A schedule of any kind; dense ones rather on short histories, so that something is rebalanced and little repeated. */
export function anySchedule(random: Random, dates: readonly string[]): RebalanceSchedule {
  const long = dates.length > LONG_HISTORY;
  const kind = random.integer(10);
  if (kind < (long ? 1 : 2)) return "day";
  if (kind < 4) return "week";
  if (kind === 4) return "month";
  if (kind === 5) return "quarter";
  if (kind < 8) return { bars: random.between(long ? 3 : 1, Math.max(1, Math.min(10, dates.length >> 1))) };
  const density = random.pick(long ? [0.05, 0.1, 0.3] : [0.15, 0.3, 0.6]);
  const listed = dates.filter(() => random.chance(density));
  return { dates: listed.length > 0 ? listed : [dates[dates.length >> 1]!] };
}

/** An exposure policy that the engine knows and the history is long enough for. Windows are short, caps often bind. */
export function anyExposure(random: Random, capabilities: Capabilities, bars: number): Exposure {
  const kinds = capabilities.exposure.filter((kind) => kind !== "vol-target" || bars >= VOL_TARGET_BARS);
  const weighted = kinds.includes("vol-target") && random.chance(0.6) ? "vol-target" : random.pick(kinds);
  if (weighted === "vol-target") {
    const minObservations = random.between(2, Math.min(10, Math.max(2, (bars - 2) >> 1)));
    return {
      kind: "vol-target",
      targetVol: random.pick([0.2, 0.1, 0.05, 0.5, 1]),
      volWindow: random.between(minObservations, 10),
      minObservations,
      volFloor: random.pick([0.01, 0.001, 0.1]),
      leverageCap: random.pick([4, 2, 1, 1.25, 0.5, 10]),
    };
  }
  if (weighted === "fixed") return { kind: "fixed", multiplier: random.pick([1.25, 1, 0.5, 2, 4]) };
  return { kind: "none" };
}

/** Limits that bind often under a vol-target, which lowers leverage; otherwise limits that the books keep to. */
export function anyLimits(
  random: Random,
  exposure: Exposure,
  largest: { readonly gross: number; readonly asset: number },
): Config["limits"] {
  if (exposure.kind === "vol-target") {
    return { maxAssetWeight: random.pick([2, 1, 0.5, 0.25, 10]), maxGross: random.pick([4, 2, 1, 0.5, 10]) };
  }
  const multiplier = exposure.kind === "fixed" ? exposure.multiplier : 1;
  return {
    maxAssetWeight: upToCents(largest.asset * multiplier),
    maxGross: upToCents(largest.gross * multiplier),
  };
}

/** The most gross that a policy makes of books up to `modelGross`. */
export function largestGross(exposure: Exposure, limits: Config["limits"], modelGross: number): number {
  if (exposure.kind === "vol-target") return Math.min(exposure.leverageCap, limits.maxGross);
  return exposure.kind === "fixed" ? modelGross * exposure.multiplier : modelGross;
}

/**
 * A holding that the engine knows. Log returns of a portfolio only approximate what its positions earn: a levered book
 * that drifts through a crash and back compounds the difference to figures beyond any number. So under that convention
 * positions drift where prices cannot take more than half of the capital.
 */
export function anyHolding(
  random: Random,
  capabilities: Capabilities,
  { returns: convention }: Conventions,
  gross: number,
  market: Market,
): Config["holding"] {
  const holding = random.pick(capabilities.holding);
  if (holding === "constant-weights" || convention === "simple") return holding;
  const tame = gross * Math.expm1(widestMove(market)) <= 0.5;
  return tame || !capabilities.holding.includes("constant-weights") ? holding : "constant-weights";
}

/** The distance between the highest and the lowest log price of an asset, of all assets the widest. */
function widestMove({ dates, assets, returns }: Market): number {
  let widest = 0;
  for (let i = 0; i < assets.length; i++) {
    let price = 0;
    let lowest = 0;
    let highest = 0;
    for (let t = 1; t < dates.length; t++) {
      price += returns[t * assets.length + i]!;
      lowest = Math.min(lowest, price);
      highest = Math.max(highest, price);
    }
    widest = Math.max(widest, highest - lowest);
  }
  return widest;
}

/** An allocator in a mode that the engine knows; scalars the layers' or given, fewer or more than rebalances. */
export function anyAllocator(random: Random, capabilities: Capabilities, scheduledDates: readonly string[]): Allocator {
  const mode = random.pick(capabilities.allocator);
  const applyMissingScalarAs = random.pick([1, 1, 0.5, 0.9]);
  const layers = anyLayers(random);
  if (mode === "compute") {
    const computes = capabilities.allocatorParts?.includes("layers") === true;
    if (computes && random.chance(0.4)) return { mode, applyMissingScalarAs, layers };
    const count = Math.max(0, scheduledDates.length + random.between(-1, 1));
    return {
      mode,
      scalars: Array.from({ length: count }, () => random.pick(SCALARS)),
      applyMissingScalarAs,
      layers,
    };
  }
  if (mode === "precomputed") {
    const applied = scheduledDates
      .filter(() => random.chance(0.8))
      .map((date) => ({ date, risk_scalar_applied: random.pick(SCALARS) }));
    return { mode, applied, applyMissingScalarAs, layers };
  }
  return { mode: "off", applyMissingScalarAs, layers };
}

export function anyCosts(random: Random): Config["costs"] {
  if (random.chance(0.4)) return { halfSpreadBps: 0, feeBps: 0 };
  return { halfSpreadBps: random.pick([0.5, 1, 2.5, 10]), feeBps: random.pick([0, 0.1, 1, 50]) };
}

export function anyConventions(random: Random, capabilities: Capabilities): Conventions {
  return {
    returns: random.pick(capabilities.returns),
    earnsFrom: 0,
    annualization: random.chance(0.7) ? 252 : random.pick([12, 52, 260, 365]),
    ddof: random.chance(0.8) ? 1 : 0,
  };
}

/** Rounded up to two decimals and a little above, so that rounding in an engine's sum is no breach. */
function upToCents(value: number): number {
  return Math.max(0.01, Math.ceil(value * 100 + 1e-6) / 100);
}
