import { dayNumber } from "../../../model/calendar.ts";
import { dateReader } from "../../../model/date-format.ts";
import type { Sample, SampledColumn } from "./sample.ts";

/** Forms of dates in the order in which they are tried. */
const FORMS = [
  "iso",
  "%Y-%m-%d %H:%M:%S",
  "%Y-%m-%dT%H:%M:%S",
  "%Y-%m-%d %H:%M:%S%z",
  "%Y-%m-%dT%H:%M:%S%z",
  "%Y-%m-%dT%H:%M:%S.%f",
  "%Y-%m-%dT%H:%M:%S.%f%z",
  "%Y/%m/%d",
  "%Y%m%d",
  "%d.%m.%Y",
  "%d/%m/%Y",
  "%m/%d/%Y",
  "%d-%m-%Y",
  "%d-%b-%Y",
  "%d %b %Y",
  "%b %d, %Y",
  "epoch-s",
  "epoch-ms",
  "epoch-us",
  "epoch-ns",
];

/** How many digits a moment of our days has in each unit: fewer are something else. */
const EPOCH_DIGITS: Readonly<Record<string, RegExp>> = {
  "epoch-s": /^\d{9,10}$/,
  "epoch-ms": /^\d{12,13}$/,
  "epoch-us": /^\d{15,16}$/,
  "epoch-ns": /^\d{18,19}$/,
};

/** How the dates of a column are written. */
export interface FoundDates {
  readonly column: string;
  readonly form: string;
  /** Another form that reads every cell too. */
  readonly rival?: string;
  /** The dates, in the file's order. */
  readonly dates: readonly string[];
}

const DATE_NAMES =
  /^(?:|(?:trade_?)?dates?|datetime|time(?:stamp)?|day|index|period|session|datum|as_?of|__index_level_0__)$/i;

/** The column of dates: one that is called so before one that only looks so. */
export function datesIn({ columns, format, hasMoments }: Sample): FoundDates | undefined {
  const called = columns.filter(({ name }) => DATE_NAMES.test(name));
  for (const column of [...called, ...columns.filter((each) => !called.includes(each))]) {
    if (format === "parquet" && column.kind === "date") {
      return { column: column.name, form: hasMoments ? "utc-day" : "iso", dates: column.cells };
    }
    const found = writtenDates(column, called.includes(column));
    if (found !== undefined) return found;
  }
  return undefined;
}

function writtenDates({ name, cells, kind }: SampledColumn, isCalledSo: boolean): FoundDates | undefined {
  if (cells.length === 0 || kind === "other" || (!isCalledSo && cells.every((cell) => /^-?[\d.]*$/.test(cell))))
    return undefined;
  const readings = FORMS.flatMap((form) => {
    const read = dateReader(form, "layout");
    const digits = EPOCH_DIGITS[form];
    const dates = cells.map((cell) => (digits === undefined || digits.test(cell) ? read(cell) : undefined));
    const isWhole = dates.every((date) => date !== undefined && date > "1900" && date < "2200");
    return isWhole ? [{ form, dates: dates as string[] }] : [];
  });
  const [first] = readings;
  if (first === undefined) return undefined;
  const inOrder = readings.filter(({ dates }) => isSorted(dates));
  // Of two ways to read a date, the one in which the dates lie closer together is the likelier.
  const step = ({ dates }: { dates: string[] }) => usualStep(dates) || 0;
  const likely = (inOrder.length === 0 ? readings : inOrder).sort((a, b) => step(a) - step(b));
  const { form, dates } = likely[0] ?? first;
  const rival = likely.find((each) => each.dates.some((date, t) => date !== dates[t]));
  return { column: name, form, dates, ...(rival === undefined ? {} : { rival: rival.form }) };
}

function isSorted(dates: readonly string[]): boolean {
  return dates.every((date, t) => t === 0 || date >= dates[t - 1]!);
}

/** The most usual step from one date to the next, in days; NaN with fewer than two dates. */
export function usualStep(dates: readonly string[]): number {
  const days = [...new Set(dates)].sort().map(dayNumber);
  const gaps = days
    .slice(1)
    .map((day, t) => day - days[t]!)
    .sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? Number.NaN;
}

const POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^[+-]?(?:nan|inf(?:inity)?)$/i;
const COMMA = /^[+-]?\d+(?:,\d+)?(?:[eE][+-]?\d+)?$/;
const GROUPED_COMMA = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;

/** How the numbers of a file are written. */
export interface FoundNumbers {
  readonly decimal: "." | ",";
  readonly thousands?: ".";
}

/** Decimal commas where some number has one and none has a point, which then stands between thousands. */
export function numbersIn({ columns, format, delimiter }: Sample): FoundNumbers {
  const cells = format === "parquet" || delimiter === "," ? [] : columns.flatMap((column) => column.cells);
  const commas = cells.filter((cell) => cell.includes(",") && (COMMA.test(cell) || GROUPED_COMMA.test(cell)));
  if (commas.length === 0 || cells.some((cell) => /^[+-]?\d+\.(?:\d{1,2}|\d{4,})$/.test(cell))) return { decimal: "." };
  return cells.some((cell) => GROUPED_COMMA.test(cell)) ? { decimal: ",", thousands: "." } : { decimal: "," };
}

/** Words that stand for a missing number. */
const MISSING = new Set(["NA", "N/A", "n/a", "null", "NULL", "None", "-", "--", "#N/A"]);

/** A column's numbers in a form, and the words for missing ones in it; undefined where it holds something else. */
export function numbersOf(
  column: SampledColumn,
  { decimal, thousands }: FoundNumbers,
): { values: number[]; missing: string[] } | undefined {
  if (column.kind !== undefined && column.kind !== "number") return undefined;
  const values: number[] = [];
  const missing = new Set<string>();
  for (const cell of column.cells) {
    if (cell === "") continue;
    if (MISSING.has(cell)) {
      missing.add(cell);
      continue;
    }
    const plain =
      decimal === "," ? (thousands === undefined ? cell : cell.replaceAll(thousands, "")).replace(",", ".") : cell;
    if (!POINT.test(plain)) return undefined;
    values.push(Number(plain));
  }
  return { values, missing: [...missing] };
}
