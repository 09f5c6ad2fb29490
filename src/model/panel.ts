import { HarnessError } from "./errors.ts";

/**
 * A table of numbers, dates × columns, as one row-major Float64Array: the cell of row `t` and column `i` is
 * `values[t * columns.length + i]`.
 *
 * A panel holds what was recorded, so its dates may be out of order or repeated: that is for an invariant to find.
 * A *missing* cell (empty in CSV, `null` in JSON) is NaN in `values` and 1 in `missing`; a recorded NaN is NaN in
 * `values` and 0 in `missing`. `missing` is absent when no cell is missing.
 */
export interface Panel {
  readonly dates: readonly string[];
  readonly columns: readonly string[];
  readonly values: Float64Array;
  readonly missing?: Uint8Array;
  /** Columns of the table's format that the engine does not record, as a layout says: what needs them is skipped. */
  readonly notRecorded?: readonly string[];
}

/** A table of one text a date, e.g. the regime. Missing cells are `null`. */
export interface LabelSeries {
  readonly dates: readonly string[];
  readonly column: string;
  readonly labels: readonly (string | null)[];
}

/** The most numbers that are read into one table: 1 GiB of them, 5,040 dates of 26,630 assets. */
export const MOST_CELLS = 2 ** 27;

/** A panel over `values` (adopted, not copied); throws when the shape does not fit. */
export function panel(
  dates: readonly string[],
  columns: readonly string[],
  values: Float64Array,
  missing?: Uint8Array,
): Panel {
  if (values.length !== dates.length * columns.length) {
    throw new HarnessError({
      what: "a panel's values do not fit its dates and columns",
      expected: `${dates.length} × ${columns.length} = ${dates.length * columns.length} values`,
      actual: `${values.length}`,
    });
  }
  return missing === undefined ? { dates, columns, values } : { dates, columns, values, missing };
}

/** One column of a panel as a new array; undefined when the panel has no such column. */
export function columnOf(table: Panel, name: string): Float64Array | undefined {
  const index = table.columns.indexOf(name);
  if (index < 0) return undefined;
  const width = table.columns.length;
  const column = new Float64Array(table.dates.length);
  for (let t = 0; t < column.length; t++) column[t] = table.values[t * width + index]!;
  return column;
}

/** Whether the cell at a flat index is missing (empty), as opposed to a recorded NaN. */
export function isMissing(table: Panel, index: number): boolean {
  return table.missing !== undefined && table.missing[index] === 1;
}
