import type { Random } from "../numeric/random.ts";
import type { Mix } from "./mix.ts";

const DUST = [0.001, -0.001, 0.005, 0.01, 0] as const;

/**
 * Model books of one sleeve: Σ|w| ≤ 1 (strategies know nothing of leverage), on short decimal grids, with the shapes
 * that break engines: nothing at all, one asset, a hedge that nets to zero, dust beside a large position.
 */
export function weightRow(random: Random, assets: number): number[] {
  const row = new Array<number>(assets).fill(0);
  switch (random.integer(6)) {
    case 0:
      row[random.integer(assets)] = random.pick([1, -1, 0.5, -0.5]);
      return row;
    case 1:
      return spreadEvenly(random, row);
    case 2:
      return hedged(random, row);
    case 3:
      return dustBesideLarge(random, row);
    default:
      // At most 6 assets × 0.15 stay within a gross of 1.
      for (let i = 0; i < assets; i++) row[i] = random.chance(0.35) ? 0 : random.between(-15, 15) / 100 + 0;
      return row;
  }
}

/** What a sleeve answers on its next scheduled date: hold, nothing, the same again, or a new book. */
export function nextAnswer(random: Random, mix: Mix, assets: number, previous: number[] | undefined): number[] | null {
  const draw = random.next();
  if (draw < mix.holdRow) return null;
  if (draw < mix.holdRow + mix.cashRow) return new Array<number>(assets).fill(0);
  if (previous !== undefined && random.chance(0.125)) return [...previous];
  return weightRow(random, assets);
}

/** Half a book long, half short: net 0, and nothing at all where both halves meet in one asset. */
function hedged(random: Random, row: number[]): number[] {
  const long = random.integer(row.length);
  const short = random.integer(row.length);
  if (long !== short) {
    row[long] = 0.5;
    row[short] = -0.5;
  }
  return row;
}

function spreadEvenly(random: Random, row: number[]): number[] {
  const chosen = random.between(1, row.length);
  const weight = 1 / chosen;
  for (let i = 0; i < chosen; i++) row[i] = random.chance(0.7) ? weight : -weight;
  return row;
}

function dustBesideLarge(random: Random, row: number[]): number[] {
  for (let i = 0; i < row.length; i++) row[i] = random.pick(DUST);
  row[random.integer(row.length)] = random.pick([0.9, -0.9]);
  return row;
}
