/**
 * Sample standard deviation of values[from … to) with `ddof` degrees of freedom taken off: √(Σ(x − x̄)² / (n − ddof)),
 * in two passes around the first value. A series that never changes has a deviation of exactly 0, which a plain mean
 * would miss by a rounding error and turn into an absurd ratio. NaN with no more values than ddof.
 */
export function deviation(values: Float64Array, from: number, to: number, ddof: number): number {
  const count = to - from;
  if (count <= ddof) return Number.NaN;
  const origin = values[from]!;
  let total = 0;
  for (let t = from; t < to; t++) total += values[t]! - origin;
  const centre = total / count;
  let squares = 0;
  for (let t = from; t < to; t++) {
    const distance = values[t]! - origin - centre;
    squares += distance * distance;
  }
  return Math.sqrt(squares / (count - ddof));
}
