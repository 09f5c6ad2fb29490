/**
 * Whether every value is finite: then a difference with itself is 0 throughout, which NaN and the infinities have none
 * of. Four sums, none of which waits for another.
 */
export function allFinite(values: Float64Array): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let cell = 0;
  for (const end = values.length - 3; cell < end; cell += 4) {
    a += values[cell]! - values[cell]!;
    b += values[cell + 1]! - values[cell + 1]!;
    c += values[cell + 2]! - values[cell + 2]!;
    d += values[cell + 3]! - values[cell + 3]!;
  }
  for (; cell < values.length; cell++) a += values[cell]! - values[cell]!;
  return a + b + c + d === 0;
}
