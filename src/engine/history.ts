/**
 * What a strategy may know when it decides about row `bars`: the returns of the rows before it. The view ends there,
 * so reading on gives `undefined`, not the future.
 */
export class History {
  /** Rows that have happened: row `bars − 1` is the last. */
  readonly bars: number;
  /** Assets: `returns` is row-major, bars × width; row 0 is no return. */
  readonly width: number;
  readonly #returns: Float64Array;

  constructor(returns: Float64Array, bars: number, width: number) {
    this.#returns = returns;
    this.bars = bars;
    this.width = width;
  }

  /** The log returns of rows 0 … bars − 1, to be read only. */
  get returns(): Float64Array {
    return this.#returns.subarray(0, this.bars * this.width);
  }
}
