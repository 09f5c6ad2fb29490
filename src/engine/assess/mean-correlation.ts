import type { Market } from "../../model/market.ts";
import { doubles } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";
import { rowOfFullWindow } from "./feature.ts";

/**
 * corr: the mean of the pairwise sample correlations of the assets' log returns over the last `window` bars, over the
 * assets whose returns change in it; 0 with fewer than two of those.
 *
 * With z the standardised returns of n assets, Σ_t (Σ_i z)² is the sum of the whole correlation matrix, so its mean off
 * the diagonal is (Var(Σ z) − n) / (n² − n): time in assets · window a bar, never assets². An asset that does not
 * change adds an exact zero.
 */
export function meanCorrelation({ dates, assets, returns }: Market, window: number): Feature {
  const values = doubles(dates.length);
  const from = rowOfFullWindow(1, window);
  if (assets.length > 1) {
    const at = new CorrelationWindow(returns, assets.length, window);
    for (let t = from; t < values.length; t++) values[t] = at.meanBefore(t);
  }
  return { values, from };
}

/** The arrays of one window, reused bar by bar. */
class CorrelationWindow {
  readonly #returns: Float64Array;
  readonly #width: number;
  readonly #window: number;
  /** Mean of each asset over the window (N). */
  readonly #centre: Float64Array;
  /** 1 / √Σ(r − mean)² of each asset, the factor that standardises it; 0 for one that does not change (N). */
  readonly #factor: Float64Array;

  constructor(returns: Float64Array, width: number, window: number) {
    this.#returns = returns;
    this.#width = width;
    this.#window = window;
    this.#centre = doubles(width);
    this.#factor = doubles(width);
  }

  /** Mean pairwise correlation over the rows [t − window, t). */
  meanBefore(t: number): number {
    const end = t * this.#width;
    const start = end - this.#window * this.#width;
    const changing = this.#standardise(start, end);
    if (changing < 2) return 0;
    const mean = (this.#squaredSums(start, end) - changing) / (changing * (changing - 1));
    return Math.max(-1, Math.min(1, mean)); // past ±1 by rounding only
  }

  /**
   * Finds each asset's centre and factor; returns how many change. In one pass around the window's first row: because
   * that row is itself in the window, n · (mean distance)² is at most n times the sum of squares that is left, so the
   * difference keeps all but the last few digits, and equal returns give exactly 0.
   */
  #standardise(start: number, end: number): number {
    const returns = this.#returns;
    const width = this.#width;
    let changing = 0;
    for (let i = 0; i < width; i++) {
      const origin = returns[start + i]!;
      let total = 0;
      let squares = 0;
      let odd = 0; // two sums each, of even rows and of odd ones: neither waits for the other
      let oddSquares = 0;
      let cell = start + i;
      for (; cell + width < end; cell += 2 * width) {
        const distance = returns[cell]! - origin;
        const next = returns[cell + width]! - origin;
        total += distance;
        odd += next;
        squares += distance * distance;
        oddSquares += next * next;
      }
      if (cell < end) {
        const distance = returns[cell]! - origin;
        total += distance;
        squares += distance * distance;
      }
      total += odd;
      const spread = squares + oddSquares - (total * total) / this.#window;
      this.#centre[i] = origin + total / this.#window;
      this.#factor[i] = spread > 0 ? 1 / Math.sqrt(spread) : 0;
      if (spread > 0) changing++;
    }
    return changing;
  }

  /** Σ_t (Σ_i z)², with Σ_t z² = 1 for each asset. */
  #squaredSums(start: number, end: number): number {
    const returns = this.#returns;
    const width = this.#width;
    const centre = this.#centre;
    const factor = this.#factor;
    let squares = 0;
    let row = start;
    for (; row + 3 * width < end; row += 4 * width) {
      let a = 0; // four rows at once: an asset's centre and factor are fetched once for them
      let b = 0;
      let c = 0;
      let d = 0;
      for (let i = 0, cell = row; i < width; i++, cell++) {
        const middle = centre[i]!;
        const scale = factor[i]!;
        a += (returns[cell]! - middle) * scale;
        b += (returns[cell + width]! - middle) * scale;
        c += (returns[cell + 2 * width]! - middle) * scale;
        d += (returns[cell + 3 * width]! - middle) * scale;
      }
      squares += a * a + b * b + (c * c + d * d);
    }
    for (; row < end; row += width) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (returns[row + i]! - centre[i]!) * factor[i]!;
      squares += sum * sum;
    }
    return squares;
  }
}
