import type { Panel } from "../model/panel.ts";
import { isMissing } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import { TABLES } from "../model/run.ts";
import { cellAt, sameTexts } from "./align.ts";
import type { RunPair } from "./invariant.ts";
import type { Probe } from "./probe.ts";

/** How a table of the second run follows from the same table of the first. */
export interface Expected {
  /** Why; ends the message of every violation. */
  readonly because: string;
  /** The second run's name for a column of the first; the same name where absent. */
  readonly columnOf?: (column: string) => string;
  /** What a cell of the first run is multiplied by; 1 where absent. */
  readonly factor?: (row: number, column: number) => number;
  /** Only these rows of the first run's table; all where absent. */
  readonly rows?: (row: number) => boolean;
  /** Only rows dated before this; all where absent. */
  readonly before?: string | undefined;
  /** Only these columns; all where absent. */
  readonly only?: readonly string[] | undefined;
  /** Tables and named columns that only one of the two runs has are left out, as of an engine that keeps no state. */
  readonly common?: boolean;
  /** Which columns the second run has and the first has not; none where absent. */
  readonly added?: (column: string) => boolean;
}

/**
 * Compares a table of the second run with what follows from that of the first, by date and column and within the
 * probe's tolerance. A cell that is missing in the one must be missing in the other. What neither run has is not
 * compared; a table, row or column that only one of them has is one violation.
 */
export function compareRelated(probe: Probe, name: TableName, { source, followUp }: RunPair, expected: Expected): void {
  const first = source.table(name);
  const second = followUp.table(name);
  if (first === undefined && second === undefined) return;
  if (expected.common === true && (first === undefined || second === undefined)) return;
  if (!comparable(probe, name, first, second, expected)) return;
  const rows = rowsBefore(first!, expected.before);
  const columns = columnsIn(second!, first!, expected);
  const width = columns.length;
  const assets = TABLES[name].columns === "assets" ? first!.columns : undefined;
  const cells = probe.cells(name, first!.dates, assets, (_, i) =>
    assets ? expected.because : `${first!.columns[i]}: ${expected.because}`,
  );
  for (let t = 0; t < rows; t++) {
    if (expected.rows?.(t) === false) continue;
    for (let i = 0; i < width; i++) {
      if (columns[i]! < 0) continue;
      const cell = t * width + i;
      const other = t * second!.columns.length + columns[i]!;
      const factor = expected.factor?.(t, i) ?? 1;
      const absent = isMissing(first!, cell);
      if (absent || isMissing(second!, other)) {
        const word = absent ? "an empty cell" : "a number";
        cells.holds(absent === isMissing(second!, other), t, i, second!.values[other]!, word);
      } else cells.equal(t, i, second!.values[other]!, first!.values[cell]! * factor);
    }
  }
}

/** Whether the same weights of a row are 0 in two tables of one shape; a row of −1 has none. */
export function haveSameTerms(first: Panel, second: Panel | undefined, row: number): boolean {
  if (second === undefined) return true; // there are no terms to tell apart
  for (let i = 0; i < first.columns.length; i++) {
    if ((cellAt(first, row, i) === 0) !== (cellAt(second, row, i) === 0)) return false;
  }
  return true;
}

/** Where each column of the first table is in the second; −1 where it is not compared. */
function columnsIn(second: Panel, first: Panel, { columnOf, only }: Expected): number[] {
  return first.columns.map((column) => {
    return only?.includes(column) === false ? -1 : second.columns.indexOf(columnOf?.(column) ?? column);
  });
}

/** Whether the tables have the same rows and columns; the first difference is a violation. */
function comparable(
  probe: Probe,
  name: TableName,
  first: Panel | undefined,
  second: Panel | undefined,
  expected: Expected,
): boolean {
  const place = { artifact: `${name}.csv` };
  const { because, columnOf, before, added } = expected;
  if (first === undefined || second === undefined) {
    const message = () => `${name}.csv is there in the ${first ? "first" : "second"} of the two runs only`;
    return probe.holds(false, place, first ? "a table" : "absent", second ? "a table" : "absent", message);
  }
  const wanted = first.columns.map((column) => columnOf?.(column) ?? column).sort();
  const actual = second.columns.filter((column) => added?.(column) !== true).sort();
  const mayDiffer = expected.common === true && TABLES[name].columns !== "assets";
  if (!mayDiffer && !sameTexts(wanted, actual)) {
    return probe.holds(false, place, wanted.join(","), actual.join(","), () => `columns: ${because}`);
  }
  const rows = rowsBefore(first, before);
  const others = rowsBefore(second, before);
  for (let t = 0; t < Math.max(rows, others); t++) {
    const date = t < rows ? first.dates[t]! : "no row";
    const other = t < others ? second.dates[t]! : "no row";
    if (date === other) continue;
    const where = { ...place, date: t < rows ? date : other };
    return probe.holds(false, where, date, other, () => `rows: ${because}`);
  }
  return true;
}

function rowsBefore({ dates }: Panel, before: string | undefined): number {
  if (before === undefined) return dates.length;
  let rows = 0;
  for (const date of dates) {
    if (date >= before) break;
    rows++;
  }
  return rows;
}
