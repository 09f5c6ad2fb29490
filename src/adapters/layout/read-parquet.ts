import { dateReader } from "../../model/date-format.ts";
import type { Dialect, RegimeLayoutEntry, TableLayoutEntry } from "../../model/layout.ts";
import type { LabelSeries } from "../../model/panel.ts";
import { MOST_CELLS, panel } from "../../model/panel.ts";
import type { TableName } from "../../model/run.ts";
import type { ParquetColumn, ParquetTable } from "../../parquet/footer.ts";
import { readParquetFooter } from "../../parquet/footer.ts";
import { readNumbers } from "../../parquet/numbers.ts";
import type { ParquetSource } from "../../parquet/source.ts";
import { parquetPlace } from "../../parquet/source.ts";
import { readDates, readTexts } from "../../parquet/texts.ts";
import type { FoundColumns } from "./columns.ts";
import { columnNamed, planColumns } from "./columns.ts";
import { Pivot } from "./pivot.ts";
import type { DueEntry, ReadTable } from "./read-table.ts";
import { labelOf, longNames, pivoted } from "./read-table.ts";

/** Reads a wide Parquet file column by column, a row group at a time. */
export function wideParquet(
  table: TableName,
  entry: TableLayoutEntry,
  dialect: Dialect,
  source: ParquetSource,
): ReadTable {
  const file = readParquetFooter(source);
  const found = foundIn(file);
  const date = columnNamed(found, entry.date, "dates");
  const plan = planColumns(table, entry, found, [date]);
  const width = plan.columns.length;
  if (file.rows * width > MOST_CELLS) throw tooLarge(source, `${file.rows} rows of ${width} columns`);
  const dates = datesIn(file, file.columns[date]!, dialect, entry.file);
  const values = new Float64Array(file.rows * width);
  let missing: Uint8Array | undefined;
  for (let i = 0; i < width; i++) {
    const from = plan.sources[i]!;
    if ("constant" in from) {
      for (let cell = i; cell < values.length; cell += width) values[cell] = from.constant;
      continue;
    }
    readNumbers(file, file.columns[from.index]!, (row, value, isMissing) => {
      const cell = row * width + i;
      values[cell] = value;
      if (!isMissing) return;
      missing ??= new Uint8Array(values.length);
      missing[cell] = 1;
    });
  }
  return {
    panel: panel(dates, plan.columns, values, missing),
    rows: file.rows,
    notRecorded: plan.notRecorded,
    unread: plan.unread,
    absentPairs: 0,
  };
}

/** Reads a long Parquet file and lays it out; what is kept of a row until then are its date, its asset and its number. */
export function longParquet(table: TableName, entry: DueEntry, dialect: Dialect, source: ParquetSource): ReadTable {
  const file = readParquetFooter(source);
  const found = foundIn(file);
  const names = longNames(entry, found);
  if (file.rows > MOST_CELLS) throw tooLarge(source, `${file.rows} rows`);
  const dates = datesIn(file, file.columns[names.date]!, dialect, entry.file);
  const assets = textsIn(file, file.columns[names.asset]!, (row) => {
    throw new source.error({
      what: "a row has no asset",
      where: parquetPlace(source.file, found.names[names.asset]!, row + 1),
      expected: "a name",
      actual: "null",
    });
  });
  const pivot = new Pivot(source.file, source.error);
  readNumbers(file, file.columns[names.value]!, (row, value, isMissing) =>
    pivot.add(dates[row]!, assets[row]!, isMissing ? undefined : value),
  );
  return pivoted(table, entry, pivot, file.rows, found, names);
}

/** Reads one text a date from a Parquet file. */
export function labelsParquet(entry: RegimeLayoutEntry, dialect: Dialect, source: ParquetSource): LabelSeries {
  const file = readParquetFooter(source);
  const found = foundIn(file);
  const dates = datesIn(file, file.columns[columnNamed(found, entry.date, "dates")]!, dialect, entry.file);
  const labels: (string | null)[] = [];
  readTexts(file, file.columns[columnNamed(found, entry.column, "regime")]!, (_, text) =>
    labels.push(text === undefined || dialect.missing.includes(text) ? null : labelOf(entry, text)),
  );
  return { dates, column: "regime", labels };
}

function foundIn({ columns, source }: ParquetTable): FoundColumns {
  const names = columns.map(({ name }) => name);
  return {
    names,
    place: (index) => parquetPlace(source.file, names[index]!),
    header: source.file,
    error: source.error,
  };
}

function datesIn(file: ParquetTable, column: ParquetColumn, dialect: Dialect, name: string): string[] {
  const dates: string[] = [];
  const reader = dateReader(dialect.dates, `layout: dates of ${name}`);
  readDates(file, column, { reader, form: dialect.dates }, (_, date) => dates.push(date));
  return dates;
}

function textsIn(file: ParquetTable, column: ParquetColumn, onNull: (row: number) => never): string[] {
  const texts: string[] = [];
  readTexts(file, column, (row, text) => texts.push(text === undefined || text === "" ? onNull(row) : text));
  return texts;
}

function tooLarge({ file, error: ParquetError }: ParquetSource, actual: string): Error {
  return new ParquetError({
    what: "the table is too large",
    where: file,
    expected: `at most ${MOST_CELLS} numbers (${MOST_CELLS / 2 ** 27} GiB)`,
    actual,
    hint: "audit a part of the dates or of the assets",
  });
}
