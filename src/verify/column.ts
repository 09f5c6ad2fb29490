import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";

/** One column of a table, read where it lies. */
export class Column {
  readonly length: number;
  readonly #values: Float64Array;
  readonly #width: number;
  readonly #index: number;

  /** The column of that name; all NaN where the table has none, and NaN never passes a comparison. */
  constructor({ dates, columns, values }: Panel, name: string) {
    this.length = dates.length;
    this.#values = values;
    this.#width = columns.length;
    this.#index = placeOfColumn(columns, name);
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
