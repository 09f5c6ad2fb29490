import { doubles } from "../numeric/arrays.ts";

/** Several columns of `rows` numbers as one row-major matrix. */
export function interleave(columns: readonly Float64Array[], rows: number): Float64Array {
  const width = columns.length;
  const values = doubles(rows * width);
  for (let i = 0; i < width; i++) {
    const column = columns[i]!;
    for (let t = 0; t < rows; t++) values[t * width + i] = column[t]!;
  }
  return values;
}
