import type { Panel } from "../model/panel.ts";
import { isMissing } from "../model/panel.ts";
import type { Metrics, TableName } from "../model/run.ts";
import { allFinite } from "../numeric/all-finite.ts";
import type { Probe } from "./probe.ts";
import type { NamedTable } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";
import { stateWarmup } from "./state-warmup.ts";

const NOT_FINITE = /^[+-]?(?:nan|inf(?:inity)?)$/i;

/** Reports every cell that is NaN or infinite, and every empty cell where a number is due. */
export function checkFinite(view: RunView, { name, artifact, table, layout }: NamedTable, probe: Probe): void {
  const { values, columns, dates } = table;
  probe.examined += values.length;
  const warmUp = name === "allocator_state_v1" ? stateWarmup(view).rows : undefined;
  if (warmUp === undefined ? allFinite(values) : finiteAfter(warmUp, values, columns.length)) return;
  const width = columns.length;
  for (let cell = 0, row = 0, column = 0; cell < values.length; cell++, column++) {
    if (column === width) {
      column = 0;
      row++;
    }
    const value = values[cell]!;
    if (value - value === 0) continue;
    if (warmUp !== undefined && row < warmUp[column]!) continue; // nothing is known yet
    const missing = isMissing(table, cell);
    if (missing && mayBeMissing(view, name, table, row, column)) continue;
    const date = dates[row]!;
    const named = columns[column]!;
    const place = layout.columns === "assets" ? { artifact, date, asset: named } : { artifact, date };
    const actual = missing ? "an empty cell" : String(value);
    probe.violate(place, "a finite number", actual, null, null, `${named} of ${artifact} is ${actual} on ${date}`);
  }
}

/** Whether each column is finite from the row on that ends its warm-up. */
function finiteAfter(warmUp: Int32Array, values: Float64Array, width: number): boolean {
  let differences = 0;
  for (let column = 0; column < width; column++) {
    for (let cell = warmUp[column]! * width + column; cell < values.length; cell += width) {
      differences += values[cell]! - values[cell]!;
    }
  }
  return differences === 0;
}

/** A figure may be `null` where it is undefined; NaN and the infinities are no figures, written as text neither. */
export function checkFiniteMetrics(metrics: Metrics, probe: Probe): void {
  for (const name of Object.keys(metrics)) {
    const value = metrics[name]!;
    probe.examined++;
    if (typeof value === "number" ? Number.isFinite(value) : value === null || !NOT_FINITE.test(value)) continue;
    const message = `${name} of metrics.json is ${value}; a figure that does not exist is null`;
    probe.violate({ artifact: "metrics.json" }, "a finite number", String(value), null, null, message);
  }
}

/** The cells that CONTRACT.md and ENGINE.md leave empty. */
function mayBeMissing(view: RunView, name: TableName, table: Panel, row: number, column: number): boolean {
  switch (name) {
    case "leverage_series": // a policy that does not look at volatility has none to record
      return table.columns[column] === "vol" && view.config?.exposure.kind !== "vol-target";
    case "portfolio_returns": // ln 0 on a bar of ruin
      return table.columns[column] === "log_return" && isRuin(table, row);
    case "allocator_scalars_at_rebalances": // nothing was loaded for this rebalance
      return table.columns[column] === "source";
    default:
      return false;
  }
}

function isRuin({ columns, values }: Panel, row: number): boolean {
  return values[row * columns.length + columns.indexOf("simple_return")] === -1;
}
