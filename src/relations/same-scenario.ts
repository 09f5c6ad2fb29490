import { isDeepStrictEqual } from "node:util";
import type { Scenario } from "../model/scenario.ts";

/**
 * Whether two scenarios are the same in every value. A relation asks it about the second scenario of a pair and the
 * one that its rule makes of the first: a pair that was reduced out of its relation must prove nothing.
 */
export function sameScenario(a: Scenario, b: Scenario): boolean {
  if (a === b) return true;
  return sameValues(a.market.returns, b.market.returns) && sameTexts(a, b) && isDeepStrictEqual(a.config, b.config);
}

function sameTexts({ market: a }: Scenario, { market: b }: Scenario): boolean {
  return isDeepStrictEqual(a.dates, b.dates) && isDeepStrictEqual(a.assets, b.assets);
}

function sameValues(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let cell = 0; cell < a.length; cell++) if (a[cell] !== b[cell]) return false;
  return true;
}
