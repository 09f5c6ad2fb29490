import type { Panel } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import { rebalanceDates } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";

/** A table of scalars, and which of its rows must hold the declared default because nothing else is known. */
export interface DefaultedTable {
  readonly name: TableName;
  readonly table: Panel;
  isDefault(row: number): boolean;
}

/** The tables of a run in which the default scalar can stand, found once a run; needs the config. */
export function defaultScalars(view: RunView): readonly DefaultedTable[] {
  return view.share(defaultedTables);
}

function defaultedTables(view: RunView): readonly DefaultedTable[] {
  const allocator = view.config?.allocator;
  if (allocator === undefined) return [];
  const tables: DefaultedTable[] = [];
  const isUnknown = unknownDates(view);
  for (const name of ["allocator_risk_v1_applied", "allocator_sleeve_risk_v1_applied"] as const) {
    const table = view.table(name);
    if (table !== undefined) tables.push({ name, table, isDefault: (row) => isUnknown(table.dates[row]!) });
  }
  const computed = view.table("allocator_risk_v1");
  if (computed !== undefined && allocator.mode === "compute" && allocator.scalars !== undefined) {
    const { scalars } = allocator;
    const rows = view.align(computed.dates, rebalanceDates(view));
    // Past the end of the list given; a scalar computed there is applied one rebalance later.
    tables.push({ name: "allocator_risk_v1", table: computed, isDefault: (row) => rows[row]! >= scalars.length });
  }
  return tables;
}

/** Modes off and compute know no scalar before the first rebalance; mode precomputed knows the dates of its source. */
function unknownDates(view: RunView): (date: string) => boolean {
  const allocator = view.config!.allocator;
  if (allocator.mode === "precomputed") {
    const known = new Set<string>();
    for (const { date } of allocator.applied) known.add(date);
    return (date) => !known.has(date);
  }
  const first = rebalanceDates(view)[0];
  return (date) => date === first;
}
