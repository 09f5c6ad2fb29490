import { isIsoDate } from "../model/calendar.ts";
import { ConfigError } from "../model/errors.ts";
import type { Market } from "../model/market.ts";
import { createMarket } from "../model/market.ts";

/** The first and last date to keep, both included; ISO, any calendar date; absent is the market's own. */
export interface DateRange {
  readonly from?: string;
  readonly to?: string;
}

/** The part of a market that lies in a range; its first row is the new beginning and has no return. */
export function trimMarket(market: Market, { from, to }: DateRange): Market {
  checkDate(from, "from");
  checkDate(to, "to");
  if (from === undefined && to === undefined) return market;
  const { dates, assets, returns } = market;
  const first = from === undefined ? 0 : countBefore(dates, (date) => date < from);
  const end = to === undefined ? dates.length : countBefore(dates, (date) => date <= to);
  if (end <= first) {
    throw new ConfigError({
      what: "no date of the market lies in the range",
      where: "from, to",
      expected: `dates between ${dates[0]} and ${dates.at(-1)}`,
      actual: `${from ?? dates[0]} to ${to ?? dates.at(-1)}`,
    });
  }
  const width = assets.length;
  return createMarket(dates.slice(first, end), assets, returns.slice(first * width, end * width).fill(0, 0, width));
}

function countBefore(dates: readonly string[], isBefore: (date: string) => boolean): number {
  let count = 0;
  while (count < dates.length && isBefore(dates[count]!)) count++;
  return count;
}

function checkDate(date: string | undefined, where: string): void {
  if (date === undefined || isIsoDate(date)) return;
  throw new ConfigError({
    what: "not a date",
    where,
    expected: "a calendar date YYYY-MM-DD",
    actual: JSON.stringify(date),
  });
}
