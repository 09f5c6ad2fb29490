import type { Panel } from "../model/panel.ts";
import { alignColumns, alignRows } from "./align.ts";

/** For each row and column of one panel, where another has the same date and asset; −1 where it has none. */
export interface Overlay {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** Lays `to` over `from` by date and asset, so that a lost row or column never shifts a comparison. */
export function overlay(from: Panel, to: Panel): Overlay {
  return { rows: alignRows(from.dates, to.dates), columns: alignColumns(from.columns, to.columns) };
}

/** The values of named columns of a table as one array each, in the order asked for; a column that is absent is all NaN. */
export function columnsOf<const Names extends readonly string[]>(
  table: Panel,
  names: Names,
): { readonly [Index in keyof Names]: Float64Array } {
  const width = table.columns.length;
  const columns = names.map((name) => {
    const index = table.columns.indexOf(name);
    const column = new Float64Array(table.dates.length);
    if (index < 0) return column.fill(Number.NaN);
    for (let t = 0, cell = index; t < column.length; t++, cell += width) column[t] = table.values[cell]!;
    return column;
  });
  return columns as unknown as { readonly [Index in keyof Names]: Float64Array };
}
