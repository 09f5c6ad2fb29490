import { bytes, doubles } from "../../numeric/arrays.ts";
import type { Assessed } from "../stages.ts";
import type { Feature } from "./feature.ts";

/** The column that is 1 on a bar with a missing feature. */
export const WARMUP = "warmup";

/** The features side by side, T × (features + warmup); a cell before its feature's first row is missing. */
export function stateTable(features: Readonly<Record<string, Feature>>, bars: number): ReturnType<Assessed["state"]> {
  const columns = [...Object.keys(features), WARMUP];
  const width = columns.length;
  const values = doubles(bars * width);
  const missing = bytes(bars * width);
  for (let i = 0; i < width - 1; i++) {
    const feature = features[columns[i]!]!;
    const from = Math.min(feature.from, bars);
    for (let t = 0; t < from; t++) {
      values[t * width + i] = Number.NaN;
      missing[t * width + i] = 1;
      values[t * width + width - 1] = 1;
    }
    for (let t = from; t < bars; t++) values[t * width + i] = feature.values[t]!;
  }
  return { columns, values, missing };
}
