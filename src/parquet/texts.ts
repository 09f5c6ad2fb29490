import type { DecodedArray } from "hyparquet";
import type { DateReader } from "../model/date-format.ts";
import { dateOfDay } from "../model/date-format.ts";
import type { ParquetColumn, ParquetTable } from "./footer.ts";
import { lookedUp } from "./numbers.ts";
import { nested, readPages } from "./pages.ts";
import { malformed, parquetPlace } from "./source.ts";

/** What is called with each text of a column, `undefined` for a null. */
export type TextSink = (row: number, text: string | undefined) => void;

/** Reads a column of texts, or of whole numbers as texts. Throws the source's error for a column of anything else. */
export function readTexts(table: ParquetTable, column: ParquetColumn, sink: TextSink): void {
  const { type } = column.element;
  const isText = type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY" || type === "INT32" || type === "INT64";
  if (!isText) throw wrongKind(table, column, "texts or whole numbers");
  readEach(
    table,
    column,
    (values) => Array.from(values as ArrayLike<unknown>, (each) => textOf(each, table, column)),
    sink,
  );
}

/**
 * Reads a column of dates: DATE, timestamps at midnight (at any time of day with `anyTime`, by the UTC day), INT96,
 * and texts or whole numbers in a form that `reader` reads.
 */
export function readDates(
  table: ParquetTable,
  column: ParquetColumn,
  { reader, form }: { readonly reader: DateReader; readonly form: string },
  sink: (row: number, date: string) => void,
): void {
  const perDay = ticksPerDay(column);
  if (perDay === undefined) {
    readTexts(table, column, (row, text) => {
      const date = text === undefined ? undefined : reader(text);
      if (date === undefined)
        throw notADate(table, column, row, text === undefined ? "null" : JSON.stringify(text), form);
      sink(row, date);
    });
    return;
  }
  const convert = (values: DecodedArray) => momentsOf(values as ArrayLike<number | bigint>, column, perDay);
  readEach(table, column, convert, (row, moment) => {
    if (moment === undefined) throw notADate(table, column, row, "null", form);
    const { date, day, rest } = moment;
    if (date === undefined) throw notADate(table, column, row, `day ${day} since 1970`, form);
    if (rest !== 0n && form !== "utc-day") throw notMidnight(table, column, row, date, rest, perDay);
    sink(row, date);
  });
}

function readEach<T>(
  table: ParquetTable,
  column: ParquetColumn,
  convert: (values: DecodedArray) => T[],
  sink: (row: number, value: T | undefined) => void,
): void {
  if (column.chunk === undefined) throw nested(table, column);
  let dictionary: T[] = [];
  readPages(table, column, {
    dictionary(values) {
      dictionary = convert(values);
    },
    page(page, row) {
      const values = page.isIndexed ? lookedUp(page, dictionary, table, column) : convert(page.values);
      let next = 0;
      for (let i = 0; i < page.rows; i++) {
        const isNull = page.levels.length > 0 && page.levels[i] === 0;
        if (!isNull && next >= values.length) throw malformed(table.source, "fewer values than rows", column.name);
        sink(row + i, isNull ? undefined : values[next++]);
      }
    },
  });
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(value: unknown, { source }: ParquetTable, { name }: ParquetColumn): string {
  if (!(value instanceof Uint8Array)) return String(value);
  try {
    return decoder.decode(value);
  } catch {
    throw new source.error({ what: "not valid UTF-8", where: parquetPlace(source.file, name), expected: "UTF-8 text" });
  }
}

const DAY_NANOS = 86_400_000_000_000n;
/** The Julian day of 1970-01-01, from which INT96 counts. */
const JULIAN_EPOCH = 2_440_588n;

/** How many of a column's units a day has; 0 for INT96; undefined where it holds no dates or timestamps. */
function ticksPerDay({ element }: ParquetColumn): bigint | undefined {
  const { type, logical_type: logical, converted_type: converted } = element;
  if (type === "INT96") return 0n;
  if (logical?.type === "DATE" || converted === "DATE") return 1n;
  const unit = logical?.type === "TIMESTAMP" ? logical.unit : converted?.replace("TIMESTAMP_", "");
  if (type !== "INT64") return undefined;
  if (unit === "MILLIS") return 86_400_000n;
  if (unit === "MICROS") return 86_400_000_000n;
  return unit === "NANOS" ? DAY_NANOS : undefined;
}

interface Moment {
  /** Undefined outside the years 1 to 9999. */
  readonly date: string | undefined;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** What is left of the day, in the column's units. */
  readonly rest: bigint;
}

/** Moments of a column, each worked out once where it stands several times on end. */
function momentsOf(values: ArrayLike<number | bigint>, { element }: ParquetColumn, perDay: bigint): Moment[] {
  let last: number | bigint | undefined;
  let moment: Moment | undefined;
  return Array.from(values, (value) => {
    if (moment !== undefined && value === last) return moment;
    const whole = BigInt(value);
    const isJulian = element.type === "INT96";
    const rest = isJulian ? BigInt.asUintN(64, whole) : ((whole % perDay) + perDay) % perDay;
    const day = Number(isJulian ? (whole >> 64n) - JULIAN_EPOCH : (whole - rest) / perDay);
    last = value;
    moment = { date: dateOfDay(day), day, rest };
    return moment;
  });
}

function notMidnight(
  { source }: ParquetTable,
  { name, element }: ParquetColumn,
  row: number,
  date: string,
  rest: bigint,
  perDay: bigint,
): Error {
  const seconds = Number(rest / ((perDay === 0n ? DAY_NANOS : perDay) / 86_400n));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const isUtc = element.logical_type?.type === "TIMESTAMP" && element.logical_type.isAdjustedToUTC;
  return new source.error({
    what: "a timestamp with a time of day",
    where: parquetPlace(source.file, name, row + 1),
    expected: "a date, or midnight",
    actual: `${date} ${parts.map((part) => String(part).padStart(2, "0")).join(":")}${isUtc ? " UTC" : ""}`,
    hint: 'write dates (pandas: index.date); dates: "utc-day" in the layout takes the day as it is in UTC',
  });
}

function notADate({ source }: ParquetTable, { name }: ParquetColumn, row: number, actual: string, form: string): Error {
  return new source.error({
    what: "not a date",
    where: parquetPlace(source.file, name, row + 1),
    expected: form === "iso" || form === "utc-day" ? "a calendar date YYYY-MM-DD" : `a date in the form ${form}`,
    actual,
    ...(form === "iso" ? { hint: "another form is named in the layout, e.g. dates: %Y%m%d" } : {}),
  });
}

function wrongKind({ source }: ParquetTable, { name, element }: ParquetColumn, expected: string): Error {
  const meaning = element.logical_type?.type ?? element.converted_type;
  return new source.error({
    what: "a column of the wrong kind",
    where: parquetPlace(source.file, name),
    expected,
    actual: meaning === undefined ? String(element.type) : `${element.type} (${meaning})`,
  });
}
