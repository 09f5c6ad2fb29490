import { RunDirectoryError } from "../model/errors.ts";
import type { Panel } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import { doubles } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";

/** Thrown where a check asks for a column that the engine does not record. */
export class NotRecorded extends RunDirectoryError {
  /** Why what asked for it is skipped. */
  readonly reason: string;

  constructor(column: string) {
    const reason = `needs ${column}, which the layout does not map`;
    super({ what: reason, hint: "map the column in the layout, where the engine records it" });
    this.reason = reason;
  }
}

/** Whether a column may be asked for: it is there, or it should be. */
export function isRecorded({ notRecorded }: Panel, name: string): boolean {
  return notRecorded === undefined || !notRecorded.includes(name);
}

/** One column of a table, read where it lies. */
export class Column {
  readonly length: number;
  readonly #values: Float64Array;
  readonly #width: number;
  readonly #index: number;

  /**
   * The column of that name; all NaN where the table has none, and NaN never passes a comparison. Throws
   * {@link NotRecorded} where the engine is known not to record it: the judge skips what asks for it.
   */
  constructor(table: Panel, name: string) {
    const { dates, columns, values } = table;
    this.length = dates.length;
    this.#values = values;
    this.#width = columns.length;
    this.#index = placeOfColumn(table, name);
  }

  /** The value of a row; NaN outside the table. */
  at(row: number): number {
    return this.#index < 0 || row < 0 || row >= this.length
      ? Number.NaN
      : this.#values[row * this.#width + this.#index]!;
  }

  /** All values as an array of their own. */
  toArray(): Float64Array {
    const array = doubles(this.length);
    for (let row = 0; row < array.length; row++) array[row] = this.at(row);
    return array;
  }
}

/**
 * Where a column of that name is; −1 where there is none. Throws {@link NotRecorded} where the engine is known not to
 * record it. In a plain loop: the names of a table are few.
 */
export function placeOfColumn(table: Panel, name: string): number {
  const { columns } = table;
  for (let i = 0; i < columns.length; i++) if (columns[i] === name) return i;
  if (!isRecorded(table, name)) throw new NotRecorded(name);
  return -1;
}

/**
 * One column of a table of a run as an array, one figure a row of the table, made once a run and not to be written to:
 * all NaN where the table has no such column, empty where the run has no such table. Throws {@link NotRecorded} as a
 * {@link Column} does.
 */
export function columnOfRun(view: RunView, table: TableName, name: string): Float64Array {
  return view.share(columnsOf).of(table, name);
}

/** simple_return of portfolio_returns as an array, made once a run; empty where the run has no such table. */
export function simpleReturns(view: RunView): Float64Array {
  return columnOfRun(view, "portfolio_returns", "simple_return");
}

/** equity of equity_curve as an array, made once a run; empty where the run has no such table. */
export function recordedEquity(view: RunView): Float64Array {
  return columnOfRun(view, "equity_curve", "equity");
}

function columnsOf(view: RunView): Columns {
  return new Columns(view);
}

/** The columns of a run that were asked for: three lists in step, which are searched faster than a map is made. */
class Columns {
  readonly #view: RunView;
  readonly #tables: TableName[] = [];
  readonly #names: string[] = [];
  readonly #arrays: Float64Array[] = [];

  constructor(view: RunView) {
    this.#view = view;
  }

  of(table: TableName, name: string): Float64Array {
    for (let i = 0; i < this.#names.length; i++) {
      if (this.#names[i] === name && this.#tables[i] === table) return this.#arrays[i]!;
    }
    const array = arrayOf(this.#view.table(table), name);
    this.#tables.push(table);
    this.#names.push(name);
    this.#arrays.push(array);
    return array;
  }
}

function arrayOf(table: Panel | undefined, name: string): Float64Array {
  if (table === undefined) return doubles(0);
  const { columns, values } = table;
  const array = doubles(table.dates.length);
  const place = placeOfColumn(table, name);
  if (place < 0) return array.fill(Number.NaN);
  for (let row = 0, cell = place; row < array.length; row++, cell += columns.length) array[row] = values[cell]!;
  return array;
}
