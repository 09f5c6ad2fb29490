import { dayNumber, isoDate } from "./calendar.ts";
import { ConfigError } from "./errors.ts";

/**
 * Dates in a form that somebody names. A date is the civil day as it is written: a time of day or an offset that the
 * form allows for is read over, never reckoned with.
 */

/** Reads a text as a date: ISO, or undefined where the text does not have the form or there is no such day. */
export type DateReader = (text: string) => string | undefined;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONG_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december";

/** The directives of strptime that a form may have, as regular expressions that match in one way only. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: "(?<year>\\d{4})",
  m: "(?<month>\\d{1,2})",
  d: "(?<day>\\d{1,2})",
  b: `(?<name>${MONTHS.join("|")})`,
  B: `(?<name>${LONG_MONTHS})`,
  H: "\\d{1,2}",
  M: "\\d{1,2}",
  S: "\\d{1,2}",
  f: "\\d{1,9}",
  z: "(?:Z|UTC|[+-]\\d{2}:?\\d{2})",
  "%": "%",
};

/** Units of numbers since 1970-01-01, as how many of them a day has. */
export const EPOCHS: ReadonlyMap<string, number> = new Map([
  ["epoch-s", 86_400],
  ["epoch-ms", 86_400_000],
  ["epoch-us", 86_400_000_000],
  ["epoch-ns", 86_400_000_000_000],
]);

/** The reader of a form: `iso`, `epoch-…`, `utc-day` (texts: ISO), or directives. Throws a ConfigError at `where`. */
export function dateReader(form: string, where: string): DateReader {
  if (form === "iso" || form === "utc-day") return (text) => (Number.isNaN(dayNumber(text)) ? undefined : text);
  const perDay = EPOCHS.get(form);
  if (perDay !== undefined) return (text) => epochDate(text, perDay);
  return remembered(directiveReader(form, where));
}

/** Midnight, or the day of any other moment, of a number of seconds or parts of seconds. */
function epochDate(text: string, perDay: number): string | undefined {
  if (!/^-?\d{1,19}$/.test(text)) return undefined;
  const number = BigInt(text);
  const size = BigInt(perDay);
  const day = Number(number / size) - (number % size < 0n ? 1 : 0);
  return dateOfDay(day);
}

/** The ISO date of a day number; undefined outside the years 1 to 9999. */
export function dateOfDay(day: number): string | undefined {
  const date = isoDate(day);
  return dayNumber(date) === day ? date : undefined;
}

function directiveReader(form: string, where: string): DateReader {
  const pattern = patternOf(form, where);
  return (text) => {
    const parts = pattern.exec(text)?.groups;
    if (parts === undefined) return undefined;
    const month =
      parts.name === undefined ? parts.month! : String(MONTHS.indexOf(parts.name.slice(0, 3).toLowerCase()) + 1);
    const date = `${parts.year}-${month.padStart(2, "0")}-${parts.day!.padStart(2, "0")}`;
    return Number.isNaN(dayNumber(date)) ? undefined : date;
  };
}

function patternOf(form: string, where: string): RegExp {
  const letters = [...form.matchAll(/%(.?)/gsu)].map(([, letter]) => letter!);
  const unknown = letters.find((letter) => !Object.hasOwn(DIRECTIVES, letter));
  const groups = letters.filter((letter) => /[YmdbB]/.test(letter)).map((letter) => letter.replace(/[bB]/, "m"));
  const isOneDay = groups.sort().join("") === "Ydm";
  if (unknown !== undefined || !isOneDay) {
    throw new ConfigError({
      what: unknown === undefined ? "a form of dates does not name year, month and day once each" : "no such directive",
      where,
      expected: `iso, ${[...EPOCHS.keys()].join(", ")}, utc-day, or one %Y, %d and %m, %b or %B, with %H %M %S %f %z %% beside them`,
      actual: JSON.stringify(unknown === undefined ? form : `%${unknown}`),
      hint: "January 2, 2024 as 02.01.2024 is %d.%m.%Y",
    });
  }
  const source = form.replace(/%(.)|[\s\S]/gu, (mark, letter: string | undefined) =>
    letter === undefined ? mark.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&") : DIRECTIVES[letter]!,
  );
  return new RegExp(`^${withFixedWidths(form, source)}$`, "i");
}

/** Digits that nothing separates have the full width: `%Y%m%d` is eight of them. */
function withFixedWidths(form: string, source: string): string {
  return /%[YmdHMS]%[mdHMSf]/.test(form) ? source.replaceAll("\\d{1,2}", "\\d{2}") : source;
}

/** The same date stands in a long table once an asset: it is read once. */
function remembered(read: DateReader): DateReader {
  let text: string | undefined;
  let date: string | undefined;
  return (next) => {
    if (next === text) return date;
    date = read(next);
    text = next;
    return date;
  };
}
