import type { Market } from "../model/market.ts";
import { createMarket } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";

/** The first row whose return may be replaced: row 0 has none, and row 1 leaves no return before it to keep. */
const FIRST_ROW = 2;

/**
 * The same scenario with another future: every return from a random row t ≥ 2 on is replaced by another, the length
 * and the past stay bit for bit. A cut of the market would hide a look-ahead of one bar; a replacement shows it.
 * Weights given outright stay. Where the dates of rebalances are known, the row is one of them as often as not, since
 * what trades on a bar that it knows shows nowhere else, or the one before, where a book that is filled in backwards
 * shows. A text says why there is no future to replace.
 */
export function replaceFuture(
  scenario: Scenario,
  random: Random,
  rebalances: readonly string[] = [],
): Scenario | string {
  const { dates, assets, returns } = scenario.market;
  if (dates.length <= FIRST_ROW) return `the market has only ${dates.length} dates: no future to replace`;
  const replaced = Float64Array.from(returns);
  const row = rowToReplaceFrom(dates, random, rebalances);
  for (let cell = row * assets.length; cell < replaced.length; cell++) {
    // Large against a day's volatility: what looks at the future moves far more than rounding could.
    const other = 0.1 * (random.next() - 0.5);
    replaced[cell] = other === returns[cell] ? -other - 0.01 : other;
  }
  return createScenario(createMarket(dates, assets, replaced), scenario.config);
}

function rowToReplaceFrom(dates: readonly string[], random: Random, rebalances: readonly string[]): number {
  const draw = random.next();
  const traded = draw < 0.75 ? rebalances.filter((date) => dates.indexOf(date) >= FIRST_ROW) : [];
  if (traded.length === 0) return random.between(FIRST_ROW, dates.length - 1);
  const row = dates.indexOf(random.pick(traded));
  return draw < 0.5 ? row : Math.max(FIRST_ROW, row - 1);
}

/** The first row in which two markets of one shape differ; −1 when they do not. */
export function firstDifferingRow(a: Market, b: Market): number {
  const width = a.assets.length;
  const cells = Math.min(a.returns.length, b.returns.length);
  for (let cell = 0; cell < cells; cell++) {
    if (a.returns[cell] !== b.returns[cell]) return Math.floor(cell / width);
  }
  return a.returns.length === b.returns.length ? -1 : Math.floor(cells / width);
}
