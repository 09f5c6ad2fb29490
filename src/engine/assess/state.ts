import { bytes, doubles } from "../../numeric/arrays.ts";
import type { Assessed } from "../stages.ts";
import type { Feature } from "./feature.ts";
import type { CoreFeatures } from "./features.ts";

/** The column that is 1 on a bar with a missing feature. */
export const WARMUP = "warmup";

/** Features by the name of their column. */
type Named = Readonly<Record<string, Feature>>;

/** The features side by side, T × (features + warmup); a cell before its feature's first row is missing. */
export function stateTable(core: CoreFeatures, ofSleeves: Named, bars: number): ReturnType<Assessed["state"]> {
  const columns = Object.keys(core);
  const features: Feature[] = Object.values(core);
  for (const name of Object.keys(ofSleeves)) {
    columns.push(name);
    features.push(ofSleeves[name]!);
  }
  columns.push(WARMUP);
  const width = columns.length;
  const values = doubles(bars * width);
  const missing = bytes(bars * width);
  let warm = 0; // the rows on which some feature is missing
  for (let i = 0; i < width - 1; i++) {
    const feature = features[i]!;
    const from = Math.min(feature.from, bars);
    let cell = i;
    for (let t = 0; t < from; t++, cell += width) {
      values[cell] = Number.NaN;
      missing[cell] = 1;
    }
    for (let t = from; t < bars; t++, cell += width) values[cell] = feature.values[t]!;
    if (from > warm) warm = from;
  }
  for (let t = 0, cell = width - 1; t < warm; t++, cell += width) values[cell] = 1;
  return { columns, values, missing };
}
