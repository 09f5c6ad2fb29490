import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { CsvPanel } from "../csv/read-panel.ts";
import { readPanelCsv } from "../csv/read-panel.ts";
import { cellPlace } from "../csv/source.ts";
import { dayNumber } from "../model/calendar.ts";
import { MarketError } from "../model/errors.ts";
import type { Market } from "../model/market.ts";
import { createMarket } from "../model/market.ts";
import { isMissing } from "../model/panel.ts";
import { unreadable } from "../model/system-error.ts";
import type { GapPolicy } from "./gaps.ts";
import { closeGaps } from "./gaps.ts";

/** How {@link loadPrices} reads a file. */
export interface PriceOptions {
  /** What to do about empty cells; without a policy one is an error. */
  readonly gaps?: GapPolicy;
}

/**
 * A market from a wide CSV file of prices: header `date,<asset>,…` (or `Date`), one row a date, plain or gzipped. The
 * returns are ln(price[t] / price[t−1]); row 0 is 0. Throws a MarketError with file, line and column for whatever no
 * engine could run on: dates out of order, repeated or none, an asset twice, ragged rows, a price that is no finite
 * number above zero, an empty file, an empty cell without a policy.
 */
export function loadPrices(file: string, options: PriceOptions = {}): Market {
  const read = readPanelCsv({ bytes: bytesOf(file), file, error: MarketError }, ["date", "Date"]);
  checkShape(read, file);
  checkDates(read, file);
  checkPrices(read, file);
  const { dates, columns, values } = closeGaps(read, file, options.gaps);
  return createMarket(dates, columns, logReturns(values, columns.length));
}

function bytesOf(file: string): Uint8Array {
  try {
    const bytes = readFileSync(file);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new MarketError({ ...unreadable(error, "file of prices"), where: file });
  }
}

function checkShape({ panel, firstLine }: CsvPanel, file: string): void {
  if (panel.columns.length === 0) {
    throw new MarketError({ what: "no asset has a column", where: cellPlace(file, 1, 2), expected: "date,<asset>,…" });
  }
  if (panel.dates.length === 0) {
    throw new MarketError({
      what: "there are no prices below the header",
      where: cellPlace(file, firstLine, 1),
      expected: "one row a date",
      actual: "none",
    });
  }
}

function checkDates({ panel, firstLine }: CsvPanel, file: string): void {
  for (let t = 1; t < panel.dates.length; t++) {
    const date = panel.dates[t]!;
    const step = dayNumber(date) - dayNumber(panel.dates[t - 1]!);
    if (step > 0) continue;
    throw new MarketError({
      what: step === 0 ? "a date is repeated" : "the dates are not in order",
      where: cellPlace(file, firstLine + t, 1, "date"),
      expected: `a date after ${panel.dates[t - 1]}`,
      actual: date,
      hint: "sort the rows by date, and keep one row a date",
    });
  }
}

function checkPrices({ panel, firstLine }: CsvPanel, file: string): void {
  const { values, columns, dates } = panel;
  for (let cell = 0; cell < values.length; cell++) {
    const price = values[cell]!;
    if ((price > 0 && price < Number.POSITIVE_INFINITY) || isMissing(panel, cell)) continue;
    const row = Math.floor(cell / columns.length);
    const column = cell % columns.length;
    throw new MarketError({
      what: Number.isFinite(price) ? "a price is not above zero" : "a price is not a finite number",
      where: cellPlace(file, firstLine + row, column + 2, columns[column]),
      expected: "a price above zero, or an empty cell where there is none",
      actual: `${price} on ${dates[row]}`,
    });
  }
}

function logReturns(prices: Float64Array, width: number): Float64Array {
  const returns = new Float64Array(prices.length);
  for (let cell = width; cell < prices.length; cell++) returns[cell] = Math.log(prices[cell]! / prices[cell - width]!);
  return returns;
}
