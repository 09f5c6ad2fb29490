import { doubles } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";

/** vol_accel = short volatility / long volatility; 1 where the long one is 0, because nothing accelerates there. */
export function volatilityAcceleration(short: Feature, long: Feature): Feature {
  const values = doubles(long.values.length);
  const from = Math.max(short.from, long.from);
  for (let t = from; t < values.length; t++) {
    const base = long.values[t]!;
    values[t] = base === 0 ? 1 : short.values[t]! / base;
  }
  return { values, from };
}
