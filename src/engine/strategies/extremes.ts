/**
 * Marks the `count` assets with the highest scores +weight and the `count` with the lowest −weight, 0 elsewhere, in
 * time linear in the number of assets. The order is total (higher score first; of equal scores the name that comes
 * first in code-unit order), so permuting the assets permutes the answer and changes nothing else. Needs
 * 2·count ≤ assets.
 */
export function selectExtremes(
  assets: readonly string[],
  count: number,
): (scores: Float64Array, weight: number, weights: Float64Array) => void {
  const width = assets.length;
  const scratch = new Float64Array(width);
  let byName: Int32Array | undefined; // sorted only when a tie has to be broken
  return (scores, weight, weights) => {
    scratch.set(scores);
    const high = nthSmallest(scratch, width - count, 0, width - 1);
    const low = nthSmallest(scratch, count - 1, 0, width - count - 1);
    let above = 0;
    let below = 0;
    for (let i = 0; i < width; i++) {
      const score = scores[i]!;
      if (score > high) above++;
      if (score < low) below++;
      weights[i] = score >= high ? weight : score <= low ? -weight : 0;
    }
    if (hasTie(scores, high, count - above) || hasTie(scores, low, count - below)) {
      byName ??= namesInOrder(assets);
      breakTies(scores, byName, { high, low, highs: count - above, lows: count - below, weight }, weights);
    }
  };
}

/** Whether more assets have the score than there are places left for it. */
function hasTie(scores: Float64Array, score: number, places: number): boolean {
  let found = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i] === score) found++;
  return found > places;
}

interface Places {
  readonly high: number;
  readonly low: number;
  readonly highs: number;
  readonly lows: number;
  readonly weight: number;
}

/** Gives the places at the two thresholds out by name: the highs from the front, the lows from the back. */
function breakTies(scores: Float64Array, byName: Int32Array, places: Places, weights: Float64Array): void {
  const { high, low, weight } = places;
  for (let i = 0; i < scores.length; i++) if (scores[i] === high || scores[i] === low) weights[i] = 0;
  let highs = places.highs;
  for (let k = 0; k < byName.length && highs > 0; k++) {
    if (scores[byName[k]!] !== high) continue;
    weights[byName[k]!] = weight;
    highs--;
  }
  let lows = places.lows;
  for (let k = byName.length - 1; k >= 0 && lows > 0; k--) {
    if (scores[byName[k]!] !== low) continue;
    weights[byName[k]!] = -weight;
    lows--;
  }
}

function namesInOrder(assets: readonly string[]): Int32Array {
  return Int32Array.from(assets.keys()).sort((a, b) => (assets[a]! < assets[b]! ? -1 : 1));
}

/**
 * The value that would stand at `rank` if values[from … to] were sorted (Hoare 1961, "Algorithm 65: FIND", with the
 * middle of three as pivot). Afterwards nothing below `rank` in the range is larger and nothing above it smaller.
 */
export function nthSmallest(values: Float64Array, rank: number, from: number, to: number): number {
  let left = from;
  let right = to;
  while (left < right) {
    const pivot = middleOf(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else break;
  }
  return values[rank]!;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
