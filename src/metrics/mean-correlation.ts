import { doubles } from "../numeric/arrays.ts";

/**
 * Mean of the sample correlations of all pairs of columns that vary over rows [from, to) of row-major `values`; 0 with
 * fewer than two such. With u_i the column i less its mean, divided by its length, |Σ u_i|² = n + Σ_{i≠j} u_i·u_j, and
 * u_i·u_j is the correlation of i and j. A column that repeats one value does not vary, whatever rounding says.
 * Source: Pearson (1895), "Notes on regression and inheritance in the case of two parents".
 *
 * `room` for to − from numbers may be given by who asks for many windows; what is in it is overwritten.
 */
export function meanCorrelation(
  values: Float64Array,
  width: number,
  from: number,
  to: number,
  room: Float64Array = doubles(Math.max(0, to - from)),
): number {
  const bars = Math.max(0, to - from);
  for (let t = 0; t < bars; t++) room[t] = 0;
  let varying = 0;
  for (let i = 0; i < width; i++) if (addUnit(values, width, i, from, to, room)) varying++;
  if (varying < 2) return 0;
  let square = 0;
  for (let t = 0; t < bars; t++) square += room[t]! * room[t]!;
  return (square - varying) / (varying * (varying - 1));
}

/** Adds the centred column, divided by its length, to `total`; false where it does not vary. */
function addUnit(
  values: Float64Array,
  width: number,
  column: number,
  from: number,
  to: number,
  total: Float64Array,
): boolean {
  const first = values[from * width + column]!;
  let sum = 0;
  let varies = false;
  for (let t = from; t < to; t++) {
    const value = values[t * width + column]!;
    if (value !== first) varies = true;
    sum += value - first; // from the first value on, so that a large mean costs no digits
  }
  if (!varies) return false;
  const centre = sum / (to - from);
  let squares = 0;
  for (let t = from; t < to; t++) {
    const distance = values[t * width + column]! - first - centre;
    squares += distance * distance;
  }
  const perLength = 1 / Math.sqrt(squares); // a product a row is several times as fast as a quotient
  for (let t = from; t < to; t++) {
    total[t - from] = total[t - from]! + (values[t * width + column]! - first - centre) * perLength;
  }
  return true;
}
