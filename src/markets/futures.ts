import { dayNumber, isoDate } from "../model/calendar.ts";
import type { Market } from "../model/market.ts";
import { createMarket } from "../model/market.ts";
import { Random } from "../numeric/random.ts";
import type { BuiltinMarket } from "./builtin-market.ts";

/** A futures-like asset: what it is called, which sector it moves with, and how. */
interface Asset {
  readonly name: string;
  readonly sector: number;
  /** Annual volatility over all regimes. */
  readonly volatility: number;
  /** Loading on the common factor, in [−1, 1]: negative for what rises when equities fall. */
  readonly beta: number;
}

/** Sectors: 0 rates, 1 equities, 2 metals, 3 energy, 4 currencies. */
const ASSETS: readonly Asset[] = [
  { name: "ZT", sector: 0, volatility: 0.015, beta: -0.5 },
  { name: "ZF", sector: 0, volatility: 0.035, beta: -0.6 },
  { name: "ZN", sector: 0, volatility: 0.055, beta: -0.6 },
  { name: "ZB", sector: 0, volatility: 0.105, beta: -0.6 },
  { name: "ES", sector: 1, volatility: 0.18, beta: 1 },
  { name: "NQ", sector: 1, volatility: 0.22, beta: 0.95 },
  { name: "YM", sector: 1, volatility: 0.175, beta: 0.95 },
  { name: "GC", sector: 2, volatility: 0.15, beta: -0.2 },
  { name: "SI", sector: 2, volatility: 0.28, beta: 0.4 },
  { name: "CL", sector: 3, volatility: 0.35, beta: 0.6 },
  { name: "NG", sector: 3, volatility: 0.4, beta: 0.2 },
  { name: "6E", sector: 4, volatility: 0.075, beta: 0.4 },
  { name: "6J", sector: 4, volatility: 0.085, beta: -0.5 },
];
const SECTORS = 5;

/** A state of the market, and how the next day's is drawn. */
interface Regime {
  /** Volatility as a multiple of an asset's own. */
  readonly turbulence: number;
  /** Share of an asset's variance that the common factor carries at beta ±1. */
  readonly common: number;
  /** Share that the sector carries. */
  readonly sector: number;
  /** Annual drift of the common factor, in units of volatility. */
  readonly drift: number;
  /** Daily probabilities to go to calm, stress and crisis. */
  readonly next: readonly [number, number, number];
}

const REGIMES: readonly [Regime, Regime, Regime] = [
  { turbulence: 0.7, common: 0.3, sector: 0.4, drift: 0.9, next: [0.985, 0.015, 0] },
  { turbulence: 1.3, common: 0.5, sector: 0.3, drift: 0.1, next: [0.035, 0.945, 0.02] },
  { turbulence: 2.6, common: 0.8, sector: 0.15, drift: -2.5, next: [0, 0.06, 0.94] },
];

const BARS = 1512;
const FIRST_DATE = "2018-01-02";
const BARS_PER_YEAR = 252;
/** A stream that visits all three regimes, lets the cap bind now and then, and ends with a gain. */
const MARKET_SEED = 9;
const SCALAR_SEED = 20180102;

/** Many assets, leverage that the cap and the target take turns to bind, and scalars that change every month. */
export const futures13: BuiltinMarket = {
  name: "futures-13",
  title: "Thirteen synthetic futures, daily, 1,512 bars from 2018-01-02",
  source: `synthetic: calm, stress and crisis regimes, fat tails, correlations that jump in a crisis; seed ${MARKET_SEED}`,
  load: synthesize,
  config: {
    sleeves: [
      { name: "trend", budget: 2.9, strategy: { kind: "momentum", period: 126, fraction: 0.2 } },
      { name: "carry", budget: 2.6, strategy: { kind: "equal-weight" } },
      { name: "fast-trend", budget: 1.7, strategy: { kind: "momentum", period: 63, skip: 5, fraction: 0.3 } },
    ],
    rebalance: "month",
    exposure: { kind: "vol-target", targetVol: 0.2, volWindow: 63, leverageCap: 4 },
    allocator: { mode: "compute", scalars: changingScalars() },
    limits: { maxAssetWeight: 2, maxGross: 4 },
    costs: { halfSpreadBps: 1, feeBps: 0.5 },
  },
};

/** 70 scalars of which no two neighbours are the same, so that a lag of no or two rebalances shows at once. */
function changingScalars(): number[] {
  const random = new Random(SCALAR_SEED);
  const scalars: number[] = [];
  while (scalars.length < 70) {
    const scalar = random.chance(0.2) ? 1 : random.between(30, 99) / 100;
    if (scalar !== scalars.at(-1)) scalars.push(scalar);
  }
  return scalars;
}

/**
 * The market from its seed: one common factor, one factor a sector and each asset's own noise, Student t with four
 * degrees of freedom, their shares and the volatility switched by a three-state Markov chain. Log returns rounded to
 * 1e-6, so that a row can be read. Only arithmetic, square roots, logarithms and cosines: the same on every machine.
 */
function synthesize(): Market {
  const random = new Random(MARKET_SEED);
  const returns = new Float64Array(BARS * ASSETS.length);
  const sectors = new Float64Array(SECTORS);
  let regime: Regime = REGIMES[0];
  for (let t = 1; t < BARS; t++) {
    regime = nextRegime(regime, random.next());
    const common = fatTailed(random) + regime.drift / Math.sqrt(BARS_PER_YEAR);
    for (let sector = 0; sector < SECTORS; sector++) sectors[sector] = random.normal();
    for (const [i, asset] of ASSETS.entries()) {
      const commonShare = regime.common * asset.beta * asset.beta;
      const shock =
        Math.sign(asset.beta) * Math.sqrt(commonShare) * common +
        Math.sqrt(regime.sector) * sectors[asset.sector]! +
        Math.sqrt(Math.max(0.05, 1 - commonShare - regime.sector)) * fatTailed(random);
      const daily = (asset.volatility * regime.turbulence) / Math.sqrt(BARS_PER_YEAR);
      returns[t * ASSETS.length + i] = Math.round(daily * shock * 1e6) / 1e6 + 0; // + 0: no −0
    }
  }
  return createMarket(
    weekdays(),
    ASSETS.map(({ name }) => name),
    returns,
  );
}

function nextRegime({ next }: Regime, draw: number): Regime {
  if (draw < next[0]) return REGIMES[0];
  return draw < next[0] + next[1] ? REGIMES[1] : REGIMES[2];
}

/** Student t with four degrees of freedom, scaled to variance 1: χ²₄ is −2·ln of the product of two uniforms. */
function fatTailed(random: Random): number {
  const chiSquare = -2 * Math.log((1 - random.next()) * (1 - random.next()));
  return random.normal() * Math.sqrt(2 / chiSquare);
}

function weekdays(): string[] {
  const dates: string[] = [];
  for (let day = dayNumber(FIRST_DATE); dates.length < BARS; day++) {
    if ((day + 3) % 7 < 5) dates.push(isoDate(day)); // day 0 was a Thursday, Monday counts 0
  }
  return dates;
}
