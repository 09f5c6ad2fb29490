import { hash32, Random } from "../numeric/random.ts";

/** A feature's probability in a scenario: in the usual mix, and where a block has a lot of it. */
interface Rate {
  readonly usual: number;
  readonly dense: number;
}

/** What a scenario can have beside what every scenario has. Long histories stay rare everywhere: they are dear. */
const FEATURES = {
  longHistory: { usual: 0.06, dense: 0.12 },
  oneAsset: { usual: 0, dense: 0.2 },
  /** All assets fall on one bar. */
  crash: { usual: 0.05, dense: 0.3 },
  /** An asset whose price never moves. */
  stillAsset: { usual: 0.05, dense: 0.3 },
  /** An asset that no sleeve ever has a weight in. */
  unheldAsset: { usual: 0.04, dense: 0.3 },
  oneRebalance: { usual: 0.02, dense: 0.15 },
  severalSleeves: { usual: 0.38, dense: 0.9 },
  ownRule: { usual: 0.17, dense: 0.5 },
  holdRow: { usual: 0.14, dense: 0.3 },
  cashRow: { usual: 0.08, dense: 0.3 },
  volTarget: { usual: 0.5, dense: 0.9 },
  /** Limits below whatever the target asks for. */
  tightLimits: { usual: 0.08, dense: 0.6 },
  /** A leverage cap below the limits and below what the target asks for. */
  tightCap: { usual: 0.08, dense: 0.6 },
  allocatorOn: { usual: 0.7, dense: 1 },
  ownScalars: { usual: 0.4, dense: 0.9 },
  /** Given scalars at the ends of (0, 1] only. */
  edgeScalars: { usual: 0.06, dense: 0.5 },
  sleeveScalars: { usual: 0.2, dense: 0.8 },
  overlay: { usual: 0.16, dense: 0.6 },
  drifting: { usual: 0.5, dense: 0.95 },
  costs: { usual: 0.6, dense: 1 },
} as const satisfies Readonly<Record<string, Rate>>;

export type Feature = keyof typeof FEATURES;

/** The probability of each feature in a scenario. */
export type Mix = Readonly<Record<Feature, number>>;

const NAMES = Object.keys(FEATURES) as readonly Feature[];

/** What most scenarios are drawn from. */
export const USUAL_MIX: Mix = mixOf(({ usual }) => usual);

/** Shares of the features that a block has a lot of, and that it has none of; the rest keep their usual rate. */
const DENSE = 0.35;
const ABSENT = 0.15;

/**
 * The mix of a block: of some features a lot, of some nothing (swarm testing, Groce et al. 2012). Features that are
 * rare together, such as limits that bind on several sleeves that hold, are then common in some blocks, and what one
 * feature would hide is seen where it is absent. Follows from the block's seed alone.
 */
export function swarmMix(blockSeed: number): Mix {
  const random = new Random(hash32(blockSeed, "swarm"));
  return mixOf(({ usual, dense }) => {
    const draw = random.next();
    return draw < DENSE ? dense : draw < DENSE + ABSENT ? 0 : usual;
  });
}

function mixOf(rateOf: (rate: Rate) => number): Mix {
  return Object.fromEntries(NAMES.map((name) => [name, rateOf(FEATURES[name])])) as Mix;
}
