import type { LabelSeries, Panel } from "../model/panel.ts";
import { isMissing } from "../model/panel.ts";
import type { DocumentName, Metrics, Run, TableName } from "../model/run.ts";
import { DOCUMENT_NAMES, REGIME_TABLE, TABLE_NAMES } from "../model/run.ts";
import type { Figure } from "../model/verdict.ts";
import { figure } from "../model/verdict.ts";
import { alignRows } from "../verify/align.ts";
import type { Finding } from "../verify/judge.ts";
import type { Probe } from "../verify/probe.ts";

/**
 * A recorded run against a new one: keyed by table × date × column, in pipeline order, so that the first violation
 * is the first divergence. What vanished counts as much as what changed: a diff that loops over what it obtained
 * would pass when a column is lost.
 */
export function diffRuns(golden: Run, actual: Run, probe: Probe): Finding {
  for (const name of TABLE_NAMES) diffTables(name, golden.table(name), actual.table(name), probe);
  diffRegimes(golden.regimes(), actual.regimes(), probe);
  for (const name of DOCUMENT_NAMES) diffDocuments(name, golden.document(name), actual.document(name), probe);
  diffMetrics(golden.metrics(), actual.metrics(), probe);
  diffLogs(golden.log(), actual.log(), probe);
  if (probe.violationCount > 0) return { verdict: "fail", probe };
  if (probe.examined === 0) return { verdict: "unproven", reason: "the golden run holds nothing to compare", probe };
  return { verdict: "pass", probe };
}

function diffTables(name: TableName, golden: Panel | undefined, actual: Panel | undefined, probe: Probe): void {
  if (golden === undefined && actual === undefined) return;
  const artifact = `${name}.csv`;
  if (golden === undefined || actual === undefined) {
    presence(probe, { artifact }, golden !== undefined, `the table ${name}`);
    return;
  }
  const columns = keys(probe, golden.columns, actual.columns, (key) => ({ artifact, asset: key }), "column", name);
  const rows = keys(probe, golden.dates, actual.dates, (key) => ({ artifact, date: key }), "row", name);
  const width = golden.columns.length;
  const cells = probe.cells(name, golden.dates, golden.columns, (row, column) => {
    return `${name} of ${golden.columns[column]} on ${golden.dates[row]} is no longer what the golden run recorded`;
  });
  for (let row = 0; row < rows.length; row++) {
    const other = rows[row]!;
    if (other < 0) continue;
    for (let column = 0; column < width; column++) {
      const otherColumn = columns[column]!;
      if (otherColumn < 0) continue;
      const index = row * width + column;
      const otherIndex = other * actual.columns.length + otherColumn;
      const expected = golden.values[index]!;
      const value = actual.values[otherIndex]!;
      // A golden NaN or missing cell is matched by the same and by nothing else; a comparison of numbers refuses it.
      if (Number.isNaN(expected) && Number.isNaN(value) && isMissing(golden, index) === isMissing(actual, otherIndex)) {
        probe.examined++;
      } else if (expected === value) {
        probe.examined++;
      } else {
        cells.equal(row, column, value, expected);
      }
    }
  }
}

/** Reports what one side lacks, and the order where both have the same keys; returns the matching of golden keys. */
function keys(
  probe: Probe,
  golden: readonly string[],
  actual: readonly string[],
  at: (key: string) => { artifact: string; date?: string; asset?: string },
  noun: string,
  table: string,
): Int32Array {
  const matched = alignRows(golden, actual);
  const backwards = alignRows(actual, golden);
  for (let i = 0; i < matched.length; i++) {
    if (matched[i]! < 0) presence(probe, at(golden[i]!), true, `the ${noun} ${golden[i]} of ${table}`);
  }
  for (let i = 0; i < backwards.length; i++) {
    if (backwards[i]! < 0) presence(probe, at(actual[i]!), false, `the ${noun} ${actual[i]} of ${table}`);
  }
  const common = actual.filter((_, i) => backwards[i]! >= 0);
  const expected = golden.filter((_, i) => matched[i]! >= 0);
  const moved = expected.findIndex((key, i) => key !== common[i]);
  if (moved >= 0 || common.length !== expected.length) {
    const key = expected[moved] ?? common[expected.length] ?? "";
    probe.holds(
      false,
      at(key),
      `${noun} ${moved + 1} is ${expected[moved]}`,
      `${common[moved]}`,
      () => `the ${noun}s of ${table} are in another order, or repeated`,
    );
  }
  return matched;
}

