import type { TableLayoutEntry } from "../../model/layout.ts";
import type { Panel } from "../../model/panel.ts";
import { panel } from "../../model/panel.ts";
import type { ReadTable } from "./read-table.ts";

/** A table with its numbers in our units: scaled, and returns as log returns with a first row of zeros. */
export function asRecorded({ panel: table, notRecorded }: ReadTable, { scale, holds }: TableLayoutEntry): Panel {
  const { values, columns } = table;
  if (scale !== undefined) for (let cell = 0; cell < values.length; cell++) values[cell] = values[cell]! * scale;
  const width = columns.length;
  if (holds === "prices") toLogReturns(values, width);
  if (holds === "simple-returns")
    for (let cell = 0; cell < values.length; cell++) values[cell] = Math.log1p(values[cell]!);
  const converted = holds === undefined ? table : withFirstRow(table, holds === "prices");
  return notRecorded.length === 0 ? converted : { ...converted, notRecorded };
}

/** Prices in place: ln(price / the price before); the first row is NaN. */
function toLogReturns(prices: Float64Array, width: number): void {
  for (let cell = prices.length - 1; cell >= width; cell--) {
    prices[cell] = Math.log(prices[cell]! / prices[cell - width]!);
  }
  prices.fill(Number.NaN, 0, Math.min(width, prices.length));
}

/** Returns whose first row is empty, as a difference leaves it, have zeros there: the first bar has no return. */
function withFirstRow(table: Panel, isDifference: boolean): Panel {
  const { dates, columns, values, missing } = table;
  const width = columns.length;
  if (dates.length === 0) return table;
  const mask = missing === undefined ? undefined : Uint8Array.from(missing);
  if (isDifference && mask !== undefined) {
    // A return lacks where either price does.
    for (let cell = mask.length - 1; cell >= width; cell--) mask[cell] = mask[cell]! | missing![cell - width]!;
  }
  const first = values.subarray(0, width);
  if (isDifference || first.every((value) => Number.isNaN(value))) {
    first.fill(0);
    mask?.fill(0, 0, width);
  }
  return panel(dates, columns, values, mask?.includes(1) === true ? mask : undefined);
}
