/** What came of some bytes: whole lines without their ends, and whether the line under way is longer than allowed. */
export interface LinesRead {
  readonly lines: readonly Buffer[];
  readonly tooLong: boolean;
}

const LINE_END = 0x0a;

/** Cuts a stream of bytes into lines. A line may arrive in any pieces; it is put together once, when it is whole. */
export class LineReader {
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #pending = 0;

  /** `limit` is the most bytes that one line may have. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes of a line that has begun and not ended. */
  get pending(): number {
    return this.#pending;
  }

  read(chunk: Buffer): LinesRead {
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      lines.push(this.#whole(chunk.subarray(from, end)));
      from = end + 1;
    }
    if (from < chunk.length) {
      this.#pieces.push(chunk.subarray(from));
      this.#pending += chunk.length - from;
    }
    const tooLong = this.#pending > this.#limit || lines.some(({ length }) => length > this.#limit);
    return { lines, tooLong };
  }

  #whole(last: Buffer): Buffer {
    if (this.#pieces.length === 0) return last;
    const line = Buffer.concat([...this.#pieces, last]);
    this.#pieces = [];
    this.#pending = 0;
    return line;
  }
}
