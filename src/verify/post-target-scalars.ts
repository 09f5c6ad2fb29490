import type { Panel } from "../model/panel.ts";
import { bytes, doubles } from "../numeric/arrays.ts";
import { Column } from "./column.ts";
import type { Overlay } from "./overlay.ts";
import type { RunView } from "./run-view.ts";

/** The one scalar that a book may carry after risk targeting, one a row of weights_scaled. */
export interface PostTargetScalars {
  readonly values: Float64Array;
  /** 1 where nothing states the scalar, so that it was taken from the largest weight. */
  readonly inferred: Uint8Array;
}

/**
 * What is stated counts: mode off is 1, otherwise the applied scalar of the date. Where the config is not recorded, an
 * applied scalar may be recorded and yet unused (mode off), so it is the one of 1 and it that is nearer to what the
 * book shows. Where nothing is stated, the book itself shows it: the ratio of its largest weight.
 */
export function postTargetScalars(view: RunView, scaled: Panel, post: Panel, { rows, columns }: Overlay) {
  const values = doubles(rows.length).fill(1);
  const inferred = bytes(rows.length);
  const mode = view.config?.allocator.mode;
  if (mode === "off") return { values, inferred };
  const applied = view.table("allocator_risk_v1_applied");
  const stated = applied && new Column(applied, "risk_scalar_applied");
  const statedRows = applied && view.align(scaled.dates, applied.dates);
  for (let k = 0; k < rows.length; k++) {
    const at = statedRows?.[k] ?? -1;
    const scalar = at < 0 ? undefined : stated!.at(at);
    if (mode !== undefined && scalar !== undefined) {
      values[k] = scalar;
      continue;
    }
    const shown = rows[k]! < 0 ? 1 : shownScalar(scaled, post, k, rows[k]!, columns);
    if (scalar === undefined) {
      values[k] = shown;
      inferred[k] = 1;
    } else {
      values[k] = Math.abs(shown - 1) < Math.abs(shown - scalar) ? 1 : scalar;
    }
  }
  return { values, inferred };
}

/** The ratio of scaled to post weight at the largest post weight of the assets that both have; 1 for a book of zeros. */
function shownScalar(scaled: Panel, post: Panel, row: number, postRow: number, columns: Int32Array): number {
  let largest = 0;
  let ratio = 1;
  for (let i = 0; i < columns.length; i++) {
    if (columns[i]! < 0) continue;
    const weight = post.values[postRow * post.columns.length + columns[i]!]!;
    if (!(Math.abs(weight) > largest)) continue;
    largest = Math.abs(weight);
    ratio = scaled.values[row * columns.length + i]! / weight;
  }
  return ratio;
}
