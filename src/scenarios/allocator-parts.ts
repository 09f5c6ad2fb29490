import type { Config, Overlay, Strategy } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import type { Layers } from "../model/regime.ts";
import { DEFAULT_LAYERS, REGIMES } from "../model/regime.ts";
import type { Random } from "../numeric/random.ts";
import type { Mix } from "./mix.ts";

/** What the parts of an allocator have to fit to. */
interface Surroundings {
  readonly parts: Capabilities["allocatorParts"];
  readonly mix: Mix;
  /** Dates that are scheduled. */
  readonly scheduled: readonly string[];
  readonly assets: number;
}

const SCALARS = [1, 0.85, 0.65, 0.5, 0.25, 0.1] as const;

/** Less than the least limit that scenarios have under a vol-target, so that something is left for the book. */
const BUDGETS = [0.05, 0.1, 0.2] as const;

/** The defaults, or thresholds that short and calm histories pass too, and a regime that falls sooner. */
export function anyLayers(random: Random): Layers {
  if (random.chance(0.4)) return DEFAULT_LAYERS;
  const slope = random.pick([-0.002, -0.01]);
  return {
    volAccel: random.pick([[1.05], [1.2, 1.5], []]),
    corrShock: random.pick([[0.05, 0.1], [0.1, 0.2], [0]]),
    drawdownLevel: random.pick([[-0.005, -0.02, -0.05], [-0.01], [-0.01, -0.02, -0.03, -0.04, -0.05, -0.06]]),
    drawdownSlope: [slope, 3 * slope],
    regimeScores: random.pick([
      [1, 2, 3],
      [2, 4, 6],
      [1, 3, 5],
    ]),
    minDwell: random.pick([1, 2, 5, 10]),
    scalars: random.pick([DEFAULT_LAYERS.scalars, { NORMAL: 0.9, ELEVATED: 0.6, STRESS: 0.3, CRISIS: 0.1 }]),
    halfLife: random.pick([0.5, 1, 5]),
    scalarMin: random.pick([0.25, 0.5, 0.05]),
  };
}

/** The config with scalars by sleeve, with an overlay, with both or, most often, with neither; limits make room. */
export function withAllocatorParts(random: Random, config: Config, surroundings: Surroundings): Config {
  const { parts, mix } = surroundings;
  if (parts === undefined) return config;
  // Several sleeves that can be scaled apart are rare enough.
  const apart = config.sleeves.length > 1 && config.exposure.kind !== "vol-target";
  const often = apart && mix.sleeveScalars > 0 ? Math.max(0.75, mix.sleeveScalars) : mix.sleeveScalars;
  const bySleeve =
    parts.includes("sleeve-scalars") && random.chance(often) ? withSleeveScalars(random, config) : config;
  return parts.includes("overlay") && random.chance(mix.overlay)
    ? withOverlay(random, bySleeve, surroundings)
    : bySleeve;
}

/**
 * Scalars for some of the sleeves. Several sleeves under a vol-target may offset each other at any size, and their
 * scaled books be over any limit: there only a single sleeve has a scalar of its own.
 */
function withSleeveScalars(random: Random, config: Config): Config {
  const { sleeves, exposure, allocator } = config;
  if (sleeves.length > 1 && exposure.kind === "vol-target") return config;
  const named = sleeves.filter(() => random.chance(0.7));
  const sleeveScalars = Object.fromEntries(named.map(({ name }) => [name, anyRegimeScalars(random)]));
  if (allocator.mode !== "precomputed") return { ...config, allocator: { ...allocator, sleeveScalars } };
  const applied = allocator.applied.map((entry) => {
    const own = named.filter(() => random.chance(0.8)).map(({ name }) => [name, random.pick(SCALARS)] as const);
    return { ...entry, sleeves: Object.fromEntries(own) };
  });
  return { ...config, allocator: { ...allocator, applied, sleeveScalars } };
}

function anyRegimeScalars(random: Random) {
  return {
    NORMAL: random.pick(SCALARS),
    ELEVATED: random.pick(SCALARS),
    STRESS: random.pick(SCALARS),
    CRISIS: random.pick(SCALARS),
  };
}

function withOverlay(random: Random, config: Config, surroundings: Surroundings): Config {
  const { exposure, allocator, limits } = config;
  const budget = random.pick(BUDGETS);
  const overlay: Overlay = {
    name: "crisis",
    budget,
    strategy: random.chance(0.5) ? { kind: "equal-weight" } : crisisWeights(random, surroundings),
    regimes: random.pick([["STRESS", "CRISIS"], ["ELEVATED", "STRESS", "CRISIS"], ["NORMAL"], [...REGIMES]]),
  };
  const room = exposure.kind === "vol-target" ? 0 : budget;
  const wider = { maxAssetWeight: limits.maxAssetWeight + room, maxGross: limits.maxGross + room };
  return { ...config, limits: wider, allocator: { ...allocator, overlay } };
}

/** One asset on some of the scheduled dates, long or short. */
function crisisWeights(random: Random, { scheduled, assets }: Surroundings): Strategy {
  const dates = scheduled.filter(() => random.chance(0.6));
  const values = dates.map(() => {
    const row: number[] = Array(assets).fill(0);
    row[random.integer(assets)] = random.pick([1, -1, 0.5]);
    return row;
  });
  return { kind: "weights", dates, values };
}
