import { DecimalScanner } from "../numeric/parse-decimal.ts";
import { raggedRow } from "./complaints.ts";
import type { Field } from "./cursor.ts";
import { CsvCursor } from "./cursor.ts";
import type { NumberForm } from "./foreign-number.ts";
import { foreignNumber } from "./foreign-number.ts";
import type { CsvSource } from "./source.ts";
import { cellPlace } from "./source.ts";

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;

/**
 * Reads a CSV file of any columns row by row: the header first, then {@link next} and the cells of that row. Of the
 * file only a window is in memory. A row without quotes is cut up without making a text of any cell.
 */
export class CsvRows {
  readonly source: CsvSource;
  readonly header: readonly Field[];
  /** The line on which the row begins, from 1. */
  line = 1;
  readonly #cursor: CsvCursor;
  readonly #delimiter: number;
  readonly #form: NumberForm;
  readonly #isPlainForm: boolean;
  readonly #scanner = new DecimalScanner();
  /** Where each cell begins; the mark before the next one ends it. */
  readonly #from: Int32Array;
  #fields: readonly Field[] | undefined;
  #bytes: Uint8Array;
  #buffer: Buffer;
  #view: DataView;

  /** Throws the source's error where there is no header. */
  constructor(source: CsvSource, form: NumberForm) {
    this.source = source;
    this.#form = form;
    this.#isPlainForm = form.decimal === "." && form.thousands === undefined;
    this.#delimiter = source.delimiter ?? 44;
    this.#cursor = new CsvCursor(source);
    if (this.#cursor.atEnd) {
      throw new source.error({
        what: "the file is empty",
        where: cellPlace(source.file, 1, 1),
        expected: "a header",
        hint: "an interrupted write leaves an empty file; write it again",
      });
    }
    this.header = this.#cursor.row();
    this.#from = new Int32Array(this.header.length + 1);
    this.#bytes = this.#cursor.window.bytes;
    this.#buffer = Buffer.alloc(0);
    this.#view = new DataView(new ArrayBuffer(0));
    this.#lookAt(this.#bytes);
  }

  /** How many rows the file may have, by what is in memory of it. */
  get rowsGuessed(): number {
    const { window, position } = this.#cursor;
    return window.rowsGuessed(position, this.header.length);
  }

  /** Moves to the next row; false at the end. Throws the source's error where the row has another number of fields. */
  next(): boolean {
    const cursor = this.#cursor;
    if (cursor.atEnd) return false;
    if (cursor.window.bytes !== this.#bytes) this.#lookAt(cursor.window.bytes);
    this.line = cursor.line;
    this.#fields = undefined;
    const from = cursor.position;
    const end = this.#cut(from);
    if (end >= 0) {
      cursor.moveTo(end + 1, this.line + 1, 1);
      return true;
    }
    cursor.moveTo(from, this.line, 1);
    this.#fields = cursor.row();
    if (this.#fields.length !== this.header.length) throw raggedRow(this.source, this.#fields, this.header.length);
    return true;
  }

  /** A cell's text. */
  text(column: number): string {
    return this.field(column).text;
  }

  /** A cell as a field, for errors about it. */
  field(column: number): Field {
    const { line } = this;
    const last = column === this.header.length - 1;
    if (this.#fields !== undefined) return this.#fields[column]!;
    const text = this.#buffer.toString("utf8", this.#from[column]!, this.#from[column + 1]! - 1);
    return { text, quoted: false, line, column: column + 1, last };
  }

  /** A cell's number; undefined for a missing one. Throws the source's error where it is none. */
  number(column: number, name: string): number | undefined {
    if (this.#fields === undefined && this.#isPlainForm) {
      const from = this.#from[column]!;
      const end = this.#from[column + 1]! - 1;
      if (from === end) return undefined;
      const value = this.#scanner.scan(this.#bytes, this.#view, from, end);
      if (this.#scanner.end === end) return value;
    }
    return foreignNumber(this.source, this.field(column), name, this.#form);
  }

  /** Marks where the cells of an unquoted ASCII row begin; answers where its line ends, −1 where it needs a careful look. */
  #cut(start: number): number {
    const bytes = this.#bytes;
    const from = this.#from;
    const delimiter = this.#delimiter;
    const width = this.header.length;
    let cell = 0;
    from[0] = start;
    for (let at = start; ; at++) {
      const byte = bytes[at]!;
      if (byte === delimiter) {
        if (++cell >= width) return -1;
        from[cell] = at + 1;
      } else if (byte === NEWLINE || (byte === RETURN && bytes[at + 1] === NEWLINE)) {
        if (cell !== width - 1) return -1;
        from[width] = at + 1;
        return byte === NEWLINE ? at : at + 1;
      } else if (byte === QUOTE || byte === RETURN || byte > 127) return -1;
    }
  }

  #lookAt(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}
