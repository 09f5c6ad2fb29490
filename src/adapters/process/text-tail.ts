/** The last bytes of a stream that may be of any length: megabytes of stderr cost no more than this. */
export class TextTail {
  readonly #limit: number;
  #kept = Buffer.alloc(0);

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): void {
    const recent = chunk.subarray(Math.max(0, chunk.length - this.#limit));
    const before = this.#kept.subarray(Math.max(0, this.#kept.length + recent.length - this.#limit));
    this.#kept = Buffer.concat([before, recent]);
  }

  /** The last `count` lines that say anything; control characters are shown as `?`, so that no terminal obeys them. */
  lines(count: number): string[] {
    return this.#kept
      .toString("utf8")
      .split(/\r\n|[\r\n]/)
      .map((line) =>
        line
          .replaceAll("\t", "  ")
          .replace(/\p{Cc}/gu, "?")
          .trimEnd(),
      )
      .filter((line) => line !== "")
      .slice(-count);
  }
}
