import type { DeclaredInvariant } from "../model/declared-invariant.ts";
import type { Panel } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import { TABLES } from "../model/run.ts";
import { EXACT, relative } from "../numeric/tolerance.ts";
import type { RunInvariant } from "../verify/invariant.ts";
import { runInvariant } from "../verify/invariant.ts";
import type { Probe } from "../verify/probe.ts";
import type { RunView } from "../verify/run-view.ts";
import { parseExpression } from "./expression.ts";
import type { ComparisonAt, PlaceOfTables, Statements } from "./grammar.ts";

/** The invariant that a declaration stands for; it is judged and reported like any other. */
export async function declaredInvariant(declared: DeclaredInvariant, where: string): Promise<RunInvariant> {
  const statements = await parseExpression(declared.holds, `${where}.holds`);
  return runInvariant<TableName>({
    id: declared.id,
    title: declared.title,
    severity: declared.severity,
    tolerance: declared.tolerance === 0 ? EXACT : relative(declared.tolerance),
    why: declared.why,
    independentOf: "the engine: the expression is worked out from the recorded tables.",
    blindTo: "everything that the expression does not name.",
    needs: statements.tables,
    check({ run }, probe) {
      checkEveryDate(statements, run, probe);
    },
  });
}

/**
 * At every date of the table with the fewest kinds of rows: the rebalances where a table of rebalances is named, the
 * market's dates otherwise. A table that lacks the date gives NaN, which no comparison lets pass.
 */
function checkEveryDate(statements: Statements, run: RunView, probe: Probe): void {
  const { tables, byAsset } = statements;
  const lead = tables.find((name) => TABLES[name].rows === "rebalances") ?? tables[0]!;
  const place = new Place(new Map(tables.map((name) => [name, run.table(name)!])));
  const { dates } = run.table(lead)!;
  const assetTable = byAsset.find((name) => TABLES[name].columns === "assets") ?? byAsset[0];
  const assets = assetTable === undefined ? [undefined] : run.table(assetTable)!.columns;
  for (const date of dates) {
    place.date(date);
    for (const asset of assets) {
      place.asset = asset;
      for (const comparison of statements.comparisons) compare(comparison, place, probe, lead, date, asset);
    }
  }
}

function compare(
  { operator, left, right, text }: ComparisonAt,
  place: Place,
  probe: Probe,
  table: TableName,
  date: string,
  asset: string | undefined,
): void {
  const [actual, limit] = [left(place), right(place)];
  const at = { date, artifact: `${table}.csv`, ...(asset === undefined ? {} : { asset }) };
  const because = () => `${text} does not hold: ${actual} and ${limit}`;
  const excess = actual - limit;
  const scale = Math.max(Math.abs(actual), Math.abs(limit));
  const allowed = probe.tolerance.absolute + probe.tolerance.relative * scale;
  switch (operator) {
    case "==":
      probe.equal(at, actual, limit, because);
      break;
    case "<=":
      probe.holds(excess <= allowed, at, limit, shown(actual), because);
      break;
    case ">=":
      probe.holds(-excess <= allowed, at, limit, shown(actual), because);
      break;
    case "<":
      probe.holds(actual < limit, at, limit, shown(actual), because);
      break;
    case ">":
      probe.holds(actual > limit, at, limit, shown(actual), because);
      break;
  }
}

/** A number as a report can carry it. */
function shown(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** The tables at one date and asset. */
class Place implements PlaceOfTables {
  readonly #tables: ReadonlyMap<TableName, Panel>;
  readonly #rowsByDate = new Map<TableName, ReadonlyMap<string, number>>();
  readonly #rows = new Map<TableName, number>();
  asset: string | undefined;

  constructor(tables: ReadonlyMap<TableName, Panel>) {
    this.#tables = tables;
    for (const [name, { dates }] of tables) this.#rowsByDate.set(name, new Map(dates.map((date, row) => [date, row])));
  }

  date(date: string): void {
    for (const [name, rows] of this.#rowsByDate) this.#rows.set(name, rows.get(date) ?? -1);
  }

  cell(table: TableName): number {
    return this.asset === undefined ? Number.NaN : this.column(table, this.asset);
  }

  column(table: TableName, column: string): number {
    const row = this.row(table);
    const index = this.#tables.get(table)!.columns.indexOf(column);
    return row === undefined || index < 0 ? Number.NaN : row[index]!;
  }

  row(table: TableName): Float64Array | undefined {
    const row = this.#rows.get(table)!;
    const { columns, values } = this.#tables.get(table)!;
    return row < 0 ? undefined : values.subarray(row * columns.length, (row + 1) * columns.length);
  }
}
