import type { Strategy } from "./config.ts";
import type { ErrorDetails } from "./errors.ts";
import { ConfigError } from "./errors.ts";
import { checkDatesListed } from "./listed-dates.ts";
import type { Market } from "./market.ts";

/** Throws a ConfigError where weights given outright do not fit the market: their dates, the rows' length, a cell. */
export function checkWeights(
  strategy: Strategy,
  where: string,
  market: Market,
  isMarketDate: (date: string) => boolean,
): void {
  if (strategy.kind !== "weights") return;
  checkDatesListed(strategy.dates, `${where}.dates`, isMarketDate);
  if (strategy.values.length !== strategy.dates.length) {
    throw new ConfigError({
      what: "the weights have another number of rows than there are dates",
      where: `${where}.values`,
      expected: `${strategy.dates.length} rows`,
      actual: `${strategy.values.length}`,
    });
  }
  for (let k = 0; k < strategy.values.length; k++) {
    const row = strategy.values[k]!;
    if (row === null) continue;
    if (row.length !== market.assets.length) {
      throw new ConfigError(
        raggedRow(`${where}.values[${k}] (${strategy.dates[k]})`, market.assets.length, row.length),
      );
    }
    for (let i = 0; i < row.length; i++) {
      if (Number.isFinite(row[i])) continue;
      throw new ConfigError({
        what: "a weight is not a finite number",
        where: `${where}.values[${k}] (${strategy.dates[k]}, ${market.assets[i]})`,
        expected: "a finite weight; a null row to hold",
        actual: String(row[i]),
      });
    }
  }
}

/** What an error says about a row that has another length than there are assets. */
export function raggedRow(where: string, expected: number, actual: number): ErrorDetails {
  return {
    what: "a row has another length than there are assets",
    where,
    expected: `${expected} numbers, one an asset`,
    actual: `${actual}`,
  };
}
