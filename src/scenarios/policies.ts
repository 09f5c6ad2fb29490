import type { Allocator, Config, Conventions, Exposure, RebalanceSchedule } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import type { Market } from "../model/market.ts";
import type { Random } from "../numeric/random.ts";
import { anyLayers } from "./allocator-parts.ts";
import type { Mix } from "./mix.ts";

/** Scalars at the edges of (0, 1] and at the allocator's own levels. */
const SCALARS = [1, 0.85, 0.65, 0.5, 0.25, 0.1, 0.999, 0.01] as const;
const EDGE_SCALARS = [1, 0.01, 1, 0.999, 0.000001] as const;

const TARGETS = [0.2, 0.1, 0.05, 0.5, 1] as const;
const HIGH_TARGETS = [1, 0.5] as const;
const FLOORS = [0.01, 0.001, 0.1] as const;
const CAPS = [4, 2, 1, 1.25, 0.5, 10] as const;
const TIGHT_CAPS = [0.5, 0.25, 1] as const;
const MULTIPLIERS = [1.25, 1, 0.5, 2, 4] as const;
const ASSET_LIMITS = [2, 1, 0.5, 0.25, 10] as const;
const GROSS_LIMITS = [4, 2, 1, 0.5, 10] as const;
const TIGHT_LIMITS = [0.25, 0.3] as const;
const DEFAULT_SCALARS = [1, 1, 0.5, 0.9] as const;

/** How many bars a vol-target needs at the least: two observations before a rebalance that earns one return. */
export const VOL_TARGET_BARS = 4;

/** Histories over which a rebalance a day is dear and shows little that a shorter one would not. */
const LONG_HISTORY = 20;

/** A schedule of any kind; dense ones rather on short histories, so that something is rebalanced and little repeated. */
export function anySchedule(random: Random, dates: readonly string[], mix: Mix): RebalanceSchedule {
  if (random.chance(mix.oneRebalance)) return once(random, dates);
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

/** One date: the first, as some engines have it, or one late enough for any window of a short history. */
function once(random: Random, dates: readonly string[]): RebalanceSchedule {
  if (random.chance(0.3)) return { bars: dates.length };
  return { dates: [dates[random.between(dates.length >> 1, dates.length - 1)]!] };
}

/** An exposure policy that the engine knows and the history is long enough for. Windows are short, caps often bind. */
export function anyExposure(random: Random, capabilities: Capabilities, bars: number, mix: Mix): Exposure {
  const canTarget = bars >= VOL_TARGET_BARS && capabilities.exposure.includes("vol-target");
  const others = capabilities.exposure.filter((kind) => kind !== "vol-target");
  // A third of the rest is a target too, unless the mix has none.
  const often = mix.volTarget === 0 ? 0 : mix.volTarget + (1 - mix.volTarget) / 3;
  if (canTarget && (others.length === 0 || random.chance(often))) return anyVolTarget(random, bars, mix);
  // Without a target the leverage is rather fixed than none: a hold can apply it again.
  const fixed = others.includes("fixed") && (others.length === 1 || random.chance(0.6));
  return fixed ? { kind: "fixed", multiplier: random.pick(MULTIPLIERS) } : { kind: "none" };
}

function anyVolTarget(random: Random, bars: number, mix: Mix): Exposure {
  const minObservations = random.between(2, Math.min(10, Math.max(2, (bars - 2) >> 1)));
  const capped = random.chance(mix.tightCap);
  return {
    kind: "vol-target",
    targetVol: random.pick(capped ? HIGH_TARGETS : TARGETS),
    volWindow: random.between(minObservations, 10),
    minObservations,
    volFloor: random.pick(FLOORS),
    leverageCap: random.pick(capped ? TIGHT_CAPS : CAPS),
  };
}

/** Limits that bind often under a vol-target, which lowers leverage; otherwise limits that the books keep to. */
export function anyLimits(
  random: Random,
  exposure: Exposure,
  largest: { readonly gross: number; readonly asset: number },
  mix: Mix,
): Config["limits"] {
  if (exposure.kind === "vol-target") {
    if (random.chance(mix.tightLimits)) {
      const inGross = random.chance(0.5);
      return {
        maxAssetWeight: inGross ? 10 : random.pick(TIGHT_LIMITS),
        maxGross: inGross ? random.pick(TIGHT_LIMITS) : 10,
      };
    }
    return { maxAssetWeight: random.pick(ASSET_LIMITS), maxGross: random.pick(GROSS_LIMITS) };
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
  mix: Mix,
  capabilities: Capabilities,
  { returns: convention }: Conventions,
  gross: number,
  market: Market,
): Config["holding"] {
  const [only] = capabilities.holding;
  const holding =
    capabilities.holding.length === 1 ? only! : random.chance(mix.drifting) ? "drifting-positions" : "constant-weights";
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
export function anyAllocator(
  random: Random,
  capabilities: Capabilities,
  scheduledDates: readonly string[],
  mix: Mix,
): Allocator {
  const mode = anyMode(random, capabilities, mix);
  const applyMissingScalarAs = random.pick(DEFAULT_SCALARS);
  const layers = anyLayers(random);
  if (mode === "off") return { mode, applyMissingScalarAs, layers };
  if (mode === "compute" && capabilities.allocatorParts?.includes("layers") === true && random.chance(mix.ownScalars)) {
    return { mode, applyMissingScalarAs, layers };
  }
  const choices = random.chance(mix.edgeScalars) ? EDGE_SCALARS : SCALARS;
  if (mode === "compute") {
    const scalars: number[] = [];
    for (let k = scheduledDates.length + random.between(-1, 1); k > 0; k--) scalars.push(random.pick(choices));
    return { mode, scalars, applyMissingScalarAs, layers };
  }
  const applied: { date: string; risk_scalar_applied: number }[] = [];
  for (let k = 0; k < scheduledDates.length; k++) {
    if (random.chance(0.8)) applied.push({ date: scheduledDates[k]!, risk_scalar_applied: random.pick(choices) });
  }
  return { mode, applied, applyMissingScalarAs, layers };
}

function anyMode(random: Random, { allocator }: Capabilities, mix: Mix): Allocator["mode"] {
  const on = allocator.filter((mode) => mode !== "off");
  if (on.length === 0) return "off";
  return random.chance(mix.allocatorOn) || !allocator.includes("off") ? random.pick(on) : "off";
}

export function anyCosts(random: Random, mix: Mix): Config["costs"] {
  if (!random.chance(mix.costs)) return { halfSpreadBps: 0, feeBps: 0 };
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
