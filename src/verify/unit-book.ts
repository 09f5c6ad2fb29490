import type { Panel } from "../model/panel.ts";
import { alignColumns } from "./align.ts";

/** The assets of a book that have a weight, as fractions of its gross, and where their returns are. */
export interface UnitBook {
  readonly weights: Float64Array;
  readonly columns: Int32Array;
}

/** Unit books of one panel's rows over the assets of another; the columns are matched once. */
export class UnitBooks {
  readonly #book: Panel;
  readonly #columnOf: Int32Array;

  constructor(book: Panel, returns: Panel) {
    this.#book = book;
    this.#columnOf = alignColumns(book.columns, returns.columns);
  }

  /** w / gross of the row's non-zero weights; undefined when one of them has no returns. */
  at(row: number, gross: number): UnitBook | undefined {
    const width = this.#columnOf.length;
    const weights = new Float64Array(width);
    const columns = new Int32Array(width);
    let count = 0;
    for (let i = 0; i < width; i++) {
      const weight = this.#book.values[row * width + i]!;
      if (weight === 0) continue;
      const column = this.#columnOf[i]!;
      if (column < 0) return undefined;
      weights[count] = weight / gross;
      columns[count++] = column;
    }
    return { weights: weights.subarray(0, count), columns: columns.subarray(0, count) };
  }
}
