/**
 * The package's subpath "tieout/danfo": tables of a run as DataFrames of danfojs-node, and back, for analysts who
 * explore runs in it. Nothing of Tieout loads danfojs-node: its module is an argument.
 *
 * What goes through the bridge keeps every bit, −0 and subnormals included (of a NaN, that it is one). What danfo 1.2
 * then does with it is another matter, and why no audit goes this way:
 * - Arithmetic between DataFrames is float32 (0.1 + 0.1 = 0.20000000298…); between Series it is float64. The dtype
 *   that danfo calls "float32" says nothing about the values, which are numbers of JavaScript.
 * - A missing cell is `undefined`, with which danfo's sums and products give NaN; `null`, of which pandas users may
 *   think first, danfo takes for 0.
 * - A column is also a property of the frame: `frame.T` is AT&T, not the transposed frame, where there is such a column.
 */
import { TieoutError } from "../model/errors.ts";
import type { Panel } from "../model/panel.ts";
import { panel } from "../model/panel.ts";
import type { Run, TableName } from "../model/run.ts";
import { bytes, doubles } from "../numeric/arrays.ts";
import { roundedToFloat32 } from "./float32.ts";

/** What the bridge reads of a DataFrame. */
export interface Frame {
  /** Rows of cells. */
  readonly values: unknown;
  readonly index: readonly (string | number)[];
  readonly columns: readonly string[];
}

/** What the bridge needs of danfojs-node: `import * as danfo from "danfojs-node"`. */
export interface Danfo<Made extends Frame> {
  readonly DataFrame: new (
    rows: (number | undefined)[][],
    options: { readonly index: string[]; readonly columns: string[]; readonly dtypes: string[] },
  ) => Made;
}

/**
 * A table of a run as a DataFrame: the dates are its index, one column a column of the table, missing cells
 * `undefined`. Throws a TieoutError where the run has no such table, and where danfo cannot hold it: a date or column
 * named twice, rows without columns, a column with the name of something that DataFrames have ("sum", "index").
 */
export function toDataFrame<Made extends Frame>(run: Run, name: TableName, { DataFrame }: Danfo<Made>): Made {
  const table = run.table(name);
  if (table === undefined) throw new TieoutError({ what: "the run has no such table", where: name });
  const { dates, columns, values, missing } = table;
  requireOnce(dates, "date", name);
  requireOnce(columns, "column", name);
  for (const column of columns) requireFreeName(column, DataFrame.prototype, name);
  const width = columns.length;
  if (width === 0 && dates.length > 0) {
    throw new TieoutError({ what: "danfo holds no rows without columns", where: name, actual: `${dates.length} rows` });
  }
  const rows: (number | undefined)[][] = dates.map(() => []);
  for (const [t, row] of rows.entries()) {
    for (let cell = t * width; cell < (t + 1) * width; cell++) row.push(missing?.[cell] ? undefined : values[cell]!);
  }
  // Without dtypes danfo guesses from the first rows, and takes a column that begins with zeros for whole numbers.
  return new DataFrame(rows, { index: [...dates], columns: [...columns], dtypes: columns.map(() => "float32") });
}

/** How a DataFrame is read. */
export interface FrameReading {
  /** The dates of the rows, where the frame's index is not the dates: danfo numbers the rows of some results anew. */
  readonly dates?: readonly string[];
  /** Take a frame whose numbers were rounded to float32. */
  readonly float32?: boolean;
}

/**
 * A DataFrame as a panel, every bit of its numbers kept; `undefined` and `null` are missing cells. Throws a TieoutError
 * for a cell that is no number, rows that do not fit the columns or the dates, an index that is not made of texts, and
 * for numbers that DataFrame arithmetic has rounded to float32: what that lost cannot be brought back.
 */
export function fromDataFrame(frame: Frame, { dates, float32 = false }: FrameReading = {}): Panel {
  const columns = [...frame.columns];
  const width = columns.length;
  const rows = rowsOf(frame.values, width);
  const index = dates === undefined ? datesOf(frame.index) : [...dates];
  if (index.length !== rows.length) {
    throw new TieoutError({
      what: "the rows of the frame do not fit its dates",
      expected: `${index.length} rows`,
      actual: `${rows.length}`,
    });
  }
  const values = doubles(rows.length * width);
  const missing = bytes(values.length);
  for (const [t, row] of rows.entries()) {
    for (let i = 0; i < width; i++) {
      const cell: unknown = row[i];
      if (typeof cell === "number") values[t * width + i] = cell;
      else if (cell === undefined || cell === null) {
        values[t * width + i] = Number.NaN;
        missing[t * width + i] = 1;
      } else throw noNumber(cell, index[t]!, columns[i]!);
    }
  }
  if (!float32 && roundedToFloat32(values)) {
    throw new TieoutError({
      what: "all numbers of the frame are rounded to float32",
      expected: "float64, as Series arithmetic gives it",
      hint: "compute column by column over Series, or take the loss with { float32: true }",
    });
  }
  return missing.includes(1) ? panel(index, columns, values, missing) : panel(index, columns, values);
}

function requireOnce(names: readonly string[], kind: "date" | "column", table: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new TieoutError({ what: `danfo holds no ${kind} twice`, where: table, actual: JSON.stringify(name) });
    }
    seen.add(name);
  }
}

/** A ticker that DataFrames need less than their user needs the ticker. */
const TICKERS: readonly string[] = ["T"];

function requireFreeName(column: string, members: Frame, table: string): void {
  if (TICKERS.includes(column) || !(column in members || column.startsWith("$"))) return;
  throw new TieoutError({
    what: "a column of that name would hide a part of the DataFrame",
    where: table,
    actual: JSON.stringify(column),
    hint: "rename the asset or sleeve",
  });
}

function rowsOf(values: unknown, width: number): readonly (readonly unknown[])[] {
  const rows: readonly unknown[] = Array.isArray(values) ? values : [];
  return rows.map((row, t) => {
    if (Array.isArray(row) && row.length === width) return row;
    throw new TieoutError({
      what: "a row of the frame does not fit its columns",
      where: `row ${t + 1}`,
      expected: `${width} cells`,
      actual: Array.isArray(row) ? `${row.length}` : typeof row,
    });
  });
}

function datesOf(index: readonly (string | number)[]): string[] {
  return index.map((date, t) => {
    if (typeof date === "string") return date;
    throw new TieoutError({
      what: "the index of the frame is not dates",
      where: `row ${t + 1}`,
      actual: String(date),
      hint: "give them: fromDataFrame(frame, { dates })",
    });
  });
}

function noNumber(cell: unknown, date: string, column: string): TieoutError {
  return new TieoutError({
    what: "a cell of the frame is no number",
    where: `${date}, ${column}`,
    actual: typeof cell === "string" ? JSON.stringify(cell) : String(cell),
  });
}
