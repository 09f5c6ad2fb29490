import type { Panel } from "../model/panel.ts";
import { MOST_CELLS, panel } from "../model/panel.ts";
import type { CsvSource } from "./source.ts";
import { cellPlace } from "./source.ts";

/**
 * A table that grows row by row in one array. The row under way begins where {@link room} says; it counts once
 * {@link endRow} has its date.
 */
export class TableBuilder {
  /** Cells so far, with room for more behind them; another array after {@link room}. */
  values: Float64Array;
  #missing: Uint8Array | undefined;
  readonly #columns: readonly string[];
  readonly #dates: string[] = [];
  readonly #source: Pick<CsvSource, "file" | "error">;
  readonly #most: number;

  /** `rows` is how many there will be, as far as can be told, `most` how many cells there may be. */
  constructor(
    columns: readonly string[],
    rows: number,
    source: Pick<CsvSource, "file" | "error">,
    most: number = MOST_CELLS,
  ) {
    this.#columns = columns;
    this.#source = source;
    this.#most = most;
    this.values = new Float64Array(Math.min(rows * columns.length, most));
  }

  /** Makes room for one more row and answers where its cells begin; `line` is where it stands in the file. */
  room(line: number): number {
    const width = this.#columns.length;
    const start = this.#dates.length * width;
    if (start + width > this.values.length) this.#grow(start + width, line);
    else this.#missing?.fill(0, start, start + width);
    return start;
  }

  /** Gives the row under way the cells of the one before. */
  repeatRow(): void {
    const width = this.#columns.length;
    const start = this.#dates.length * width;
    this.values.copyWithin(start, start - width, start);
    this.#missing?.copyWithin(start, start - width, start);
  }

  markMissing(cell: number): void {
    this.#missing ??= new Uint8Array(this.values.length);
    this.#missing[cell] = 1;
  }

  endRow(date: string): void {
    this.#dates.push(date);
  }

  finish(): Panel {
    const cells = this.#dates.length * this.#columns.length;
    return panel(this.#dates, this.#columns, this.values.subarray(0, cells), this.#missing?.subarray(0, cells));
  }

  #grow(cells: number, line: number): void {
    if (cells > this.#most) throw this.#tooLarge(line);
    const size = Math.min(this.#most, Math.max(cells, Math.ceil(this.values.length * 1.5)));
    const values = new Float64Array(size);
    values.set(this.values);
    this.values = values;
    if (this.#missing === undefined) return;
    const missing = new Uint8Array(size);
    missing.set(this.#missing);
    this.#missing = missing;
  }

  #tooLarge(line: number): Error {
    const { file, error: TableError } = this.#source;
    return new TableError({
      what: "the table is too large",
      where: cellPlace(file, line, 1),
      expected: `at most ${this.#most} numbers (${this.#most / 2 ** 27} GiB)`,
      actual: `${this.#dates.length} rows of ${this.#columns.length} columns, and more`,
      hint: "audit a part of the dates or of the assets",
    });
  }
}
