/**
 * Several arrays of one length over one allocation, zeroed. In a run of 4 assets × 40 bars most of the time would
 * otherwise go into allocating two dozen small arrays.
 */
export class Block {
  readonly #buffer: ArrayBuffer;
  readonly #length: number;

  /** Room for `count` arrays of `length` numbers. */
  constructor(count: number, length: number) {
    this.#buffer = new ArrayBuffer(count * length * Float64Array.BYTES_PER_ELEMENT);
    this.#length = length;
  }

  /** The k-th array, from 0; with a `span`, that many from there as one, e.g. a matrix. */
  column(k: number, span = 1): Float64Array {
    const offset = k * this.#length * Float64Array.BYTES_PER_ELEMENT;
    return new Float64Array(this.#buffer, offset, span * this.#length);
  }
}
