import { doubles } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";

/** corr_shock = short correlation − long correlation: how much closer together the assets move than they used to. */
export function correlationShock(short: Feature, long: Feature): Feature {
  const values = doubles(long.values.length);
  const from = Math.max(short.from, long.from);
  for (let t = from; t < values.length; t++) values[t] = short.values[t]! - long.values[t]!;
  return { values, from };
}
