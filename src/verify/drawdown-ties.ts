import type { MaxDrawdown } from "../metrics/max-drawdown.ts";

/**
 * Rows that a report may name for a maximum drawdown, where there is one: of peaks, or of deepest points, that are equal but for rounding
 * nobody can say which is the one, and engines differ in whether the first or the last of them counts.
 */
export class DrawdownTies {
  readonly #equity: Float64Array;
  readonly #drawdown: MaxDrawdown;
  readonly #peak: number;

  constructor(equity: Float64Array, initialCapital: number, drawdown: MaxDrawdown) {
    this.#equity = equity;
    this.#drawdown = drawdown;
    this.#peak = drawdown.peakRow < 0 ? initialCapital : equity[drawdown.peakRow]!;
  }

  /** Whether equity stood at the peak on this row, up to a fraction `slack` of it, before the fall. */
  isPeak(row: number, slack: number): boolean {
    return row < this.#drawdown.troughRow && Math.abs(this.#equityOn(row) - this.#peak) <= slack * this.#peak;
  }

  /** Whether equity was as deep under that peak on this row. */
  isTrough(row: number, slack: number): boolean {
    const depth = this.#equityOn(row) / this.#peak - 1;
    return row > this.#drawdown.peakRow && Math.abs(depth - this.#drawdown.depth) <= slack;
  }

  /** Whether a drawdown of so many bars begins at such a peak and ends where equity is back at it, or with the run. */
  lasts(bars: number, slack: number): boolean {
    const { troughRow } = this.#drawdown;
    for (let start = 0; start < troughRow; start++) {
      if (this.isPeak(start, slack) && this.#endsOn(start + bars, slack)) return true;
    }
    return this.#drawdown.peakRow < 0 && this.#endsOn(bars, slack);
  }

  #endsOn(row: number, slack: number): boolean {
    const { troughRow } = this.#drawdown;
    if (!(row >= troughRow)) return false; // NaN ends nowhere
    for (let t = troughRow; t < row; t++) if (this.#equityOn(t) > this.#peak * (1 + slack)) return false;
    return row === this.#equity.length - 1 || this.#equityOn(row) >= this.#peak * (1 - slack);
  }

  /** NaN, which is near to nothing, outside the curve. */
  #equityOn(row: number): number {
    return this.#equity[row] ?? Number.NaN;
  }
}
