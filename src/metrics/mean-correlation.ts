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
  let column = 0;
  let square = NOT_SUMMED;
  while (column < width) {
    const ofFour = column + 4 > width ? NOT_SUMMED : addFourUnits(values, width, column, from, to, room);
    if (ofFour !== NOT_SUMMED) {
      square = ofFour;
      varying += 4;
      column += 4;
    } else {
      if (addUnit(values, width, column, from, to, room)) {
        square = NOT_SUMMED;
        varying++;
      }
      column++;
    }
  }
  if (varying < 2) return 0;
  if (square === NOT_SUMMED) square = squaresOf(room, bars);
  return (square - varying) / (varying * (varying - 1));
}

/** Whether a column holds two different values; one value throughout is no NaN. */
function varies(values: Float64Array, width: number, column: number, from: number, to: number): boolean {
  const first = values[from * width + column]!;
  for (let t = from; t < to; t++) {
    const distance = values[t * width + column]! - first;
    if (distance * distance > 0) return true; // one whose square is below the range of doubles is none
  }
  return false;
}

const NOT_SUMMED = -1;

function squaresOf(total: Float64Array, bars: number): number {
  let square = 0;
  for (let t = 0; t < bars; t++) square += total[t]! * total[t]!;
  return square;
}

/** Adds the centred column, divided by its length, to `total`; false, and nothing added, where it does not vary. */
function addUnit(
  values: Float64Array,
  width: number,
  column: number,
  from: number,
  to: number,
  total: Float64Array,
): boolean {
  if (!varies(values, width, column, from, to)) return false;
  const first = values[from * width + column]!;
  let sum = 0;
  for (let t = from; t < to; t++) sum += values[t * width + column]! - first; // so that a large mean costs no digits
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

/**
 * {@link addUnit} of four columns that vary, side by side: no sum waits for another. Returns the sum of the squares of
 * `total`, which costs nothing on the way; {@link NOT_SUMMED}, and nothing added, where one of the four may not vary.
 * Means and lengths are found in one pass around the first row: because that row is one of them, n · (mean distance)²
 * is at most (n − 1)/n of the squares, and the difference keeps all but the last few digits.
 */
function addFourUnits(
  values: Float64Array,
  width: number,
  column: number,
  from: number,
  to: number,
  total: Float64Array,
): number {
  const start = from * width + column;
  const end = to * width;
  const a = values[start]!;
  const b = values[start + 1]!;
  const c = values[start + 2]!;
  const d = values[start + 3]!;
  let sumA = 0;
  let sumB = 0;
  let sumC = 0;
  let sumD = 0;
  let squaresA = 0;
  let squaresB = 0;
  let squaresC = 0;
  let squaresD = 0;
  for (let cell = start; cell < end; cell += width) {
    const distanceA = values[cell]! - a;
    const distanceB = values[cell + 1]! - b;
    const distanceC = values[cell + 2]! - c;
    const distanceD = values[cell + 3]! - d;
    sumA += distanceA;
    sumB += distanceB;
    sumC += distanceC;
    sumD += distanceD;
    squaresA += distanceA * distanceA;
    squaresB += distanceB * distanceB;
    squaresC += distanceC * distanceC;
    squaresD += distanceD * distanceD;
  }
  const bars = to - from;
  const perA = 1 / Math.sqrt(squaresA - (sumA * sumA) / bars);
  const perB = 1 / Math.sqrt(squaresB - (sumB * sumB) / bars);
  const perC = 1 / Math.sqrt(squaresC - (sumC * sumC) / bars);
  const perD = 1 / Math.sqrt(squaresD - (sumD * sumD) / bars);
  if (!(perA + perB + perC + perD < Number.POSITIVE_INFINITY)) return NOT_SUMMED;
  // The centre's own rounding counts squared in a product of two distances, so that a large mean costs no digits here.
  const centreA = a + sumA / bars;
  const centreB = b + sumB / bars;
  const centreC = c + sumC / bars;
  const centreD = d + sumD / bars;
  let square = 0;
  for (let t = 0, cell = start; cell < end; t++, cell += width) {
    const ofTwo = (values[cell]! - centreA) * perA + (values[cell + 1]! - centreB) * perB;
    const others = (values[cell + 2]! - centreC) * perC + (values[cell + 3]! - centreD) * perD;
    const sum = total[t]! + (ofTwo + others);
    total[t] = sum;
    square += sum * sum;
  }
  return square;
}
