import { RunDirectoryError } from "../model/errors.ts";
import type { Panel } from "../model/panel.ts";
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

/** The column of that name; undefined where the engine does not record it, and that is known. */
export function recordedColumn(table: Panel, name: string): Column | undefined {
  return isRecorded(table, name) ? new Column(table, name) : undefined;
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
    this.#index = placeOfColumn(columns, name);
    if (this.#index < 0 && !isRecorded(table, name)) throw new NotRecorded(name);
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

/** Where a column of that name is; −1 where there is none. In a plain loop: the names of a table are few. */
function placeOfColumn(columns: readonly string[], name: string): number {
  for (let i = 0; i < columns.length; i++) if (columns[i] === name) return i;
  return -1;
}

/** simple_return of portfolio_returns as an array, made once a run; empty where the run has no such table. */
export function simpleReturns(view: RunView): Float64Array {
  return view.share(simpleOf);
}

/** equity of equity_curve as an array, made once a run; empty where the run has no such table. */
export function recordedEquity(view: RunView): Float64Array {
  return view.share(equityOf);
}

function simpleOf(view: RunView): Float64Array {
  const table = view.table("portfolio_returns");
  return table === undefined ? doubles(0) : new Column(table, "simple_return").toArray();
}

function equityOf(view: RunView): Float64Array {
  const table = view.table("equity_curve");
  return table === undefined ? doubles(0) : new Column(table, "equity").toArray();
}
