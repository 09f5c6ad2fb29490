import { doubles } from "../../numeric/arrays.ts";

/**
 * One column of the state: `values[t]` is dated t and knows returns through t − 1 (T). Before row `from` its window is
 * not full: those cells are missing, whatever stands there.
 */
export interface Feature {
  readonly values: Float64Array;
  readonly from: number;
}

/** The first row whose window of `window` rows, all at or after row `first` and before the row itself, is full. */
export function rowOfFullWindow(first: number, window: number): number {
  return first + window;
}

/** The column of a run of `bars` rows that is too short for the feature's window: missing throughout. */
export function neverFull(bars: number): Feature {
  return { values: doubles(bars), from: bars };
}
