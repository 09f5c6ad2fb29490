import type { Panel } from "../../model/panel.ts";
import { isMissing } from "../../model/panel.ts";
import type { TableName } from "../../model/run.ts";
import { REGIME_TABLE, TABLE_NAMES, TABLES } from "../../model/run.ts";
import type { Figure, Violation } from "../../model/verdict.ts";
import { figure } from "../../model/verdict.ts";
import type { Row } from "../../report/worked-grid.ts";
import type { RunView } from "../../verify/run-view.ts";
import { digitsApart, figureText, short } from "./numbers.ts";
import { stageOfTable, tableOfArtifact } from "./stage.ts";

/** Which tables of a run are shown, by what dates and assets. */
export interface Shown {
  readonly tables: readonly TableName[];
  readonly dates: readonly string[];
  readonly assets: readonly string[];
  readonly violation: Violation;
  /** Of two runs: then a row of zeros says something too. */
  readonly isPair?: boolean;
}

/** The rows that one run recorded, the failing figure in brackets and the expected one under it. */
export function recordedRows(run: RunView, shown: Shown): Row[] {
  return shown.tables.flatMap((name) => tableRows(run, name, shown));
}

/** The row of regimes, where a run has them; the failing one in brackets. */
export function regimeRow(run: RunView, { dates, violation }: Pick<Shown, "dates" | "violation">): Row[] {
  const { regimes } = run;
  if (regimes === undefined) return [];
  const labels = new Map(regimes.dates.map((date, t) => [date, regimes.labels[t] ?? "missing"]));
  const isFailing = (date: string) =>
    isOfRegimes(violation) && date === violation.date && labels.get(date) === violation.actual;
  const cells = dates.map((date) => (isFailing(date) ? `[${labels.get(date)}]` : (labels.get(date) ?? "")));
  return [{ stage: "scalar", label: "regime", cells }];
}

/** Whether the failing figure is a regime. */
export function isOfRegimes({ artifact }: Violation): boolean {
  return artifact === `${REGIME_TABLE}.csv`;
}

/** Tables that are shown of a pair where the runs differ in more of them: where it begins, and where it was noticed. */
const FIRST_SHOWN = 2;

/** Where two runs differ: the first tables that do, and the failing one. */
export function differingTables(first: RunView, second: RunView, violation: Violation): readonly TableName[] {
  const failing = tableOfArtifact(violation.artifact);
  const end = failing === undefined ? TABLE_NAMES.length : TABLE_NAMES.indexOf(failing);
  const before = TABLE_NAMES.slice(1, end).filter((name) => !isSame(first.table(name), second.table(name)));
  const shown = before.slice(0, FIRST_SHOWN);
  return failing === undefined ? shown : [...shown, failing];
}

/** The rows of both runs, one under the other; those in which they agree are left out, but for the failing one. */
export function differingRows(first: readonly Row[], second: readonly Row[], who: string): Row[] {
  const key = ({ label, cells }: Row) => `${label}\n${cells.join("\n").replace(/[[\]]/g, "")}`;
  const [inFirst, inSecond] = [new Set(first.map(key)), new Set(second.map(key))];
  const isNothing = ({ cells }: Row) => cells.every((cell) => cell === "" || cell === "0");
  const labels = new Set(first.map(({ label }) => label));
  const named = second
    .filter((row) => !inFirst.has(key(row)) && (labels.has(row.label) || !isNothing(row)))
    .map((row) => ({ ...row, label: row.label.startsWith(" ") ? row.label : `${who}: ${row.label}` }));
  return [...first.filter((row) => !inSecond.has(key(row))), ...named];
}

function isSame(a: Panel | undefined, b: Panel | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.dates.join() === b.dates.join() && a.columns.join() === b.columns.join() && a.values.join() === b.values.join()
  );
}

function tableRows(run: RunView, name: TableName, shown: Shown): Row[] {
  const table = run.table(name);
  if (table === undefined || name === "returns") return [];
  const stage = stageOfTable(name);
  const place =
    tableOfArtifact(shown.violation.artifact) === name ? failingCell(table, name, shown.violation) : undefined;
  const rows: Row[] = [];
  for (const column of columnsShown(table, name, shown, place?.column)) {
    const label = labelOf(name, column);
    const values = new Map(table.dates.map((date, row) => [date, cellText(table, row, column)]));
    const failing = place !== undefined && place.column === column ? place : undefined;
    const cells = shown.dates.map((date) => values.get(date) ?? "");
    if (failing === undefined && shown.isPair !== true && isSilent(name, cells)) continue;
    rows.push(...withExpected({ stage, label, cells }, failing, shown));
  }
  if (place !== undefined && place.column === undefined) {
    const cells = shown.dates.map((date) => grossText(table, date));
    rows.push(...withExpected({ stage, label: `Σ|${name}|`, cells }, place, shown));
  }
  return rows;
}

