import type { LabelSeries, Panel } from "../../model/panel.ts";
import { isMissing } from "../../model/panel.ts";
import type { Figure } from "../../model/verdict.ts";
import { figure } from "../../model/verdict.ts";
import type { Part } from "../pipeline.ts";
import type { ToleranceOf } from "./headroom.ts";
import { ColumnScale } from "./headroom.ts";
import type { Matching } from "./keys.ts";
import { matchKeys } from "./keys.ts";
import type { PartDiff } from "./part-diff.ts";
import { PartChanges, spanOf } from "./part-diff.ts";

/** Compares two tables by date × column; columns and rows of one side only, and another order, are told by name. */
export function compareTables(part: Part, golden: Panel, actual: Panel, toleranceOf: ToleranceOf): PartDiff {
  const found = new PartChanges(part);
  const columns = matchKeys(golden.columns, actual.columns);
  const rows = matchKeys(golden.dates, actual.dates);
  tellColumns(found, golden, actual, columns);
  tellRows(found, golden.dates, actual.dates, rows);
  const scales = golden.columns.map((column) => new ColumnScale(column, toleranceOf(part.name, column)));
  let [compared, rounded] = [0, 0];
  for (let row = 0; row < golden.dates.length; row++) {
    const other = rows.matched[row]!;
    if (other < 0) continue;
    for (let column = 0; column < golden.columns.length; column++) {
      const otherColumn = columns.matched[column]!;
      if (otherColumn < 0) continue;
      compared++;
      const at = row * golden.columns.length + column;
      const otherAt = other * actual.columns.length + otherColumn;
      const alike = isMissing(golden, at) === isMissing(actual, otherAt);
      if (alike && Object.is(golden.values[at]!, actual.values[otherAt]!)) {
        scales[column]!.compared++;
        continue;
      }
      rounded++;
      const date = golden.dates[row]!;
      if (scales[column]!.agree(golden.values[at]!, actual.values[otherAt]!, date) && alike) continue;
      tellCell(found, { date, asset: golden.columns[column]! }, [golden, at], [actual, otherAt], scales[column]!);
    }
  }
  const headroom = scales.map((scale) => scale.headroom()).filter((each) => each.compared > 0);
  return { part, changes: found.changes, compared, rounded, headroom };
}

type Cell = readonly [table: Panel, index: number];

function tellCell(
  found: PartChanges,
  place: { readonly date: string; readonly asset: string },
  [golden, at]: Cell,
  [actual, otherAt]: Cell,
  scale: ColumnScale,
): void {
  const [was, is] = [golden.values[at]!, actual.values[otherAt]!];
  const message = `${place.asset} of ${found.part.name} on ${place.date} is no longer what was accepted`;
  const numbers = Number.isFinite(was) && Number.isFinite(is);
  const residual = numbers ? { residual: figure(is - was), allowed: figure(scale.allowed(was, is)) } : {};
  found.changed({ ...place, ...residual, message }, cellOf(golden, at), cellOf(actual, otherAt));
}

/** A cell as a report writes it: `null` is a missing one, and −0 keeps its sign. */
function cellOf(table: Panel, index: number): Figure {
  if (isMissing(table, index)) return null;
  return figure(table.values[index]!);
}

function tellColumns(found: PartChanges, golden: Panel, actual: Panel, columns: Matching): void {
  const { name } = found.part;
  for (const place of columns.removed) {
    const asset = golden.columns[place]!;
    const message = `the column ${asset} of ${name} has vanished`;
    found.present("removed", "column", { ...spanOf(golden.dates), asset, message });
  }
  for (const place of columns.added) {
    const asset = actual.columns[place]!;
    found.present("added", "column", {
      ...spanOf(actual.dates),
      asset,
      message: `the column ${asset} of ${name} is new`,
    });
  }
  if (columns.moved === undefined) return;
  const asset = golden.columns[columns.moved.golden]!;
  found.moved("column", { ...spanOf(golden.dates), asset }, "column", asset, actual.columns[columns.moved.actual]!);
}

function tellRows(found: PartChanges, golden: readonly string[], actual: readonly string[], rows: Matching): void {
  found.rows("removed", golden, rows.removed, actual.length === 0);
  found.rows("added", actual, rows.added, golden.length === 0);
  if (rows.moved === undefined) return;
  const date = golden[rows.moved.golden]!;
  found.moved("row", { date }, "row", date, actual[rows.moved.actual]!);
}

/** The same for the table of one label a date. */
export function compareLabels(part: Part, golden: LabelSeries, actual: LabelSeries): PartDiff {
  const found = new PartChanges(part);
  const rows = matchKeys(golden.dates, actual.dates);
  tellRows(found, golden.dates, actual.dates, rows);
  let [compared, rounded] = [0, 0];
  for (let row = 0; row < golden.dates.length; row++) {
    const other = rows.matched[row]!;
    if (other < 0) continue;
    compared++;
    const [was, is] = [golden.labels[row] ?? null, actual.labels[other] ?? null];
    if (was === is) continue;
    rounded++;
    const date = golden.dates[row]!;
    found.changed({ date, asset: golden.column, message: `the ${golden.column} of ${date} is another one` }, was, is);
  }
  return { part, changes: found.changes, compared, rounded, headroom: [] };
}

/** A table that only one of the runs has. */
export function tableOfOne(part: Part, dates: readonly string[], kind: "added" | "removed"): PartDiff {
  const found = new PartChanges(part);
  const message = `the table ${part.name} ${kind === "removed" ? "has vanished" : "is new: the golden run has none"}`;
  found.present(kind, "table", { ...spanOf(dates), message });
  return { part, changes: found.changes, compared: 0, rounded: 0, headroom: [] };
}
