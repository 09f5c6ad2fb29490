import type { Panel } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import { TABLE_NAMES, TABLES } from "../model/run.ts";
import { increases, lastAtOrBefore, sameTexts } from "./align.ts";
import type { RunView } from "./run-view.ts";

/** A table of a run with its name. */
export interface NamedTable {
  readonly name: TableName;
  readonly table: Panel;
}

/** What was loaded from another run has that run's rebalances, so it is no sibling of the others. */
const FOREIGN: TableName = "allocator_risk_v1_applied_source";

const NAMES = {
  dates: TABLE_NAMES.filter((name) => TABLES[name].rows === "dates"),
  rebalances: TABLE_NAMES.filter((name) => TABLES[name].rows === "rebalances" && name !== FOREIGN),
} as const;

/** The tables of one kind of rows that a run has, in pipeline order. */
export function tablesBy(view: RunView, rows: "dates" | "rebalances"): readonly NamedTable[] {
  return view.share(rows === "dates" ? dateTables : rebalanceTables);
}

/** Every date that at least one rebalance table has, increasing: one lost row does not lose the rebalance. */
export function rebalanceDates(view: RunView): readonly string[] {
  return view.share(unionOfRebalances);
}

/** For each row of weights_daily, which of {@link rebalanceDates} is the last at or before it; −1 before the first. */
export function holdingPeriods(view: RunView): Int32Array {
  return view.share(periodsHeld);
}

function periodsHeld(view: RunView): Int32Array {
  return lastAtOrBefore(view.table("weights_daily")?.dates ?? [], rebalanceDates(view));
}

/** The dates of the market: those of the first table that has one row a date; undefined when there is no such table. */
export function marketDates(view: RunView): readonly string[] | undefined {
  return tablesBy(view, "dates")[0]?.table.dates;
}

function dateTables(view: RunView): readonly NamedTable[] {
  return present(view, "dates");
}

function rebalanceTables(view: RunView): readonly NamedTable[] {
  return present(view, "rebalances");
}

function present(view: RunView, rows: "dates" | "rebalances"): NamedTable[] {
  const tables: NamedTable[] = [];
  for (const name of NAMES[rows]) {
    const table = view.table(name);
    if (table !== undefined) tables.push({ name, table });
  }
  return tables;
}

function unionOfRebalances(view: RunView): readonly string[] {
  const tables = tablesBy(view, "rebalances");
  const first = tables[0]?.table.dates ?? [];
  if (tables.every(({ table }) => sameTexts(table.dates, first)) && increases(first)) return first;
  const union = new Set<string>();
  for (const { table } of tables) for (const date of table.dates) union.add(date);
  return [...union].sort();
}
