import type { RegimeLayoutEntry, TableLayoutEntry } from "../../model/layout.ts";
import type { Panel } from "../../model/panel.ts";
import { panel } from "../../model/panel.ts";
import type { TableName } from "../../model/run.ts";
import type { ColumnPlan, FoundColumns } from "./columns.ts";
import { columnNamed, planColumns } from "./columns.ts";
import type { Pivot } from "./pivot.ts";

/** A table read by a layout, and what was left aside. */
export interface ReadTable {
  readonly panel: Panel;
  /** Rows of the file. */
  readonly rows: number;
  /** Columns of the table's format that the layout has nothing for: not examined. */
  readonly notRecorded: readonly string[];
  /** Columns of the file that nothing was made of. */
  readonly unread: readonly string[];
  /** Long: how many pairs of date and asset have no row. */
  readonly absentPairs: number;
}

/** An entry with the dates on which a table has a row, where they are known from another: the market's. */
export type DueEntry = TableLayoutEntry & { readonly due?: readonly string[] };

/** Where a long file has its dates, assets and numbers. */
export interface LongNames {
  readonly date: number;
  readonly asset: number;
  readonly value: number;
}

/** The three columns of a long file; throws where the layout does not name them or they are not there. */
export function longNames(entry: TableLayoutEntry, found: FoundColumns): LongNames {
  const named = (name: string | undefined, key: string) => {
    if (name !== undefined) return columnNamed(found, name, key);
    throw new found.error({
      what: `a long table does not name the column of its ${key}s`,
      where: found.header,
      expected: `${key}: the name of a column`,
      actual: "nothing",
      hint: `add ${key}: to the table's entry in the layout`,
    });
  };
  return {
    date: columnNamed(found, entry.date, "dates"),
    asset: named(entry.asset, "asset"),
    value: named(entry.value, "value"),
  };
}

/** A long table laid out, its columns named as the layout says. */
export function pivoted(
  table: TableName,
  entry: DueEntry,
  pivot: Pivot,
  rows: number,
  { names, header, error }: FoundColumns,
  used: LongNames,
): ReadTable {
  const wide = pivot.finish(entry.absent ?? "missing", entry.due ?? []);
  const { absentPairs } = pivot;
  const found = { names: wide.columns, place: () => header, header, error };
  const plan = planColumns(table, entry, found, []);
  const taken = [used.date, used.asset, used.value];
  const unread = names.filter((name, i) => !taken.includes(i) && entry.ignore?.includes(name) !== true);
  return {
    panel: laidOut(wide, plan),
    rows,
    notRecorded: plan.notRecorded,
    unread: [...unread, ...plan.unread],
    absentPairs,
  };
}

/** The columns of a plan picked out of a table; the table's own arrays where that is all of them in its order. */
function laidOut(wide: Panel, { columns, sources }: ColumnPlan): Panel {
  const width = wide.columns.length;
  const isAll = sources.length === width && sources.every((source, i) => "index" in source && source.index === i);
  if (isAll) return panel(wide.dates, columns, wide.values, wide.missing);
  const values = new Float64Array(wide.dates.length * columns.length);
  const missing = wide.missing === undefined ? undefined : new Uint8Array(values.length);
  for (let row = 0, cell = 0; row < wide.dates.length; row++) {
    for (const source of sources) {
      values[cell] = "index" in source ? wide.values[row * width + source.index]! : source.constant;
      if (missing !== undefined && "index" in source) missing[cell] = wide.missing![row * width + source.index]!;
      cell++;
    }
  }
  return panel(wide.dates, columns, values, missing);
}

/** Our label for one of theirs. */
export function labelOf({ labels }: RegimeLayoutEntry, text: string): string {
  return labels !== undefined && Object.hasOwn(labels, text) ? labels[text]! : text;
}
