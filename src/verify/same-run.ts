import type { Panel } from "../model/panel.ts";
import { isMissing } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import { TABLES } from "../model/run.ts";
import { EXACT_IN_RANGE } from "../numeric/tolerance.ts";
import { sameTexts } from "./align.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

/**
 * Compares a table of two runs bit by bit, rows dated up to `upTo` (all rows where undefined). Bit by bit means
 * `Object.is`: two missing cells are the same, 0 and −0 are not.
 */
export function compareTables(
  probe: Probe,
  name: TableName,
  source: RunView,
  followUp: RunView,
  upTo: string | undefined,
  because: string,
): void {
  const artifact = `${name}.csv`;
  const first = source.table(name);
  const second = followUp.table(name);
  if (first === undefined || second === undefined) {
    if (first !== second) comparePresence(probe, artifact, first !== undefined);
    return;
  }
  const rows = rowsUpTo(first, upTo);
  if (!compareHeads(probe, artifact, first, second, upTo, because)) return;
  const width = first.columns.length;
  const columns = TABLES[name].columns === "assets" ? first.columns : undefined;
  const cells = probe.cells(name, first.dates, columns, (_, i) =>
    columns ? because : `${first.columns[i]}: ${because}`,
  );
  probe.examined += rows * width;
  for (let cell = 0; cell < rows * width; cell++) {
    const before = first.values[cell]!;
    const after = second.values[cell]!;
    if (Object.is(before, after) && isMissing(first, cell) === isMissing(second, cell)) continue;
    const row = Math.floor(cell / width);
    // Within the tolerance and yet not the same bits. Only where the tolerance forgives figures below the range of
    // doubles may these round to 0, to −0, or to one another.
    const forgiven =
      probe.tolerance.absolute > 0 && Math.max(Math.abs(before), Math.abs(after)) <= EXACT_IN_RANGE.absolute;
    if (cells.equal(row, cell % width, after, before) && !forgiven) {
      cells.holds(false, row, cell % width, after, `${Object.is(before, -0) ? "-0" : "0"}, bit for bit`);
    }
  }
}

/** Compares the regime labels of two runs, rows dated up to `upTo`. */
export function compareRegimeRows(
  probe: Probe,
  source: RunView,
  followUp: RunView,
  upTo: string | undefined,
  because: string,
): void {
  const artifact = "allocator_regime_v1.csv";
  const first = source.regimes;
  const second = followUp.regimes;
  if (first === undefined || second === undefined) {
    if (first !== second) comparePresence(probe, artifact, first !== undefined);
    return;
  }
  const rows = rowsUpTo(first, upTo);
  for (let t = 0; t < rows; t++) {
    const date = first.dates[t]!;
    if (second.dates[t] !== date) break;
    const before = first.labels[t] ?? null;
    const after = second.labels[t] ?? null;
    probe.holds(before === after, { artifact, date }, before, after, () => because);
  }
  compareDates(probe, artifact, first, second, upTo, because);
}

/** Compares every figure of metrics.json of two runs. */
export function compareMetrics(probe: Probe, source: RunView, followUp: RunView, because: string): void {
  const first = source.metrics ?? {};
  const second = followUp.metrics ?? {};
  for (const name of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const before = first[name];
    const after = second[name];
    const place = { artifact: "metrics.json" };
    probe.holds(Object.is(before, after), place, before ?? "absent", after ?? "absent", () => `${name}: ${because}`);
  }
}

/** Compares the log lines of two runs. */
export function compareLogs(probe: Probe, source: RunView, followUp: RunView): void {
  const first = source.run.log();
  const second = followUp.run.log();
  if (first === undefined || second === undefined) {
    if (first !== second) comparePresence(probe, "run.log", first !== undefined);
    return;
  }
  const lines = Math.max(first.length, second.length);
  probe.examined += lines;
  for (let i = 0; i < lines; i++) {
    if (first[i] === second[i]) continue;
    const place = { artifact: "run.log", location: `run.log:${i + 1}` };
    const message = "the same scenario gave another log line the second time";
    probe.violate(place, first[i] ?? "no line", second[i] ?? "no line", null, null, message);
  }
}

/** What only one of the two runs has is one violation. */
export function comparePresence(probe: Probe, artifact: string, inSource: boolean): void {
  const message = () => `${artifact} is there in the ${inSource ? "first" : "second"} of the two runs only`;
  probe.holds(false, { artifact }, inSource ? "a table" : "absent", inSource ? "absent" : "a table", message);
}

interface Dated {
  readonly dates: readonly string[];
}

function rowsUpTo({ dates }: Dated, upTo: string | undefined): number {
  if (upTo === undefined) return dates.length;
  let rows = 0;
  for (const date of dates) {
    if (date > upTo) break;
    rows++;
  }
  return rows;
}

/** The rows compared must be the same dates, and the columns the same; otherwise the first difference says it. */
function compareHeads(
  probe: Probe,
  artifact: string,
  first: Panel,
  second: Panel,
  upTo: string | undefined,
  because: string,
): boolean {
  if (!sameTexts(first.columns, second.columns)) {
    probe.holds(false, { artifact }, first.columns.join(","), second.columns.join(","), () => `columns: ${because}`);
    return false;
  }
  return compareDates(probe, artifact, first, second, upTo, because);
}

function compareDates(
  probe: Probe,
  artifact: string,
  first: Dated,
  second: Dated,
  upTo: string | undefined,
  because: string,
): boolean {
  const rows = rowsUpTo(first, upTo);
  const others = rowsUpTo(second, upTo);
  for (let t = 0; t < Math.max(rows, others); t++) {
    const before = t < rows ? first.dates[t]! : "no row";
    const after = t < others ? second.dates[t]! : "no row";
    if (before === after) continue;
    const date = t < rows ? before : after;
    probe.holds(false, { artifact, date }, before, after, () => `rows: ${because}`);
    return false;
  }
  return true;
}
