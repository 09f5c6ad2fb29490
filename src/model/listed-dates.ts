import { dayNumber } from "./calendar.ts";
import { ConfigError } from "./errors.ts";

/** Throws a ConfigError for the first listed date that is no date, not after the one before it, or not in the market. */
export function checkDatesListed(
  dates: readonly string[],
  where: string,
  isMarketDate: (date: string) => boolean,
): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < dates.length; k++) {
    const date = dates[k]!;
    const day = dayNumber(date);
    if (!(day > previous)) throw notAfter(date, previous, `${where}[${k}]`);
    previous = day;
    if (isMarketDate(date)) continue;
    throw new ConfigError({
      what: "a date is not in the market",
      where: `${where}[${k}]`,
      expected: "a date of market.dates",
      actual: date,
    });
  }
}

/** What to throw for a date that is none, or does not come after the day `previous`. */
export function notAfter(date: string, previous: number, where: string): ConfigError {
  const day = dayNumber(date);
  return new ConfigError({
    what: Number.isNaN(day) ? "not a date" : day === previous ? "a date is repeated" : "the dates are not in order",
    where,
    expected: Number.isNaN(day) ? "a calendar date YYYY-MM-DD" : "strictly increasing dates",
    actual: date,
  });
}
