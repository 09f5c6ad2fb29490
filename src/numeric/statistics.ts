/** Statistics kernels on typed arrays for the checks. The engine has its own arithmetic and shares none of this. */

/** Arithmetic mean of values[from..to); NaN when empty. */
export function mean(values: Float64Array, from = 0, to = values.length): number {
  let total = 0;
  for (let i = from; i < to; i++) total += values[i]!;
  return total / (to - from);
}

/** Variance by two passes with `ddof` degrees of freedom taken off; NaN with no more values than ddof. */
export function variance(values: Float64Array, ddof: number, from = 0, to = values.length): number {
  const count = to - from;
  if (count <= ddof) return Number.NaN;
  const centre = mean(values, from, to);
  let squares = 0;
  let drift = 0; // Σ(x − mean), which would be 0 without rounding; corrects the mean's own error
  for (let i = from; i < to; i++) {
    const deviation = values[i]! - centre;
    squares += deviation * deviation;
    drift += deviation;
  }
  return (squares - (drift * drift) / count) / (count - ddof);
}

/** Standard deviation with `ddof` degrees of freedom taken off. */
export function standardDeviation(values: Float64Array, ddof: number, from = 0, to = values.length): number {
  return Math.sqrt(variance(values, ddof, from, to));
}
