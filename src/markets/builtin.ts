import { ConfigError } from "../model/errors.ts";
import type { BuiltinMarket } from "./builtin-market.ts";
import { futures13 } from "./futures.ts";
import { sp500 } from "./sp500.ts";
import { usStocks } from "./us-stocks.ts";

/** The markets that come with the package, in the order in which they are listed. */
export const builtinMarkets: readonly BuiltinMarket[] = [futures13, sp500, usStocks];

/** The built-in market of a name; a ConfigError with the nearest names for an unknown one. */
export function builtinMarket(name: string): BuiltinMarket {
  const found = builtinMarkets.find((market) => market.name === name);
  if (found !== undefined) return found;
  const byDistance = builtinMarkets
    .map((market) => ({ name: market.name, distance: editDistance(name.toLowerCase(), market.name) }))
    .sort((a, b) => a.distance - b.distance);
  const near = byDistance.filter((each) => each.distance <= each.name.length / 2).map((each) => each.name);
  throw new ConfigError({
    what: "there is no such market",
    expected: `one of ${builtinMarkets.map((market) => market.name).join(", ")}`,
    actual: JSON.stringify(name),
    hint: near.length > 0 ? `did you mean ${near.join(" or ")}?` : "for a file of prices use --prices FILE",
  });
}

/** Insertions, deletions and replacements that make one text the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
