import type { Panel } from "../model/panel.ts";
import { isMissing } from "../model/panel.ts";
import type { Metrics, TableName } from "../model/run.ts";
import { TABLES } from "../model/run.ts";
import { allFinite } from "../numeric/all-finite.ts";
import { integers } from "../numeric/arrays.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

const NOT_FINITE = /^[+-]?(?:nan|inf(?:inity)?)$/i;

/** Reports every cell that is NaN or infinite, and every empty cell where a number is due. */
export function checkFinite(view: RunView, name: TableName, table: Panel, probe: Probe): void {
  const { values, columns, dates } = table;
  probe.examined += values.length;
  if (allFinite(values)) return;
  const warmUp = name === "allocator_state_v1" ? view.share(warmUps) : undefined;
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
    const artifact = `${name}.csv`;
    const place = TABLES[name].columns === "assets" ? { artifact, date, asset: named } : { artifact, date };
    const actual = missing ? "an empty cell" : String(value);
    probe.violate(place, "a finite number", actual, null, null, `${named} of ${artifact} is ${actual} on ${date}`);
  }
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

/** How many rows each column of the state table, which the run has, is empty from the first row on: its warm-up. */
function warmUps(view: RunView): Int32Array {
  const table = view.table("allocator_state_v1")!;
  const width = table.columns.length;
  const rows = integers(width);
  for (let column = 0; column < width; column++) {
    while (isMissing(table, rows[column]! * width + column)) rows[column]!++;
  }
  return rows;
}
