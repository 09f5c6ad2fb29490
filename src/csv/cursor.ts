import type { CsvSource } from "./source.ts";
import { cellPlace, quoted } from "./source.ts";
import { ByteWindow } from "./window.ts";

const COMMA = 44;
const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Thrown where a row ends beyond the window, and caught where it began. */
const UNFINISHED = Symbol("the row goes on beyond the window");

/** One field of a CSV file. */
export interface Field {
  readonly text: string;
  /** Whether it stood in quotes: a quoted empty text is a text, an unquoted one is nothing. */
  readonly quoted: boolean;
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** Position among the fields of its row, from 1. */
  readonly column: number;
  /** Whether its row ends with it. */
  readonly last: boolean;
}

/** Reads RFC 4180 fields one after the other: quotes, doubled quotes, line ends within quotes, CRLF and LF. */
export class CsvCursor {
  readonly source: CsvSource;
  /** The byte of the window at which the next field begins. */
  position: number;
  /** The line on which the next field begins, from 1. */
  line = 1;
  readonly window: ByteWindow;
  readonly #delimiter: number;
  #column = 1;

  constructor(source: CsvSource) {
    this.source = source;
    this.window = new ByteWindow(source);
    this.#delimiter = source.delimiter ?? COMMA;
    const { bytes } = this.window;
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.position = marked ? 3 : 0;
  }

  /** Whether there is no further row; where there is one, its first line is whole in the window. To be asked between rows. */
  get atEnd(): boolean {
    while (this.position >= this.window.wholeTo) if (!this.#refill()) return true;
    return false;
  }

  /** Moves the window on to begin with the cursor. */
  #refill(): boolean {
    if (!this.window.refill(this.position, this.line)) return false;
    this.position = 0;
    return true;
  }

  /** Puts the cursor before a field that somebody else has found: its first byte, its line and its column. */
  moveTo(position: number, line: number, column: number): void {
    this.position = position;
    this.line = line;
    this.#column = column;
  }

  /** The next field of the window. At its end there is an empty last one. */
  #next(): Field {
    const { line } = this;
    const column = this.#column;
    const isQuoted = this.window.bytes[this.position] === QUOTE;
    const text = isQuoted ? this.#quotedText() : this.#plainText();
    const last = this.#pastSeparator();
    this.#column = last ? 1 : column + 1;
    if (last) this.line++;
    return { text, quoted: isQuoted, line, column, last };
  }

  /** All fields of the row that begins at the cursor. */
  row(): Field[] {
    const { line } = this;
    for (;;) {
      const from = this.position;
      const fields: Field[] = [];
      try {
        do fields.push(this.#next());
        while (!fields.at(-1)!.last);
        if (!this.#isCut) return fields;
      } catch (error) {
        if (error !== UNFINISHED && !this.#isCut) throw error;
      }
      this.moveTo(from, line, 1); // a quoted line end led beyond the window: once more, with more of the file
      this.#refill();
    }
  }

  /** Whether the cursor is in a line that the window cuts off. */
  get #isCut(): boolean {
    return !this.window.isLast && this.position > this.window.wholeTo;
  }

  #plainText(): string {
    const { bytes } = this.window;
    const delimiter = this.#delimiter;
    const from = this.position;
    let to = from;
    while (to < bytes.length && bytes[to] !== delimiter && bytes[to] !== NEWLINE) {
      if (bytes[to] === QUOTE) {
        throw this.#fail("a quote inside a field that does not begin with one", {
          actual: quoted(this.#decode(from, to + 1)),
          hint: 'put the whole field in quotes and double those inside: "a ""b"" c"',
        });
      }
      if (bytes[to] === RETURN && bytes[to + 1] !== NEWLINE) {
        throw this.#fail("a carriage return that ends no line", { hint: "end lines with LF or CRLF" });
      }
      to++;
    }
    const beforeReturn = bytes[to] === NEWLINE && to > from && bytes[to - 1] === RETURN;
    this.position = beforeReturn ? to - 1 : to;
    return this.#decode(from, this.position);
  }

  #quotedText(): string {
    const { bytes, isLast } = this.window;
    let text = "";
    let from = this.position + 1;
    let lines = 0;
    for (let at = from; at < bytes.length; at++) {
      if (bytes[at] === NEWLINE) lines++;
      if (bytes[at] !== QUOTE) continue;
      text += this.#decode(from, at);
      if (at + 1 === bytes.length) break;
      if (bytes[at + 1] !== QUOTE) {
        this.position = at + 1;
        this.line += lines;
        return text;
      }
      text += '"';
      from = ++at + 1;
    }
    if (!isLast) throw UNFINISHED;
    throw this.#fail("a quoted field never ends", {
      expected: "a closing quote",
      actual: "the end of the file",
      hint: "the file may have been cut off",
    });
  }

  /** Steps over the comma or line end after a field; true when the row ends there. */
  #pastSeparator(): boolean {
    const { bytes } = this.window;
    const at = this.position;
    if (at >= bytes.length) return true;
    if (bytes[at] === this.#delimiter) {
      this.position = at + 1;
      return false;
    }
    const end = bytes[at] === RETURN ? at + 1 : at;
    if (bytes[end] === NEWLINE) {
      this.position = end + 1;
      return true;
    }
    throw this.#fail("text after a closing quote", {
      expected:
        this.#delimiter === COMMA
          ? "a comma or a line end"
          : `${quoted(String.fromCharCode(this.#delimiter))} or a line end`,
      actual: quoted(String.fromCharCode(bytes[at]!)),
    });
  }

  #decode(from: number, to: number): string {
    try {
      return decoder.decode(this.window.bytes.subarray(from, to));
    } catch {
      throw this.#fail("not valid UTF-8", { expected: "UTF-8 text", hint: "save the file as UTF-8" });
    }
  }

  #fail(what: string, details: { expected?: string; actual?: string; hint?: string }): Error {
    return new this.source.error({ what, where: cellPlace(this.source.file, this.line, this.#column), ...details });
  }
}
