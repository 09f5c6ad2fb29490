import type { ErrorDetails } from "../../model/errors.ts";
import type { Panel } from "../../model/panel.ts";
import { MOST_CELLS, panel } from "../../model/panel.ts";

/**
 * A long table, a row a date and asset, laid out as dates × columns. What is kept of a row are three numbers. Dates come
 * out in order, because a long table has no order of its own; columns in the order in which they first appear.
 */
export class Pivot {
  readonly #file: string;
  readonly #error: new (
    details: ErrorDetails,
  ) => Error;
  readonly #dates = new Map<string, number>();
  readonly #columns = new Map<string, number>();
  #cells = 0;
  #date = new Int32Array(1024);
  #column = new Int32Array(1024);
  #value = new Float64Array(1024);
  /** The last date, whose place need not be looked up again. */
  #lastDate: string | undefined;
  #lastPlace = 0;

  constructor(file: string, error: new (details: ErrorDetails) => Error) {
    this.#file = file;
    this.#error = error;
  }

  /** One row; NaN with `undefined` for a missing number. */
  add(date: string, column: string, value: number | undefined): void {
    if (this.#cells === this.#date.length) this.#grow();
    if (date !== this.#lastDate) {
      this.#lastPlace = placeIn(this.#dates, date);
      this.#lastDate = date;
    }
    this.#date[this.#cells] = this.#lastPlace;
    // A place below zero says that the number is missing.
    const place = placeIn(this.#columns, column);
    this.#column[this.#cells] = value === undefined ? ~place : place;
    this.#value[this.#cells++] = value ?? Number.NaN;
  }

  /**
   * The table; pairs without a row are missing, or zero, and then so is each of the other dates `due`. Throws where a
   * pair has two rows.
   */
  finish(absent: "missing" | "zero", due: readonly string[]): Panel {
    if (absent === "zero") for (const date of due) placeIn(this.#dates, date);
    const dates = [...this.#dates.keys()].sort();
    const columns = [...this.#columns.keys()];
    const width = columns.length;
    const size = dates.length * width;
    if (size > MOST_CELLS) throw this.#tooLarge(`${dates.length} dates of ${width} columns`);
    const rowOf = new Int32Array(dates.length);
    for (const [row, date] of dates.entries()) rowOf[this.#dates.get(date)!] = row;
    const values = new Float64Array(size).fill(absent === "zero" ? 0 : Number.NaN);
    const state = new Uint8Array(size); // 0: no row yet, 1: missing, 2: a number
    let lacks = false;
    for (let i = 0; i < this.#cells; i++) {
      const column = this.#column[i]!;
      const cell = rowOf[this.#date[i]!]! * width + (column < 0 ? ~column : column);
      if (state[cell] !== 0)
        throw this.#twice(dates[rowOf[this.#date[i]!]!]!, columns[column < 0 ? ~column : column]!, i);
      state[cell] = column < 0 ? 1 : 2;
      if (column < 0) lacks = true;
      values[cell] = this.#value[i]!;
    }
    lacks ||= absent === "missing" && this.#cells < size;
    if (!lacks) return panel(dates, columns, values);
    for (let cell = 0; cell < size; cell++) {
      state[cell] = state[cell] === 1 || (state[cell] === 0 && absent === "missing") ? 1 : 0;
    }
    return panel(dates, columns, values, state);
  }

  /** How many pairs of a date and a column have no row. */
  get absentPairs(): number {
    return this.#dates.size * this.#columns.size - this.#cells;
  }

  #grow(): void {
    if (this.#cells >= MOST_CELLS) throw this.#tooLarge(`${this.#cells} rows, and more`);
    const size = Math.min(MOST_CELLS, this.#cells * 2);
    this.#date = grown(this.#date, new Int32Array(size));
    this.#column = grown(this.#column, new Int32Array(size));
    this.#value = grown(this.#value, new Float64Array(size));
  }

  #tooLarge(actual: string): Error {
    return new this.#error({
      what: "the table is too large",
      where: this.#file,
      expected: `at most ${MOST_CELLS} numbers (${MOST_CELLS / 2 ** 27} GiB)`,
      actual,
      hint: "audit a part of the dates or of the assets; an asset column that holds something else makes a table wide",
    });
  }

  #twice(date: string, column: string, row: number): Error {
    return new this.#error({
      what: "a date and asset have two rows",
      where: `${this.#file}, row ${row + 1} below the header`,
      expected: "each pair once",
      actual: `${JSON.stringify(column)} on ${date} again`,
      hint: "a long table of several strategies is cut into one a strategy first",
    });
  }
}

function placeIn(places: Map<string, number>, name: string): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, places.size);
  return places.size - 1;
}

function grown<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
