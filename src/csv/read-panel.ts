import { isIsoDate } from "../model/calendar.ts";
import type { Panel } from "../model/panel.ts";
import { panel } from "../model/panel.ts";
import { DecimalScanner } from "../numeric/parse-decimal.ts";
import { cellNumber } from "./cell-number.ts";
import { checkDate, raggedRow } from "./complaints.ts";
import { CsvCursor } from "./cursor.ts";
import { readHeader } from "./header.ts";
import type { CsvSource } from "./source.ts";

const COMMA = 44;
const NEWLINE = 10;
const RETURN = 13;
const DATE_LENGTH = 10;

/** Rows as wide as this are compared with the row before: a book held for a month is one row, written 21 times. */
const WORTH_COMPARING = 16;

/** A panel read from CSV, and the line of its first row, for errors about its cells: row t stands on firstLine + t. */
export interface CsvPanel {
  readonly panel: Panel;
  readonly firstLine: number;
}

/**
 * Reads a wide table of numbers: header `date,<column>,…`, one row a date. RFC 4180, UTF-8 with or without a byte
 * order mark, CRLF or LF. A cell is a decimal number, a token for one that is not finite (`NaN`, `nan`, `Infinity`,
 * `inf`, signed or not), or empty, which is *missing*. Dates may be in any order and repeated; all else that is
 * malformed throws the source's error with file, line and column.
 */
export function readPanelCsv(source: CsvSource, dateNames: readonly string[] = ["date"]): CsvPanel {
  const ended = withLineEnd(source);
  const cursor = new CsvCursor(ended);
  const columns = readHeader(cursor, dateNames);
  const firstLine = cursor.line;
  const reader = new BodyReader(cursor, columns);
  while (!cursor.atEnd) reader.readRow();
  return { panel: reader.finish(), firstLine };
}

/** The source with a line end at its end, so that no scan needs to look whether the bytes are over. */
function withLineEnd(source: CsvSource): CsvSource {
  const { bytes } = source;
  if (bytes.length === 0 || bytes[bytes.length - 1] === NEWLINE) return source;
  const copy = new Uint8Array(bytes.length + 1);
  copy.set(bytes);
  copy[bytes.length] = NEWLINE;
  return { ...source, bytes: copy };
}

class BodyReader {
  readonly #cursor: CsvCursor;
  readonly #columns: readonly string[];
  readonly #bytes: Uint8Array;
  readonly #buffer: Buffer;
  readonly #view: DataView;
  readonly #scanner = new DecimalScanner();
  readonly #dates: string[] = [];
  readonly #values: Float64Array;
  #missing: Uint8Array | undefined;
  /** The bytes of the row before from its first comma to its line end; none to compare with while the end is 0. */
  #tailFrom = 0;
  #tailTo = 0;

  constructor(cursor: CsvCursor, columns: readonly string[]) {
    const { bytes } = cursor.source;
    this.#cursor = cursor;
    this.#columns = columns;
    // A plain Uint8Array whatever came in, so that the scanner sees one kind of array and stays fast.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#values = new Float64Array(this.#mostRows() * columns.length);
  }

  /** As many rows as there are line ends, but no more than have room for their commas. */
  #mostRows(): number {
    let lines = 0;
    const from = this.#cursor.position;
    for (let at = this.#buffer.indexOf(NEWLINE, from); at >= 0; at = this.#buffer.indexOf(NEWLINE, at + 1)) lines++;
    return Math.min(lines, Math.floor((this.#bytes.length - from) / (this.#columns.length + 1)));
  }

  readRow(): void {
    const cursor = this.#cursor;
    const width = this.#columns.length;
    const from = cursor.position;
    const comma = from + DATE_LENGTH;
    const date = this.#bytes[comma] === COMMA ? this.#buffer.toString("latin1", from, comma) : "";
    if (!isIsoDate(date) || width === 0) {
      this.#readRowByFields(cursor.line);
      return;
    }
    if (this.#repeatsTail(comma)) {
      const start = this.#dates.length * width;
      this.#values.copyWithin(start, start - width, start);
      this.#missing?.copyWithin(start, start - width, start);
      this.#tailFrom = comma;
    } else if (!this.#scanCells(comma)) {
      cursor.moveTo(from, cursor.line, 1);
      this.#readRowByFields(cursor.line);
      return;
    }
    this.#dates.push(date);
    cursor.moveTo(this.#tailTo, cursor.line + 1, 1);
  }

  /** Whether the row whose cells begin at `comma` has the very cells of the row before; moves the tail's end if so. */
  #repeatsTail(comma: number): boolean {
    const length = this.#tailTo - this.#tailFrom;
    if (this.#tailTo === 0 || this.#columns.length < WORTH_COMPARING || comma + length > this.#bytes.length)
      return false;
    if (this.#buffer.compare(this.#buffer, this.#tailFrom, this.#tailTo, comma, comma + length) !== 0) return false;
    this.#tailTo = comma + length;
    return true;
  }

  /** The fast way: plain decimals and empty cells between commas. False where the row has anything else. */
  #scanCells(comma: number): boolean {
    const bytes = this.#bytes;
    const view = this.#view;
    const values = this.#values;
    const scanner = this.#scanner;
    const limit = bytes.length;
    const start = this.#dates.length * this.#columns.length;
    const last = start + this.#columns.length - 1;
    let at = comma + 1;
    for (let cell = start; cell <= last; cell++) {
      const value = scanner.scan(bytes, view, at, limit);
      let { end } = scanner;
      values[cell] = value;
      if (cell === last && bytes[end] === RETURN) end++;
      if (bytes[end] !== (cell === last ? NEWLINE : COMMA)) return false;
      if (scanner.end === at) this.#markMissing(cell);
      at = end + 1;
    }
    this.#tailFrom = comma;
    this.#tailTo = at;
    return true;
  }

  /** The careful way: field by field, with an error for whatever is malformed. */
  #readRowByFields(line: number): void {
    const fields = this.#cursor.rest();
    const { source } = this.#cursor;
    const width = this.#columns.length;
    const start = this.#dates.length * width;
    checkDate(source, fields[0]!);
    if (fields.length !== width + 1) throw raggedRow(source, fields, width + 1);
    for (let i = 0; i < width; i++) {
      const field = fields[i + 1]!;
      this.#missing?.fill(0, start + i, start + i + 1);
      if (field.text === "") this.#markMissing(start + i);
      this.#values[start + i] = field.text === "" ? Number.NaN : cellNumber(source, field, this.#columns[i]!);
    }
    this.#dates.push(fields[0]!.text);
    this.#tailTo = 0;
    this.#cursor.line = line + 1; // no cell that is a number or a date holds a line end
  }

  #markMissing(cell: number): void {
    this.#missing ??= new Uint8Array(this.#values.length);
    this.#missing[cell] = 1;
  }

  finish(): Panel {
    const cells = this.#dates.length * this.#columns.length;
    return panel(this.#dates, this.#columns, this.#values.subarray(0, cells), this.#missing?.subarray(0, cells));
  }
}
