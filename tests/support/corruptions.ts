import type { Panel } from "../../src/model/panel.ts";
import type { Run, TableName } from "../../src/model/run.ts";
import { TABLE_NAMES } from "../../src/model/run.ts";
import { changed, withBlank, withCell, withoutColumns, withoutRows } from "./run-of.ts";

/** Ways in which a recorded table is wrong or absent, by name; each is done to one table at a time. */
const WAYS: Readonly<Record<string, (table: Panel) => Panel | undefined>> = {
  absent: () => undefined,
  "without its first row": (table) => withoutRows(table, table.dates[0]!),
  "without a row in the middle": (table) => withoutRows(table, table.dates[middle(table)]!),
  "without its last row": (table) => withoutRows(table, table.dates.at(-1)!),
  "without its first column": (table) => withoutColumns(table, table.columns[0]!),
  "with a blank": (table) => withBlank(table, table.dates[middle(table)]!, table.columns.at(-1)!),
  "with a cell that is not a number": (table) => withCell(table, table.dates[0]!, table.columns[0]!, Number.NaN),
  "with a cell that is larger": (table) => scaled(table, middle(table), 1.001),
  "with a sign turned": (table) => scaled(table, table.dates.length - 1, -1),
};

/** The run once for each way that a table can be wrong in, by table. */
export function corrupted(run: Run): Readonly<Record<string, readonly Run[]>> {
  const runs: Record<string, readonly Run[]> = {};
  for (const name of TABLE_NAMES) {
    const table = run.table(name);
    if (table === undefined || table.dates.length === 0 || table.columns.length === 0) continue;
    runs[name] = Object.values(WAYS).map((of) => withTable(run, name, of(table)));
  }
  return { ...runs, log: [changed(run, { log: undefined as never }), changed(run, { log: [] })] };
}

/** The run with one table replaced, or taken away. */
export function withTable(run: Run, name: TableName, table: Panel | undefined): Run {
  return changed(run, { tables: { [name]: table } });
}

function middle(table: Panel): number {
  return Math.floor(table.dates.length / 2);
}

function scaled(table: Panel, row: number, factor: number): Panel {
  const column = table.columns.findIndex((_, i) => (table.values[row * table.columns.length + i] ?? 0) !== 0);
  const i = Math.max(column, 0);
  return withCell(table, table.dates[row]!, table.columns[i]!, factor * table.values[row * table.columns.length + i]!);
}
