import { ConfigError } from "../model/errors.ts";
import { nearestTexts } from "../numeric/nearest-texts.ts";
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
  const near = nearestTexts(
    name,
    builtinMarkets.map((market) => market.name),
  );
  throw new ConfigError({
    what: "there is no such market",
    expected: `one of ${builtinMarkets.map((market) => market.name).join(", ")}`,
    actual: JSON.stringify(name),
    hint: near.length > 0 ? `did you mean ${near.join(" or ")}?` : "for a file of prices use --prices FILE",
  });
}
