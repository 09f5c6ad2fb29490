import { RankFinder } from "./rank.ts";

/** Writes ±weight for the extremes of the scores, 0 for the rest. */
export type SelectExtremes = (scores: Float64Array, weight: number, weights: Float64Array) => void;

/**
 * Marks the `count` assets with the highest scores +weight and the `count` with the lowest −weight, 0 elsewhere, in
 * time linear in the number of assets. The order is total (higher score first; of equal scores the name that comes
 * first in code-unit order), so permuting the assets permutes the answer and changes nothing else. Needs
 * 2·count ≤ assets.
 */
export function selectExtremes(assets: readonly string[], count: number): SelectExtremes {
  const width = assets.length;
  const finder = new RankFinder(width);
  let byName: Int32Array | undefined; // sorted only when a tie has to be broken
  return (scores, weight, weights) => {
    finder.read(scores);
    const high = finder.valueAt(width - count);
    const low = finder.valueAt(count - 1);
    if (!mark(scores, high, low, count, weight, weights)) return;
    byName ??= namesInOrder(assets);
    breakTies(scores, byName, high, low, count, weight, weights);
  };
}

/** Marks by the thresholds; true when a threshold is shared by more assets than there are places. No branches. */
function mark(
  scores: Float64Array,
  high: number,
  low: number,
  count: number,
  weight: number,
  weights: Float64Array,
): boolean {
  let highs = 0;
  let lows = 0;
  for (let i = 0; i < scores.length; i++) {
    const isHigh = Number(scores[i]! >= high);
    const isLow = Number(scores[i]! <= low);
    highs += isHigh;
    lows += isLow;
    weights[i] = weight * (isHigh - isLow);
  }
  return highs > count || lows > count;
}

/** Gives the places at the thresholds out again, by name: the highs from the front, the lows from the back. */
function breakTies(
  scores: Float64Array,
  byName: Int32Array,
  high: number,
  low: number,
  count: number,
  weight: number,
  weights: Float64Array,
): void {
  let highs = count;
  let lows = count;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (score > high) highs--;
    else if (score === high || score === low) weights[i] = 0;
    if (score < low) lows--;
  }
  for (let k = 0; highs > 0; k++) {
    if (scores[byName[k]!] !== high) continue;
    weights[byName[k]!] = weight;
    highs--;
  }
  for (let k = byName.length - 1; lows > 0; k--) {
    if (scores[byName[k]!] !== low) continue;
    weights[byName[k]!] = -weight;
    lows--;
  }
}

function namesInOrder(assets: readonly string[]): Int32Array {
  return Int32Array.from(assets.keys()).sort((a, b) => (assets[a]! < assets[b]! ? -1 : 1));
}
