import type { ByteStream, CsvSource } from "./source.ts";
import { cellPlace } from "./source.ts";

const NEWLINE = 10;

/** How much of a stream is in memory at a time, as long as every line is shorter. */
export const WINDOW = 1 << 20;

/** The longest line there may be: a million columns of 64 bytes. */
const LONGEST_LINE = 1 << 26;

/**
 * The part of a file that is in memory. What was read is let go of as the reader moves on; the last byte of the last
 * window is a line end, whether the file has one there or not. A file that holds a NUL byte, or is UTF-16, is refused
 * where it says so first.
 */
export class ByteWindow {
  /** The bytes now in memory; another array after each {@link refill}. */
  bytes: Uint8Array;
  /** Just past the last line end in {@link bytes}: up to here all lines are whole. */
  wholeTo = 0;
  /** Whether the file ends with this window. */
  isLast = false;
  readonly #source: CsvSource;
  readonly #stream: ByteStream;
  #buffer: Uint8Array;

  constructor(source: CsvSource) {
    this.#source = source;
    this.#stream = source.bytes instanceof Uint8Array ? streamOf(source.bytes) : source.bytes;
    this.#buffer = source.bytes instanceof Uint8Array ? plain(source.bytes) : bufferFor(this.#stream.size);
    if (source.bytes instanceof Uint8Array) {
      this.bytes = this.#buffer;
      this.isLast = true;
      this.#accept(0, 1);
    } else {
      this.bytes = this.#buffer.subarray(0, 0);
      this.refill(0, 1);
    }
  }

  /**
   * How many rows of `fields` fields there may be from a position on: as many as there are line ends, but no more than
   * have room for their commas; where more of the file is to come, as many as it would have if it went on like that.
   */
  rowsGuessed(position: number, fields: number): number {
    const seen = this.bytes.subarray(position, Math.max(position, this.wholeTo));
    const lines = countOf(seen, NEWLINE);
    const rows = Math.min(lines, Math.floor(seen.length / fields));
    if (this.isLast || lines === 0) return rows;
    return Math.ceil((rows * 1.02 * (this.#stream.size - position)) / seen.length) + 16;
  }

  /**
   * Lets go of what lies before `from`, which stands on `line`, and reads on; `from` is at 0 afterwards. False, and
   * nothing done, where there is nothing to read on.
   */
  refill(from: number, line: number): boolean {
    if (this.isLast) return false;
    const kept = this.bytes.length - from;
    if (kept > LONGEST_LINE) throw this.#tooLong(line);
    const next = kept > this.#buffer.length / 2 ? new Uint8Array(this.#buffer.length * 2) : this.#buffer;
    next.set(this.bytes.subarray(from));
    this.#buffer = next;
    let end = kept;
    while (end < next.length - 1) {
      const came = this.#stream.read(next.subarray(0, next.length - 1), end); // one byte is kept for a line end
      if (came === 0) {
        this.isLast = true;
        break;
      }
      end += came;
    }
    this.bytes = next.subarray(0, end);
    this.#accept(kept, line);
    return true;
  }

  #accept(from: number, line: number): void {
    this.#refuseOtherEncodings(from, line);
    const { bytes } = this;
    if (this.isLast && bytes.length > 0 && bytes[bytes.length - 1] !== NEWLINE) this.#endLine();
    this.wholeTo = this.bytes.lastIndexOf(NEWLINE) + 1;
  }

  #endLine(): void {
    const { length } = this.bytes;
    if (this.#buffer.length === length) {
      const copy = new Uint8Array(length + 1);
      copy.set(this.bytes);
      this.#buffer = copy;
    }
    this.#buffer[length] = NEWLINE;
    this.bytes = this.#buffer.subarray(0, length + 1);
  }

  #refuseOtherEncodings(from: number, line: number): void {
    const { bytes } = this;
    const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(0, from); // faster than an array's
    if (at < 0 && !(isMarked && from === 0)) return;
    const { file, error: CsvError, delimiter = 44 } = this.#source;
    if (from === 0 && (isMarked || at < 4) && bytes.length > 1 && (isMarked || bytes[0] !== bytes[1])) {
      throw new CsvError({
        what: "not valid UTF-8",
        where: cellPlace(file, 1, 1),
        expected: "UTF-8 text",
        actual: "what looks like UTF-16",
        hint: "save the file as UTF-8",
      });
    }
    const before = bytes.subarray(0, at);
    const lineStart = before.lastIndexOf(NEWLINE) + 1;
    throw new CsvError({
      what: "a NUL byte",
      where: cellPlace(file, line + countOf(before, NEWLINE), 1 + countOf(before.subarray(lineStart), delimiter)),
      expected: "text",
      hint: "a file whose writing was interrupted may end in NUL bytes; write it again",
    });
  }

  #tooLong(line: number): Error {
    return new this.#source.error({
      what: "a line is too long",
      where: cellPlace(this.#source.file, line, 1),
      expected: `a line end within ${LONGEST_LINE / 2 ** 20} MiB`,
      actual: "none",
      hint: "a quote that is never closed, or a file that is no CSV",
    });
  }
}

/** How often a byte occurs. */
export function countOf(bytes: Uint8Array, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count++;
  return count;
}

/** A plain Uint8Array over the same bytes whatever came in, so that scanners see one kind of array and stay fast. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function streamOf({ length }: Uint8Array): ByteStream {
  return { size: length, read: () => 0 };
}

/** Room for a file with the line end that it may lack, up to the window's size. */
function bufferFor(size: number): Uint8Array {
  return new Uint8Array(Math.min(WINDOW, Math.max(size, 0) + 2));
}
