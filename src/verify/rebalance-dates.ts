import type { Panel } from "../model/panel.ts";
import type { TableLayout, TableName } from "../model/run.ts";
import { TABLE_NAMES, TABLES } from "../model/run.ts";
import { increases, sameTexts } from "./align.ts";
import type { RunView } from "./run-view.ts";

/** A table of a run with its name. */
export interface NamedTable {
  readonly name: TableName;
  /** Its file. */
  readonly artifact: string;
  readonly layout: TableLayout;
  readonly table: Panel;
  /** One row a market date, or one a rebalance; undefined for what another run's rebalances have. */
  readonly rows: "dates" | "rebalances" | undefined;
}

/** What was loaded from another run has that run's rebalances, so it is no sibling of the others. */
const FOREIGN: TableName = "allocator_risk_v1_applied_source";

const LAYOUTS: readonly TableLayout[] = TABLE_NAMES.map((name) => TABLES[name]);
const ARTIFACTS = TABLE_NAMES.map((name) => `${name}.csv`);

/** Which kind of rows each table of TABLE_NAMES has. */
const ROWS = TABLE_NAMES.map((name) => (name === FOREIGN ? undefined : TABLES[name].rows));

/** All tables that a run has, in pipeline order. */
export function tablesOf(view: RunView): readonly NamedTable[] {
  return view.share(allTables);
}

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
  return view.lastAtOrBefore(view.table("weights_daily")?.dates ?? [], rebalanceDates(view));
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

function allTables(view: RunView): readonly NamedTable[] {
  const tables: NamedTable[] = [];
  for (let place = 0; place < TABLE_NAMES.length; place++) {
    const table = view.tableAt(place);
    if (table === undefined) continue;
    const name = TABLE_NAMES[place]!;
    tables.push({ name, artifact: ARTIFACTS[place]!, layout: LAYOUTS[place]!, table, rows: ROWS[place] });
  }
  return tables;
}

function present(view: RunView, rows: "dates" | "rebalances"): readonly NamedTable[] {
  const all = tablesOf(view);
  const tables: NamedTable[] = [];
  for (let i = 0; i < all.length; i++) if (all[i]!.rows === rows) tables.push(all[i]!);
  return tables;
}

function unionOfRebalances(view: RunView): readonly string[] {
  const tables = tablesBy(view, "rebalances");
  const first = tables[0]?.table.dates ?? [];
  let same = true;
  for (let i = 1; same && i < tables.length; i++) same = sameTexts(tables[i]!.table.dates, first);
  if (same && (view.dates.rising(first) !== undefined || increases(first))) return first;
  const union = new Set<string>();
  for (const { table } of tables) for (const date of table.dates) union.add(date);
  return [...union].sort();
}
