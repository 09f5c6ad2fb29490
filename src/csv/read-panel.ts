import { isIsoDate } from "../model/calendar.ts";
import type { Panel } from "../model/panel.ts";
import { DecimalScanner } from "../numeric/parse-decimal.ts";
import { cellNumber } from "./cell-number.ts";
import { checkDate, raggedRow } from "./complaints.ts";
import { CsvCursor } from "./cursor.ts";
import { readHeader } from "./header.ts";
import type { CsvSource } from "./source.ts";
import { TableBuilder } from "./table-builder.ts";

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
 * malformed throws the source's error with file, line and column. Of a stream only a window is in memory beside the
 * table.
 */
export function readPanelCsv(source: CsvSource, dateNames: readonly string[] = ["date"]): CsvPanel {
  const cursor = new CsvCursor(source);
  const columns = readHeader(cursor, dateNames);
  const firstLine = cursor.line;
  const reader = new BodyReader(cursor, columns);
  while (!cursor.atEnd) reader.readRow();
  return { panel: reader.finish(), firstLine };
}

class BodyReader {
  readonly #cursor: CsvCursor;
  readonly #columns: readonly string[];
  readonly #scanner = new DecimalScanner();
  readonly #table: TableBuilder;
  /** The window that the views below are of. */
  #bytes!: Uint8Array;
  #buffer!: Buffer;
  #view!: DataView;
  /** The bytes of the row before from its first comma to its line end; none to compare with while the end is 0. */
  #tailFrom = 0;
  #tailTo = 0;

  constructor(cursor: CsvCursor, columns: readonly string[]) {
    this.#cursor = cursor;
    this.#columns = columns;
    this.#table = new TableBuilder(
      columns,
      cursor.window.rowsGuessed(cursor.position, columns.length + 1),
      cursor.source,
    );
    this.#lookAt(cursor.window.bytes);
  }

  #lookAt(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#tailTo = 0;
  }

  readRow(): void {
    const cursor = this.#cursor;
    if (cursor.window.bytes !== this.#bytes) this.#lookAt(cursor.window.bytes);
    const from = cursor.position;
    const comma = from + DATE_LENGTH;
    const date = this.#bytes[comma] === COMMA ? this.#buffer.toString("latin1", from, comma) : "";
    if (!isIsoDate(date) || this.#columns.length === 0) {
      this.#readRowByFields(cursor.line);
      return;
    }
    const start = this.#table.room(cursor.line);
    if (this.#repeatsTail(comma)) {
      this.#table.repeatRow();
      this.#tailFrom = comma;
    } else if (!this.#scanCells(comma, start)) {
      cursor.moveTo(from, cursor.line, 1);
      this.#readRowByFields(cursor.line);
      return;
    }
    this.#table.endRow(date);
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
  #scanCells(comma: number, start: number): boolean {
    const bytes = this.#bytes;
    const view = this.#view;
    const { values } = this.#table;
    const scanner = this.#scanner;
    const limit = bytes.length;
    const last = start + this.#columns.length - 1;
    let at = comma + 1;
    for (let cell = start; cell <= last; cell++) {
      const value = scanner.scan(bytes, view, at, limit);
      let { end } = scanner;
      values[cell] = value;
      if (cell === last && bytes[end] === RETURN) end++;
      if (bytes[end] !== (cell === last ? NEWLINE : COMMA)) return false;
      if (scanner.end === at) this.#table.markMissing(cell);
      at = end + 1;
    }
    this.#tailFrom = comma;
    this.#tailTo = at;
    return true;
  }

  /** The careful way: field by field, with an error for whatever is malformed. */
  #readRowByFields(line: number): void {
    const fields = this.#cursor.row();
    const { source } = this.#cursor;
    const width = this.#columns.length;
    checkDate(source, fields[0]!);
    if (fields.length !== width + 1) throw raggedRow(source, fields, width + 1);
    const start = this.#table.room(line);
    for (let i = 0; i < width; i++) {
      const field = fields[i + 1]!;
      if (field.text === "") this.#table.markMissing(start + i);
      this.#table.values[start + i] = field.text === "" ? Number.NaN : cellNumber(source, field, this.#columns[i]!);
    }
    this.#table.endRow(fields[0]!.text);
    this.#tailTo = 0;
    this.#cursor.line = line + 1; // no cell that is a number or a date holds a line end
  }

  finish(): Panel {
    return this.#table.finish();
  }
}