/** Nothing traded, earned or paid need not be read; a weight of 0 is one. */
function isSilent(name: TableName, cells: readonly string[]): boolean {
  if (name === "allocator_state_v1") return cells.every((cell) => cell === "" || cell === "missing");
  return (
    TABLES[name].columns !== "assets" &&
    cells.every((cell) => cell === "" || cell === "0") &&
    name !== "leverage_series"
  );
}

/** Without a column it is the sum of the row's magnitudes. */
interface FailingCell {
  readonly date: string;
  readonly column?: string;
}

/** Where in a table the failing figure stands: by asset, by being the figure of the row, or as the sum of the row. */
function failingCell(table: Panel, name: TableName, violation: Violation): FailingCell | undefined {
  const { date, asset, actual, message } = violation;
  if (date === null) return undefined;
  const row = table.dates.lastIndexOf(date);
  if (row < 0) return undefined;
  if (asset !== null) {
    const column = table.columns.indexOf(asset);
    return column >= 0 && isFigure(figureOf(table, row, column), actual) ? { date, column: asset } : undefined;
  }
  if (TABLES[name].columns === "assets") return message.includes(`Σ|${name}|`) ? { date } : undefined;
  const place = (column: string) => message.search(new RegExp(`\\b${column.replaceAll("_", "[_ ]")}\\b`));
  const named = table.columns.filter((column) => place(column) >= 0).sort((one, other) => place(one) - place(other));
  const same = table.columns.filter((_, i) => isFigure(figureOf(table, row, i), actual));
  const column =
    named.find((each) => same.includes(each)) ?? (named.length === 0 && same.length === 1 ? same[0] : undefined);
  return column === undefined ? undefined : { date, column };
}

/** A row with the failing figure in brackets, and the expected one in a row below. */
function withExpected(row: Row, failing: FailingCell | undefined, { dates, violation }: Shown): Row[] {
  if (failing === undefined) return [row];
  const at = dates.indexOf(failing.date);
  const { expected, actual } = violation;
  const digits = digitsApart(expected, actual);
  const is = typeof actual === "number" ? figureText(actual, digits) : row.cells[at] || "missing";
  const bracketed = row.cells.map((cell, t) => (t === at ? `[${is}]` : cell));
  const wanted = dates.map((_, t) => (t === at && expected !== null ? figureText(expected, digits) : ""));
  const below = typeof expected === "number" ? [{ stage: row.stage, label: "  expected", cells: wanted }] : [];
  return [{ ...row, cells: bracketed }, ...below];
}

function columnsShown(
  table: Panel,
  name: TableName,
  { assets }: Shown,
  failing: string | undefined,
): readonly string[] {
  if (name === "allocator_state_v1" && failing !== undefined) return [failing];
  const shown = table.columns.filter((column) => assets.includes(column) || column === failing);
  const byAsset = table.columns.some((column) => assets.includes(column));
  return byAsset ? shown : table.columns;
}

/** Assets stand under many tables' names, the columns that a table alone has under one. */
function labelOf(name: TableName, column: string): string {
  if (name.startsWith("allocator_risk_v1_applied_"))
    return `${column}, ${name.slice("allocator_risk_v1_applied_".length)}`;
  const { columns } = TABLES[name];
  if (columns === "assets" || columns === "any")
    return `${name.replace("sleeve_weights_post", "weights_post")} ${column}`;
  return column;
}

function cellText(table: Panel, row: number, column: string): string {
  const index = row * table.columns.length + table.columns.indexOf(column);
  return isMissing(table, index) ? "missing" : short(table.values[index]!);
}

function figureOf(table: Panel, row: number, column: number): Figure {
  const index = row * table.columns.length + column;
  return isMissing(table, index) ? null : figure(table.values[index]!);
}

/** Whether a cell holds a figure; a limit on weights is compared with their size. */
function isFigure(cell: Figure, figure: Figure): boolean {
  return cell === figure || (typeof cell === "number" && typeof figure === "number" && Math.abs(cell) === figure);
}

function grossText(table: Panel, date: string): string {
  const row = table.dates.indexOf(date);
  return row < 0 ? "" : short(grossOf(table, row));
}

function grossOf({ columns, values }: Panel, row: number): number {
  return values
    .subarray(row * columns.length, (row + 1) * columns.length)
    .reduce((sum, each) => sum + Math.abs(each), 0);
}
