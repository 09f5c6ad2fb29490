import { CsvRows } from "../../../csv/rows.ts";
import { dateReader } from "../../../model/date-format.ts";
import { RunDirectoryError } from "../../../model/errors.ts";
import type { ParquetColumn, ParquetTable } from "../../../parquet/footer.ts";
import { readParquetFooter } from "../../../parquet/footer.ts";
import { readNumbers } from "../../../parquet/numbers.ts";
import { readDates, readTexts } from "../../../parquet/texts.ts";
import type { RecordedFile } from "../../run-directory/recorded-file.ts";

/** A column as its first rows show it. */
export interface SampledColumn {
  readonly name: string;
  /** The cells as texts, in the file's order; empty for a missing one. */
  readonly cells: readonly string[];
  /** What Parquet says it holds; undefined for CSV, where only the cells can tell. */
  readonly kind?: "date" | "number" | "text" | "other";
}

/** The beginning of a file. */
export interface Sample {
  readonly file: string;
  readonly format: "csv" | "parquet";
  readonly delimiter: string;
  readonly columns: readonly SampledColumn[];
  /** Whether the dates of Parquet are moments, of which only the day in UTC can be had. */
  readonly hasMoments: boolean;
}

/** So much of a file is looked at. */
const MOST_BYTES = 1 << 20;
const MOST_ROWS = 5000;

const DELIMITERS = [",", ";", "\t", "|"];

/** Looks at the beginning of a table; throws a RunDirectoryError where it cannot be read as one. */
export function sampleOf(file: string, opened: RecordedFile): Sample {
  const head = opened.bytes(0, Math.min(opened.size, MOST_BYTES));
  const isParquet = head.length >= 4 && Buffer.from(head.subarray(0, 4)).toString("latin1") === "PAR1";
  return isParquet ? parquetSample(file, opened) : csvSample(file, opened.place, head, head.length < opened.size);
}

function csvSample(file: string, place: string, head: Uint8Array, isCut: boolean): Sample {
  const bytes = isCut ? head.subarray(0, head.lastIndexOf(10) + 1) : head;
  const delimiter = delimiterOf(Buffer.from(bytes).toString("utf8"));
  const source = { bytes, file: place, error: RunDirectoryError, delimiter: delimiter.charCodeAt(0) };
  const rows = new CsvRows(source, { decimal: ".", thousands: undefined, missing: [] });
  const columns = rows.header.map(({ text }) => ({ name: text, cells: [] as string[] }));
  for (let count = 0; count < MOST_ROWS && rows.next(); count++) {
    for (const [i, column] of columns.entries()) column.cells.push(rows.text(i));
  }
  return { file, format: "csv", delimiter, columns, hasMoments: false };
}

/** The mark that cuts the first lines into the same number of fields, above one; a comma where none does. */
function delimiterOf(text: string): string {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .slice(0, 20);
  const scored = DELIMITERS.map((mark) => {
    const counts = lines.map((line) => line.split(mark).length);
    return { mark, fields: counts.every((count) => count === counts[0]) ? (counts[0] ?? 1) : 1 };
  });
  return scored.reduce((best, each) => (each.fields > best.fields ? each : best)).mark;
}

function parquetSample(file: string, opened: RecordedFile): Sample {
  const whole = readParquetFooter({
    size: opened.size,
    read: (from, to) => opened.bytes(from, to),
    file: opened.place,
    error: RunDirectoryError,
  });
  const table = { ...whole, metadata: { ...whole.metadata, row_groups: whole.metadata.row_groups.slice(0, 1) } };
  let hasMoments = false;
  const columns = whole.columns.map((column) => {
    const read = parquetCells(table, column);
    hasMoments ||= read.isMoment;
    return { name: column.name, kind: read.kind, cells: read.cells.slice(0, MOST_ROWS) };
  });
  return { file, format: "parquet", delimiter: ",", columns, hasMoments };
}

interface ParquetCells {
  readonly kind: NonNullable<SampledColumn["kind"]>;
  readonly cells: string[];
  readonly isMoment: boolean;
}

function parquetCells(table: ParquetTable, column: ParquetColumn): ParquetCells {
  const { type, logical_type: logical, converted_type: converted } = column.element;
  const isDate = type === "INT96" || /DATE|TIMESTAMP/.test(logical?.type ?? converted ?? "");
  const cells: string[] = [];
  try {
    if (isDate) return { kind: "date", ...datesOf(table, column) };
    if (type === "BYTE_ARRAY") readTexts(table, column, (_, text) => cells.push(text ?? ""));
    else readNumbers(table, column, (_, value, isMissing) => cells.push(isMissing ? "" : String(value)));
    return { kind: type === "BYTE_ARRAY" ? "text" : "number", cells, isMoment: false };
  } catch (error) {
    if (error instanceof RunDirectoryError) return { kind: "other", cells: [], isMoment: false };
    throw error;
  }
}

function datesOf(table: ParquetTable, column: ParquetColumn): { cells: string[]; isMoment: boolean } {
  const reader = dateReader("iso", "layout");
  for (const form of ["iso", "utc-day"]) {
    const cells: string[] = [];
    try {
      readDates(table, column, { reader, form }, (_, date) => cells.push(date));
      return { cells, isMoment: form === "utc-day" };
    } catch (error) {
      if (!(error instanceof RunDirectoryError)) throw error;
    }
  }
  return { cells: [], isMoment: false };
}
