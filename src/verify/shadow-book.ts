import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";

/** A row of weights_post that is held, and what it earns: the auditor's own, in one workspace. */
export class ShadowBook {
  /** Σ|w·r| of the last bar, times what the weights' rounding has grown to by drifting. */
  size = 0;
  readonly #post: Panel;
  readonly #returns: Panel;
  readonly #columns: Int32Array;
  readonly #weights: Float64Array;
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
    const weights = this.#weights;
    const start = row * weights.length;
    for (let i = 0; i < weights.length; i++) weights[i] = this.#post.values[start + i]!;
    this.#magnified = 1;
  }

  /**
   * Σ w·r of a row of returns, or Σ w·(exp(r) − 1). An asset without returns makes it NaN. What the rounding of each
   * addition loses is summed beside it (Knuth's two-sum).
   */
  earn(row: number, inSimple: boolean): number {
    const weights = this.#weights;
    const columns = this.#columns;
    const { values, columns: assets } = this.#returns;
    const start = row * assets.length;
    let total = 0;
    let lost = 0;
    let size = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i]!;
      if (weight === 0) continue;
      const earned = columns[i]! < 0 ? Number.NaN : values[start + columns[i]!]!;
      const term = weight * (inSimple ? Math.expm1(earned) : earned);
      const next = total + term;
      const part = next - total;
      lost += total - (next - part) + (term - part);
      total = next;
      size += Math.abs(term);
    }
    this.size = size * this.#magnified;
    return total + lost;
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
