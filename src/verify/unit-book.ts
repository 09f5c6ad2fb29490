import type { BookVolatility } from "../metrics/book-volatility.ts";
import { bookVolatility } from "../metrics/book-volatility.ts";
import type { Conventions } from "../model/config.ts";
import type { Panel } from "../model/panel.ts";
import { doubles, integers } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";

/** Volatilities of the unit books w / Σ|w| of a weights panel over the run's returns, in one workspace. */
export class UnitBooks {
  readonly #book: Panel;
  readonly #returns: Panel;
  readonly #columnOf: Int32Array;
  readonly #weights: Float64Array;
  readonly #columns: Int32Array;
  readonly #window: Float64Array;

  /** `window`: the most returns that a volatility will be asked over. */
  constructor(view: RunView, book: Panel, returns: Panel, window: number) {
    this.#book = book;
    this.#returns = returns;
    this.#columnOf = view.align(book.columns, returns.columns);
    this.#weights = doubles(book.columns.length);
    this.#columns = integers(book.columns.length);
    this.#window = doubles(Math.min(window, returns.dates.length));
  }

  /** Over market rows [from, to); undefined when an asset with a weight has no returns. */
  volatility(
    row: number,
    gross: number,
    from: number,
    to: number,
    conventions: Conventions,
  ): BookVolatility | undefined {
    const width = this.#columnOf.length;
    const { values } = this.#book;
    let count = 0;
    for (let i = 0; i < width; i++) {
      const weight = values[row * width + i]!;
      if (weight === 0) continue;
      const column = this.#columnOf[i]!;
      if (column < 0) return undefined;
      this.#weights[count] = weight / gross;
      this.#columns[count++] = column;
    }
    const book = { weights: this.#weights, columns: this.#columns, count };
    return bookVolatility(book, this.#returns, from, to, conventions, this.#window);
  }
}
