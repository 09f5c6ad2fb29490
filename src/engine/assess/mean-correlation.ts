import type { Market } from "../../model/market.ts";
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
  const values = new Float64Array(dates.length);
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
  /** Σ of squared distances from it, then 1 / √ of that: the factor that standardises; 0 for one that never changes. */
  readonly #factor: Float64Array;

  constructor(returns: Float64Array, width: number, window: number) {
    this.#returns = returns;
    this.#width = width;
    this.#window = window;
    this.#centre = new Float64Array(width);
    this.#factor = new Float64Array(width);
  }

  /** Mean pairwise correlation over the rows [t − window, t). */
  meanBefore(t: number): number {
    const end = t * this.#width;
    const start = end - this.#window * this.#width;
    this.#findCentres(start, end);
    const changing = this.#findFactors(start, end);
    if (changing < 2) return 0;
    const mean = (this.#squaredSums(start, end) - changing) / (changing * (changing - 1));
    return Math.max(-1, Math.min(1, mean)); // past ±1 by rounding only
  }

  /** Means around the window's first row, so that the mean of equal returns is that return to the bit. */
  #findCentres(start: number, end: number): void {
    const [returns, width, centre] = [this.#returns, this.#width, this.#centre];
    centre.fill(0);
    for (let row = start + width; row < end; row += width) {
      for (let i = 0; i < width; i++) centre[i] = centre[i]! + (returns[row + i]! - returns[start + i]!);
    }
    for (let i = 0; i < width; i++) centre[i] = returns[start + i]! + centre[i]! / this.#window;
  }

  /** Returns how many assets change in the window. */
  #findFactors(start: number, end: number): number {
    const [returns, width, centre, factor] = [this.#returns, this.#width, this.#centre, this.#factor];
    factor.fill(0);
    for (let row = start; row < end; row += width) {
      for (let i = 0; i < width; i++) {
        const distance = returns[row + i]! - centre[i]!;
        factor[i] = factor[i]! + distance * distance;
      }
    }
    let changing = 0;
    for (let i = 0; i < width; i++) {
      if (factor[i] === 0) continue;
      factor[i] = 1 / Math.sqrt(factor[i]!);
      changing++;
    }
    return changing;
  }

  /** Σ_t (Σ_i z)², with Σ_t z² = 1 for each asset. */
  #squaredSums(start: number, end: number): number {
    const [returns, width, centre, factor] = [this.#returns, this.#width, this.#centre, this.#factor];
    let squares = 0;
    for (let row = start; row < end; row += width) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (returns[row + i]! - centre[i]!) * factor[i]!;
      squares += sum * sum;
    }
    return squares;
  }
}
