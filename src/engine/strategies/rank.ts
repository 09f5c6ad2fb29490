const BINS = 256;

/**
 * Finds which value would stand at a rank if the values were sorted, in linear time: values are counted into bins of
 * equal width, and only the bin with the rank is looked at closely. Binning keeps the order, so the answer is exact;
 * where it does not spread the values (all equal, infinite range) all are in one bin and the close look does it all.
 */
export class RankFinder {
  readonly #bins: Uint8Array;
  readonly #counts = new Int32Array(BINS);
  readonly #close: Float64Array;
  #values: Float64Array;

  constructor(size: number) {
    this.#bins = new Uint8Array(size);
    this.#close = new Float64Array(size);
    this.#values = this.#close;
  }

  /** The values that the ranks are about, until the next call; they are not changed. */
  read(values: Float64Array): void {
    this.#values = values;
    fillBins(values, this.#bins, this.#counts);
  }

  /** The value at a rank from 0, the lowest, to size − 1. */
  valueAt(rank: number): number {
    let bin = 0;
    let before = 0;
    while (before + this.#counts[bin]! <= rank) before += this.#counts[bin++]!;
    const count = gather(this.#values, this.#bins, bin, this.#close);
    return nthSmallest(this.#close, rank - before, 0, count - 1);
  }
}

function fillBins(values: Float64Array, bins: Uint8Array, counts: Int32Array): void {
  let lowest = values[0]!;
  let highest = lowest;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value < lowest) lowest = value;
    else if (value > highest) highest = value;
  }
  const scale = (BINS - 1) / (highest - lowest);
  counts.fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = ((values[i]! - lowest) * scale) | 0; // NaN and infinity, from a scale that is none, become bin 0
    bins[i] = bin;
    counts[bin] = counts[bin]! + 1;
  }
}

function gather(values: Float64Array, bins: Uint8Array, bin: number, into: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (bins[i] === bin) into[count++] = values[i]!;
  return count;
}

/**
 * The value that would stand at `rank` if values[from … to] were sorted (Hoare 1961, "Algorithm 65: FIND", with the
 * middle of three as pivot). Reorders the range.
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
