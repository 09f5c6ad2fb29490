import type { Panel } from "../../model/panel.ts";
import { panel } from "../../model/panel.ts";

/** A table made of rows of another, in the order given, under the dates given. */
export function withRows(table: Panel, rows: readonly number[], dates: readonly string[]): Panel {
  const width = table.columns.length;
  const values = new Float64Array(rows.length * width);
  const missing = table.missing && new Uint8Array(values.length);
  for (const [t, row] of rows.entries()) {
    values.set(table.values.subarray(row * width, (row + 1) * width), t * width);
    if (table.missing) missing?.set(table.missing.subarray(row * width, (row + 1) * width), t * width);
  }
  return panel(dates, table.columns, values, missing);
}

/** A table made of columns of another, in the order given, under the names given. */
export function withColumns(table: Panel, order: readonly number[], columns: readonly string[]): Panel {
  const width = table.columns.length;
  const values = new Float64Array(table.dates.length * order.length);
  const missing = table.missing && new Uint8Array(values.length);
  for (let t = 0; t < table.dates.length; t++) {
    for (const [i, column] of order.entries()) {
      values[t * order.length + i] = table.values[t * width + column]!;
      if (table.missing && missing) missing[t * order.length + i] = table.missing[t * width + column]!;
    }
  }
  return panel(table.dates, columns, values, missing);
}

/** A table with one cell replaced; `null` empties it. */
export function withCell(table: Panel, cell: number, value: number | null): Panel {
  const values = table.values.slice();
  values[cell] = value ?? Number.NaN;
  const missing = table.missing?.slice() ?? (value === null ? new Uint8Array(values.length) : undefined);
  if (missing !== undefined) missing[cell] = value === null ? 1 : 0;
  return panel(table.dates, table.columns, values, missing);
}

/** A table with every number replaced; undefined where that changes none. */
export function withEachCell(table: Panel, change: (value: number) => number): Panel | undefined {
  const values = table.values.map(change);
  if (values.every((value, cell) => Object.is(value, table.values[cell]))) return undefined;
  return panel(table.dates, table.columns, values, table.missing);
}

/** Where a cell is: `2024-01-05 · ES`. */
export function placeOf(table: Panel, cell: number): string {
  const width = table.columns.length;
  return `${table.dates[Math.floor(cell / width)]} · ${table.columns[cell % width]}`;
}

/** 0 … count − 1. */
export function indices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
