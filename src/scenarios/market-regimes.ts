import { doubles } from "../numeric/arrays.ts";
import type { Random } from "../numeric/random.ts";

/**
 * Markets whose values crowd where engines go wrong: at zero, on exact basis points, at repeated values, at one crash.
 * Evenly spread returns hardly ever meet a condition with an edge; structure does.
 */
export const MARKET_REGIMES = [
  "calm",
  "basis-points",
  "jumps",
  "zeros",
  "trend",
  "crash",
  "full-precision",
  "one-factor",
] as const;
export type MarketRegime = (typeof MARKET_REGIMES)[number];

/** One log return of an asset (column) on a bar (row). */
type Draw = (random: Random, row: number, column: number) => number;

const JUMPS = [0.01, -0.01, 0.05, -0.05, 0.1, -0.1, 0.25, -0.25] as const;

/** Log returns, `bars` × `assets` row-major, the first row 0; no value is −0. */
export function regimeReturns(random: Random, regime: MarketRegime, bars: number, assets: number): Float64Array {
  const draw = drawOf(random, regime, bars, assets);
  const returns = doubles(bars * assets);
  for (let row = 1; row < bars; row++) {
    for (let column = 0; column < assets; column++) returns[row * assets + column] = draw(random, row, column) + 0;
  }
  return returns;
}

/** One asset of the market (row-major, `assets` wide) stops moving altogether. */
export function withStillAsset(random: Random, returns: Float64Array, assets: number): void {
  for (let cell = random.integer(assets); cell < returns.length; cell += assets) returns[cell] = 0;
}

/** All assets of the market fall by 10% to 40% on one bar. */
export function withCrash(random: Random, returns: Float64Array, assets: number): void {
  const bars = returns.length / assets;
  if (bars < 2) return;
  const row = random.between(1, bars - 1);
  returns.fill(-random.between(10, 40) / 100, row * assets, (row + 1) * assets);
}

function drawOf(random: Random, regime: MarketRegime, bars: number, assets: number): Draw {
  switch (regime) {
    case "calm":
      return basisPoints(100);
    case "basis-points":
      return basisPoints(5);
    case "jumps":
      return (source) => (source.chance(0.7) ? 0 : source.pick(JUMPS));
    case "zeros":
      return onlyAt(random, bars, assets);
    case "trend": {
      const slopes = Array.from({ length: assets }, () => random.between(-50, 50) / 10_000);
      return (_, __, column) => slopes[column]!;
    }
    case "crash": {
      const crashRow = random.between(1, Math.max(1, bars - 1));
      const loss = -random.between(5, 40) / 100;
      return (source, row) => (row === crashRow ? loss : source.between(-100, 100) / 10_000);
    }
    case "full-precision":
      return (source) => 0.01 * source.normal() * (source.chance(0.05) ? 5 : 1);
    case "one-factor":
      return oneFactor(random, bars, assets);
  }
}

function basisPoints(size: number): Draw {
  return (random) => random.between(-size, size) / 10_000;
}

/** Nothing moves but one to three cells. */
function onlyAt(random: Random, bars: number, assets: number): Draw {
  const moves = new Map<number, number>();
  for (let i = random.between(1, 3); i > 0; i--) moves.set(random.integer(bars * assets), random.pick(JUMPS));
  return (_, row, column) => moves.get(row * assets + column) ?? 0;
}

/** All assets move as one, some the other way round: perfect correlation, hedges that cancel. */
function oneFactor(random: Random, bars: number, assets: number): Draw {
  const factor = Float64Array.from({ length: bars }, () => random.between(-200, 200) / 10_000);
  const signs = Array.from({ length: assets }, () => (random.chance(0.7) ? 1 : -1));
  return (_, row, column) => signs[column]! * factor[row]!;
}
