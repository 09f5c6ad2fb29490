import type { Field } from "../../csv/cursor.ts";
import { CsvRows } from "../../csv/rows.ts";
import type { CsvSource } from "../../csv/source.ts";
import { cellPlace, quoted } from "../../csv/source.ts";
import { TableBuilder } from "../../csv/table-builder.ts";
import type { DateReader } from "../../model/date-format.ts";
import { dateReader } from "../../model/date-format.ts";
import type { Dialect, RegimeLayoutEntry, TableLayoutEntry } from "../../model/layout.ts";
import type { LabelSeries } from "../../model/panel.ts";
import type { TableName } from "../../model/run.ts";
import type { FoundColumns } from "./columns.ts";
import { columnNamed, planColumns } from "./columns.ts";
import { Pivot } from "./pivot.ts";
import type { DueEntry, ReadTable } from "./read-table.ts";
import { labelOf, longNames, pivoted } from "./read-table.ts";

/** Reads a wide CSV file row by row. */
export function wideCsv(table: TableName, entry: TableLayoutEntry, dialect: Dialect, source: CsvSource): ReadTable {
  const rows = rowsOf(source, dialect);
  const found = foundIn(rows);
  const date = columnNamed(found, entry.date, "dates");
  const plan = planColumns(table, entry, found, [date]);
  const dates = datesOf(dialect, entry.file);
  const builder = new TableBuilder(plan.columns, rows.rowsGuessed, source);
  let count = 0;
  for (; rows.next(); count++) {
    const day = dateAt(rows, date, dates, dialect.dates);
    const start = builder.room(rows.line);
    for (let i = 0; i < plan.sources.length; i++) {
      const from = plan.sources[i]!;
      const value = "index" in from ? rows.number(from.index, plan.columns[i]!) : from.constant;
      if (value === undefined) builder.markMissing(start + i);
      builder.values[start + i] = value ?? Number.NaN;
    }
    builder.endRow(day);
  }
  return { panel: builder.finish(), rows: count, notRecorded: plan.notRecorded, unread: plan.unread, absentPairs: 0 };
}

/** Reads a long CSV file row by row and lays it out. */
export function longCsv(table: TableName, entry: DueEntry, dialect: Dialect, source: CsvSource): ReadTable {
  const rows = rowsOf(source, dialect);
  const found = foundIn(rows);
  const names = longNames(entry, found);
  const dates = datesOf(dialect, entry.file);
  const pivot = new Pivot(source.file, source.error);
  let count = 0;
  for (; rows.next(); count++) {
    const day = dateAt(rows, names.date, dates, dialect.dates);
    const asset = rows.text(names.asset);
    if (asset === "") throw noName(source, rows.field(names.asset), found.names[names.asset]!);
    pivot.add(day, asset, rows.number(names.value, found.names[names.value]!));
  }
  return pivoted(table, entry, pivot, count, found, names);
}

/** Reads one text a date from a CSV file. */
export function labelsCsv(entry: RegimeLayoutEntry, dialect: Dialect, source: CsvSource): LabelSeries {
  const rows = rowsOf(source, dialect);
  const found = foundIn(rows);
  const date = columnNamed(found, entry.date, "dates");
  const column = columnNamed(found, entry.column, "regime");
  const reader = datesOf(dialect, entry.file);
  const dates: string[] = [];
  const labels: (string | null)[] = [];
  while (rows.next()) {
    dates.push(dateAt(rows, date, reader, dialect.dates));
    const { text, quoted: isQuoted } = rows.field(column);
    labels.push((text === "" && !isQuoted) || dialect.missing.includes(text) ? null : labelOf(entry, text));
  }
  return { dates, column: "regime", labels };
}

function rowsOf(source: CsvSource, { delimiter, decimal, thousands, missing }: Dialect): CsvRows {
  return new CsvRows({ ...source, delimiter: delimiter.charCodeAt(0) }, { decimal, thousands, missing });
}

function foundIn({ header, source }: CsvRows): FoundColumns {
  return {
    names: header.map(({ text }) => text),
    place: (index) => cellPlace(source.file, header[index]!.line, index + 1, header[index]!.text),
    header: cellPlace(source.file, 1, 1),
    error: source.error,
  };
}

function datesOf({ dates }: Dialect, file: string): DateReader {
  return dateReader(dates, `layout: dates of ${file}`);
}

function dateAt(rows: CsvRows, column: number, reader: DateReader, form: string): string {
  const text = rows.text(column);
  const date = reader(text);
  if (date !== undefined) return date;
  const { line } = rows.field(column);
  throw new rows.source.error({
    what: text === "" ? "a row has no date" : "not a date",
    where: cellPlace(rows.source.file, line, column + 1, rows.header[column]!.text),
    expected: form === "iso" ? "a calendar date YYYY-MM-DD" : `a date in the form ${form}`,
    actual: quoted(text),
    hint: "the layout names the form of dates, e.g. dates: %d.%m.%Y",
  });
}

function noName({ file, error: CsvError }: CsvSource, { line, column }: Field, name: string): Error {
  return new CsvError({ what: "a row has no asset", where: cellPlace(file, line, column, name), expected: "a name" });
}
