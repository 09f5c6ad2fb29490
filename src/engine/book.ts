/**
 * Sums over the assets of a book, in one documented order, so that any fast path is bit-identical: the non-zero
 * weights in column order are numbered 0, 1, 2, …; term j goes to accumulator j mod 4; the sum is
 * (a0 + a1) + (a2 + a3). An asset without weight has no number, so adding one changes no bit of any sum.
 */

/**
 * The non-zero weights of one book: `weights[j]` is held in column `columns[j]`, j < `count`. Then follow terms of
 * weight 0 up to a multiple of four, `padded`: they add an exact zero and spare the loops their tails. Reused book by
 * book.
 */
export interface WeightList {
  readonly columns: Int32Array;
  readonly weights: Float64Array;
  count: number;
  padded: number;
}

/** An empty list with room for `width` assets. */
export function weightList(width: number): WeightList {
  return { columns: new Int32Array(width + 3), weights: new Float64Array(width + 3), count: 0, padded: 0 };
}

/** Fills the list with the non-zero weights among books[offset … offset + width). */
export function listWeights(list: WeightList, books: Float64Array, offset: number, width: number): void {
  const { columns, weights } = list;
  let count = 0;
  for (let i = 0; i < width; i++) {
    const weight = books[offset + i]!;
    columns[count] = i;
    weights[count] = weight;
    count += Number(weight !== 0); // no branch: which weights are zero cannot be predicted
  }
  list.count = count;
  list.padded = (count + 3) & ~3;
  for (let j = count; j < list.padded; j++) {
    columns[j] = 0;
    weights[j] = 0;
  }
}

/** Σ|w| of a listed book. */
export function grossOf({ weights, padded }: WeightList): number {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  for (let j = 0; j < padded; j += 4) {
    a0 += Math.abs(weights[j]!);
    a1 += Math.abs(weights[j + 1]!);
    a2 += Math.abs(weights[j + 2]!);
    a3 += Math.abs(weights[j + 3]!);
  }
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
  const shift = at - from;
  if (list.count === width && width % 4 === 0) {
    for (let t = from; t < to; t++) out[t + shift] = fullRow(returns, t * width, list);
  } else if (to - from < 3) {
    for (let t = from; t < to; t++) out[t + shift] = listedRow(returns, t * width, list);
  } else {
    for (let t = from; t < to; t += 3) {
      const first = Math.min(t, to - 3); // the last three may overlap the ones before, and write the same bits again
      threeRows(returns, first * width, width, list, out, first + shift);
    }
  }
}

function fullRow(returns: Float64Array, row: number, { weights, padded }: WeightList): number {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  for (let j = 0; j < padded; j += 4) {
    a0 += weights[j]! * returns[row + j]!;
    a1 += weights[j + 1]! * returns[row + j + 1]!;
    a2 += weights[j + 2]! * returns[row + j + 2]!;
    a3 += weights[j + 3]! * returns[row + j + 3]!;
  }
  return a0 + a1 + (a2 + a3);
}

function listedRow(returns: Float64Array, row: number, { columns, weights, padded }: WeightList): number {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  for (let j = 0; j < padded; j += 4) {
    a0 += weights[j]! * returns[row + columns[j]!]!;
    a1 += weights[j + 1]! * returns[row + columns[j + 1]!]!;
    a2 += weights[j + 2]! * returns[row + columns[j + 2]!]!;
    a3 += weights[j + 3]! * returns[row + columns[j + 3]!]!;
  }
  return a0 + a1 + (a2 + a3);
}

/** {@link listedRow} of three rows at once: each column and weight is fetched once for all three. */
function threeRows(returns: Float64Array, row: number, width: number, list: WeightList, out: Float64Array, at: number) {
  const { columns, weights, padded } = list;
  const next = row + width;
  const last = next + width;
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  let c0 = 0;
  let c1 = 0;
  let c2 = 0;
  let c3 = 0;
  for (let j = 0; j < padded; j += 4) {
    let weight = weights[j]!;
    let column = columns[j]!;
    a0 += weight * returns[row + column]!;
    b0 += weight * returns[next + column]!;
    c0 += weight * returns[last + column]!;
    weight = weights[j + 1]!;
    column = columns[j + 1]!;
    a1 += weight * returns[row + column]!;
    b1 += weight * returns[next + column]!;
    c1 += weight * returns[last + column]!;
    weight = weights[j + 2]!;
    column = columns[j + 2]!;
    a2 += weight * returns[row + column]!;
    b2 += weight * returns[next + column]!;
    c2 += weight * returns[last + column]!;
    weight = weights[j + 3]!;
    column = columns[j + 3]!;
    a3 += weight * returns[row + column]!;
    b3 += weight * returns[next + column]!;
    c3 += weight * returns[last + column]!;
  }
  out[at] = a0 + a1 + (a2 + a3);
  out[at + 1] = b0 + b1 + (b2 + b3);
  out[at + 2] = c0 + c1 + (c2 + c3);
}
