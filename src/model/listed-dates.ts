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
    previous = nextDay(date, previous, `${where}[${k}]`);
    if (isMarketDate(date)) continue;
    throw new ConfigError({
      what: "a date is not in the market",
      where: `${where}[${k}]`,
      expected: "a date of market.dates",
      actual: date,
    });
  }
}

/** The day number of a date; throws a ConfigError where it is none or does not come after the `previous` one. */
export function nextDay(date: string, previous: number, where: string): number {
  const day = dayNumber(date);
  if (day > previous) return day;
  throw new ConfigError({
    what: Number.isNaN(day) ? "not a date" : day === previous ? "a date is repeated" : "the dates are not in order",
    where,
    expected: Number.isNaN(day) ? "a calendar date YYYY-MM-DD" : "strictly increasing dates",
    actual: date,
  });
}
