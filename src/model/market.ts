import { dayNumber } from "./calendar.ts";
import { MarketError } from "./errors.ts";

/**
 * What the engine sees: log returns of assets by date. `returns[t * assets.length + i]` is the log return of asset i
 * from date t−1 to date t; row 0 is 0 and is excluded from every statistic. Made by {@link createMarket} only, so
 * whoever holds one knows that it is valid.
 */
export interface Market {
  readonly dates: readonly string[];
  readonly assets: readonly string[];
  readonly returns: Float64Array;
}

/** A checked market over `returns` (row-major, adopted, not copied). Throws a MarketError that names the place. */
export function createMarket(dates: readonly string[], assets: readonly string[], returns: Float64Array): Market {
  if (dates.length === 0) throw new MarketError({ what: "the market has no dates", expected: "at least one date" });
  if (assets.length === 0) throw new MarketError({ what: "the market has no assets", expected: "at least one asset" });
  checkAssets(assets);
  checkDatesIncrease(dates, "market.dates");
  if (returns.length !== dates.length * assets.length) {
    throw new MarketError({
      what: "the returns do not fit the dates and assets",
      where: "market.returns",
      expected: `${dates.length} rows of ${assets.length}`,
      actual: `${returns.length} values`,
    });
  }
  for (let cell = 0; cell < returns.length; cell++) {
    const value = returns[cell]!;
    if (value - value !== 0) throw badReturn(dates, assets, cell, "a return is not a finite number", value);
    if (cell < assets.length && value !== 0) {
      throw badReturn(dates, assets, cell, "the first row's return is not 0", value);
    }
  }
  return { dates, assets, returns };
}

/** Throws a MarketError naming the first date that is no calendar date or does not come after the one before it. */
export function checkDatesIncrease(dates: readonly string[], where: string): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < dates.length; t++) {
    const day = dayNumber(dates[t]!);
    if (Number.isNaN(day)) {
      throw new MarketError({
        what: "not a date",
        where: `${where}[${t}]`,
        expected: "a calendar date YYYY-MM-DD",
        actual: JSON.stringify(dates[t]),
      });
    }
    if (day <= previous) {
      throw new MarketError({
        what: day === previous ? "a date is repeated" : "the dates are not in order",
        where: `${where}[${t}]`,
        expected: `a date after ${dates[t - 1]}`,
        actual: dates[t]!,
        hint: "dates must be strictly increasing; sort the rows and drop duplicates",
      });
    }
    previous = day;
  }
}

function checkAssets(assets: readonly string[]): void {
  const seen = new Set<string>();
  for (const [i, asset] of assets.entries()) {
    if (asset === "") throw new MarketError({ what: "an asset has no name", where: `market.assets[${i}]` });
    if (seen.has(asset)) {
      throw new MarketError({
        what: "an asset is listed twice",
        where: `market.assets[${i}]`,
        expected: "each asset once",
        actual: asset,
      });
    }
    seen.add(asset);
  }
}

function badReturn(dates: readonly string[], assets: readonly string[], cell: number, what: string, value: number) {
  const row = Math.floor(cell / assets.length);
  return new MarketError({
    what,
    where: `market.returns at ${dates[row]}, ${assets[cell % assets.length]}`,
    expected: row === 0 ? "0, because row 0 has no earlier date to return from" : "a finite log return",
    actual: String(value),
  });
}
