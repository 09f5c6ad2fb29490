/**
 * Sums over the assets of a book, in one documented order, so that any fast path is bit-identical: the non-zero
 * weights in column order are numbered 0, 1, 2, …; term j goes to accumulator j mod 4; the sum is
 * (a0 + a1) + (a2 + a3). An asset without weight has no number, so adding one changes no bit of any sum.
 */

/** The non-zero weights of one book: `weights[j]` is held in column `columns[j]`, j < `count`. Reused book by book. */
export interface WeightList {
  readonly columns: Int32Array;
  readonly weights: Float64Array;
  count: number;
}

/** An empty list with room for `width` assets. */
export function weightList(width: number): WeightList {
  return { columns: new Int32Array(width), weights: new Float64Array(width), count: 0 };
}

/** Fills the list with the non-zero weights among books[offset … offset + width). */
export function listWeights(list: WeightList, books: Float64Array, offset: number, width: number): void {
  list.count = compact(books, offset, width, list.columns, list.weights);
}

function compact(books: Float64Array, offset: number, width: number, columns: Int32Array, weights: Float64Array) {
  let count = 0;
  for (let i = 0; i < width; i++) {
    const weight = books[offset + i]!;
    columns[count] = i;
    weights[count] = weight;
    if (weight !== 0) count++;
  }
  return count;
}

/** Σ|w| of a listed book. */
export function grossOf({ weights, count }: WeightList): number {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let j = 0;
  for (; j + 3 < count; j += 4) {
    a0 += Math.abs(weights[j]!);
    a1 += Math.abs(weights[j + 1]!);
    a2 += Math.abs(weights[j + 2]!);
    a3 += Math.abs(weights[j + 3]!);
  }
  if (j < count) a0 += Math.abs(weights[j]!);
  if (j + 1 < count) a1 += Math.abs(weights[j + 1]!);
  if (j + 2 < count) a2 += Math.abs(weights[j + 2]!);
  return a0 + a1 + (a2 + a3);
}

/**
 * Σ w·r of a listed book on rows [from, to) of `returns` (row-major, `width` columns), written to out[at …]. A book
 * without zero weights is read straight, which gives the same bits: there the number of a term is its column.
 */
export function bookReturns(
  returns: Float64Array,
  width: number,
  from: number,
  to: number,
  list: WeightList,
  out: Float64Array,
  at: number,
): void {
  const { columns, weights, count } = list;
  if (count === width) denseReturns(returns, width, from, to, weights, out, at);
  else sparseReturns(returns, width, from, to, columns, weights, count, out, at);
}

function denseReturns(
  returns: Float64Array,
  width: number,
  from: number,
  to: number,
  weights: Float64Array,
  out: Float64Array,
  at: number,
): void {
  for (let t = from; t < to; t++) {
    const row = t * width;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let j = 0;
    for (; j + 3 < width; j += 4) {
      a0 += weights[j]! * returns[row + j]!;
      a1 += weights[j + 1]! * returns[row + j + 1]!;
      a2 += weights[j + 2]! * returns[row + j + 2]!;
      a3 += weights[j + 3]! * returns[row + j + 3]!;
    }
    if (j < width) a0 += weights[j]! * returns[row + j]!;
    if (j + 1 < width) a1 += weights[j + 1]! * returns[row + j + 1]!;
    if (j + 2 < width) a2 += weights[j + 2]! * returns[row + j + 2]!;
    out[at + t - from] = a0 + a1 + (a2 + a3);
  }
}

function sparseReturns(
  returns: Float64Array,
  width: number,
  from: number,
  to: number,
  columns: Int32Array,
  weights: Float64Array,
  count: number,
  out: Float64Array,
  at: number,
): void {
  for (let t = from; t < to; t++) {
    const row = t * width;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let j = 0;
    for (; j + 3 < count; j += 4) {
      a0 += weights[j]! * returns[row + columns[j]!]!;
      a1 += weights[j + 1]! * returns[row + columns[j + 1]!]!;
      a2 += weights[j + 2]! * returns[row + columns[j + 2]!]!;
      a3 += weights[j + 3]! * returns[row + columns[j + 3]!]!;
    }
    if (j < count) a0 += weights[j]! * returns[row + columns[j]!]!;
    if (j + 1 < count) a1 += weights[j + 1]! * returns[row + columns[j + 1]!]!;
    if (j + 2 < count) a2 += weights[j + 2]! * returns[row + columns[j + 2]!]!;
    out[at + t - from] = a0 + a1 + (a2 + a3);
  }
}
