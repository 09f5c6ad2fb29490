import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import { CarriedBook } from "./carried-book.ts";
import type { RunView } from "./run-view.ts";

/** The book held just before each trade: the last one traded to, or where positions drift what prices made of it. */
export class HeldBefore {
  /** What was asked for last, one weight a column of weights_scaled. */
  readonly weights: Float64Array;
  /** Which tables it comes from, in words. */
  readonly source: string;
  readonly #scaled: Panel;
  readonly #carried: CarriedBook | undefined;
  /** Where each rebalance and column of weights_scaled is in weights_daily. */
  readonly #rows: Int32Array;
  readonly #columns: Int32Array;

  constructor(view: RunView, scaled: Panel) {
    const drifts = view.config?.holding === "drifting-positions";
    const daily = drifts ? view.table("weights_daily") : undefined;
    this.weights = doubles(scaled.columns.length);
    this.source = daily === undefined ? "weights_scaled" : "weights_scaled against the drifted book";
    this.#scaled = scaled;
    this.#carried = daily === undefined ? undefined : new CarriedBook(view, daily, "drifting-positions");
    this.#rows = view.align(scaled.dates, daily?.dates ?? []);
    this.#columns = view.align(scaled.columns, daily?.columns ?? []);
  }

  /** By how much a rounding of the recorded portfolio return counts for more in these weights; 1 and up. */
  get magnified(): number {
    return this.#carried?.magnified ?? 1;
  }

  /** Works out what is held before the trade of a row of weights_scaled; false where the tables do not tell. */
  read(row: number): boolean {
    const { weights } = this;
    if (this.#carried === undefined || row === 0) {
      const before = (row - 1) * weights.length;
      for (let i = 0; i < weights.length; i++) weights[i] = row === 0 ? 0 : this.#scaled.values[before + i]!;
      return true;
    }
    const day = this.#rows[row]!;
    if (day < 0 || !this.#carried.carryTo(day)) return false;
    for (let i = 0; i < weights.length; i++) {
      if (this.#columns[i]! < 0) return false;
      weights[i] = this.#carried.weights[this.#columns[i]!]!;
    }
    return true;
  }
}
