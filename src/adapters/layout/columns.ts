import type { ErrorDetails } from "../../model/errors.ts";
import { ConfigError } from "../../model/errors.ts";
import type { TableLayoutEntry } from "../../model/layout.ts";
import type { TableName } from "../../model/run.ts";
import { TABLES } from "../../model/run.ts";

/** Their columns as found, and how errors are raised about them. */
export interface FoundColumns {
  readonly names: readonly string[];
  /** Where a column's name stands. */
  readonly place: (index: number) => string;
  /** Where the header as a whole stands. */
  readonly header: string;
  readonly error: new (details: ErrorDetails) => Error;
}

/** Which of their columns become which of ours. */
export interface ColumnPlan {
  readonly columns: readonly string[];
  /** For each of our columns, the index of theirs, or the number that it is on every date. */
  readonly sources: readonly ({ readonly index: number } | { readonly constant: number })[];
  /** Columns of the table's format that the layout has nothing for. */
  readonly notRecorded: readonly string[];
  /** Their columns that nothing is made of. */
  readonly unread: readonly string[];
}

/** The index of a column by name; throws with the names that there are. */
export function columnNamed(found: FoundColumns, name: string, role: string): number {
  const index = found.names.indexOf(name);
  if (index >= 0) return index;
  throw new found.error({
    what: `there is no column ${JSON.stringify(name)} for the ${role}`,
    where: found.header,
    expected: `one of ${listed(found.names)}`,
    actual: JSON.stringify(name),
    hint: "name the column in the layout; `tieout layout` proposes one",
  });
}

/** Names in quotes, the first ten of them. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => JSON.stringify(name));
  return names.length > 10 ? `${shown.join(", ")}, … (${names.length})` : shown.join(", ");
}

/**
 * Plans a table's columns. `taken` are indices that are no figure: the dates. Every other column is an asset where the
 * table has one an asset; else only those are read that the format or the layout names.
 */
export function planColumns(
  table: TableName,
  entry: TableLayoutEntry,
  found: FoundColumns,
  taken: readonly number[],
): ColumnPlan {
  checkNames(found, taken, entry.ignore ?? []);
  const named = TABLES[table].columns;
  const mapped = entry.columns ?? {};
  const used = new Set<number>();
  const columns: string[] = [];
  const sources: ColumnPlan["sources"][number][] = [];
  for (const [ours, theirs] of Object.entries(mapped)) {
    if (typeof named !== "string" && !(named as readonly string[]).includes(ours))
      throw noSuchColumn(table, ours, named);
    const index = typeof theirs === "string" ? columnNamed(found, theirs, ours) : -1;
    columns.push(ours);
    sources.push(typeof theirs === "number" ? { constant: theirs } : { index });
    used.add(index);
  }
  const ignored = new Set(entry.ignore);
  const rest = found.names.flatMap((name, index) =>
    used.has(index) || taken.includes(index) || ignored.has(name) ? [] : [{ name, index }],
  );
  const isOwn = (name: string) => typeof named === "string" || (named as readonly string[]).includes(name);
  const known = new Set(columns);
  for (const { name, index } of rest.filter((each) => isOwn(each.name) && !known.has(each.name))) {
    columns.push(name);
    sources.push({ index });
  }
  const order = orderOf(columns, found, sources, named);
  const all = new Set(columns);
  return {
    columns: order.map((i) => columns[i]!),
    sources: order.map((i) => sources[i]!),
    notRecorded: typeof named === "string" ? [] : named.filter((name) => !all.has(name)),
    unread: rest.filter(({ name }) => !all.has(name)).map(({ name }) => name),
  };
}

function noSuchColumn(table: TableName, actual: string, columns: readonly string[]): ConfigError {
  return new ConfigError({
    what: "the layout maps a column that the table does not have",
    where: `layout: columns of ${table}`,
    expected: columns.join(", "),
    actual,
  });
}

/** Assets in the order of the file; named columns in the order of the format. */
function orderOf(
  columns: readonly string[],
  found: FoundColumns,
  sources: ColumnPlan["sources"],
  named: "assets" | "any" | readonly string[],
): number[] {
  const place = (i: number) => {
    if (typeof named !== "string") return named.indexOf(columns[i]!);
    const source = sources[i]!;
    return "index" in source ? source.index : found.names.length;
  };
  return columns.map((_, i) => i).sort((a, b) => place(a) - place(b));
}

/** Each column once, and each with a name but the dates and what is ignored. */
function checkNames(found: FoundColumns, taken: readonly number[], ignored: readonly string[]): void {
  const seen = new Map<string, number>();
  for (const [index, name] of found.names.entries()) {
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      throw new found.error({
        what: "two columns have the same name",
        where: found.place(index),
        expected: "each column once",
        actual: `${JSON.stringify(name)} in columns ${earlier + 1} and ${index + 1}`,
      });
    }
    seen.set(name, index);
    if (name === "" && !taken.includes(index) && !ignored.includes(name)) {
      throw new found.error({
        what: "a column has no name",
        where: found.place(index),
        expected: "a name",
        hint: 'the index that pandas writes: date: "" where it holds the dates, else ignore: [""]',
      });
    }
  }
}
