import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import { CompensatedSum } from "../numeric/sum.ts";

/** A row of weights_post that is held, and what it earns: the auditor's own, in one workspace. */
export class ShadowBook {
  /** Σ|w·r| of the last bar, times what the weights' rounding has grown to by drifting. */
  size = 0;
  readonly #post: Panel;
  readonly #returns: Panel;
  readonly #columns: Int32Array;
  readonly #weights: Float64Array;
  readonly #sum = new CompensatedSum();
  /** By how much a rounding error of the first day counts for more by now; 1 after a trade. */
  #magnified = 1;

  /** `columns` says which column of returns each column of weights_post is. */
  constructor(post: Panel, returns: Panel, columns: Int32Array) {
    this.#post = post;
    this.#returns = returns;
    this.#columns = columns;
    this.#weights = doubles(columns.length);
  }

  /** Trades to a row of weights_post. */
  tradeTo(row: number): void {
    const width = this.#columns.length;
    this.#weights.set(this.#post.values.subarray(row * width, (row + 1) * width));
    this.#magnified = 1;
  }

  /** Σ w·r of a row of returns, or Σ w·(exp(r) − 1). An asset without returns makes it NaN. */
  earn(row: number, inSimple: boolean): number {
    const sum = this.#sum;
    sum.reset();
    for (let i = 0; i < this.#columns.length; i++) {
      const weight = this.#weights[i]!;
      if (weight === 0) continue;
      const earned = this.#returnAt(row, i);
      sum.add(weight * (inSimple ? Math.expm1(earned) : earned));
    }
    this.size = sum.magnitude * this.#magnified;
    return sum.value;
  }

  /** Lets the prices of a bar move the weights; `growth` is what the bar made of the capital. */
  drift(row: number, growth: number): void {
    const weights = this.#weights;
    if (growth <= 0) {
      weights.fill(0);
      return;
    }
    this.#magnified *= 1 + this.size / this.#magnified / growth;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] !== 0) weights[i] = (weights[i]! * Math.exp(this.#returnAt(row, i))) / growth;
    }
  }

  #returnAt(row: number, i: number): number {
    const { values, columns } = this.#returns;
    const column = this.#columns[i]!;
    return column < 0 ? Number.NaN : values[row * columns.length + column]!;
  }
}