function presence(
  probe: Probe,
  at: { artifact?: string; date?: string; asset?: string },
  vanished: boolean,
  what: string,
): void {
  const [expected, actual] = vanished ? ["present", "absent"] : ["absent", "present"];
  probe.holds(false, at, expected, actual, () =>
    vanished ? `${what} has vanished` : `${what} is new and not in the golden run`,
  );
}

function diffRegimes(golden: LabelSeries | undefined, actual: LabelSeries | undefined, probe: Probe): void {
  if (golden === undefined && actual === undefined) return;
  const artifact = `${REGIME_TABLE}.csv`;
  if (golden === undefined || actual === undefined) {
    presence(probe, { artifact }, golden !== undefined, `the table ${REGIME_TABLE}`);
    return;
  }
  const rows = keys(probe, golden.dates, actual.dates, (date) => ({ artifact, date }), "row", REGIME_TABLE);
  for (let row = 0; row < rows.length; row++) {
    const date = golden.dates[row]!;
    if (rows[row]! < 0) continue;
    const expected = golden.labels[row] ?? null;
    const label = actual.labels[rows[row]!] ?? null;
    probe.holds(expected === label, { artifact, date }, expected, label, () => `the regime of ${date} has changed`);
  }
}

function diffDocuments(name: DocumentName, golden: unknown, actual: unknown, probe: Probe): void {
  if (golden === undefined && actual === undefined) return;
  const artifact = `${name}.json`;
  if (golden === undefined || actual === undefined) {
    presence(probe, { artifact }, golden !== undefined, `the document ${name}`);
    return;
  }
  const [expected, value] = [JSON.stringify(golden), JSON.stringify(actual)];
  probe.holds(expected === value, { artifact }, expected, value, () => `the document ${name} has changed`);
}

function diffMetrics(golden: Metrics | undefined, actual: Metrics | undefined, probe: Probe): void {
  const artifact = "metrics.json";
  const names = new Set([...Object.keys(golden ?? {}), ...Object.keys(actual ?? {})]);
  for (const name of [...names].sort()) {
    const expected = golden?.[name];
    const value = actual?.[name];
    if (expected === undefined || value === undefined) {
      presence(probe, { artifact }, expected !== undefined, `the metric ${name}`);
    } else if (typeof expected === "number" && typeof value === "number" && Number.isFinite(expected)) {
      probe.equal({ artifact }, value, expected, () => `${name} is no longer what the golden run recorded`);
    } else {
      const same = Object.is(expected, value);
      probe.holds(same, { artifact }, asFigure(expected), asFigure(value), () => `${name} has changed`);
    }
  }
}

function diffLogs(golden: readonly string[] | undefined, actual: readonly string[] | undefined, probe: Probe): void {
  if (golden === undefined && actual === undefined) return;
  const length = Math.max(golden?.length ?? 0, actual?.length ?? 0);
  for (let line = 0; line < length; line++) {
    const expected = golden?.[line] ?? null;
    const value = actual?.[line] ?? null;
    const held = probe.holds(expected === value, { artifact: "run.log" }, expected, value, () => {
      return `line ${line + 1} of the log is the first that differs from the golden run's`;
    });
    if (!held) return; // a line added or lost moves all that follow: the first difference tells the story
  }
}

function asFigure(value: number | string | null): Figure {
  return typeof value === "number" ? figure(value) : value;
}
