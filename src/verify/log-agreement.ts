import type { LogEvent, PrintedFigure } from "../adapters/run-directory/log.ts";
import type { Panel } from "../model/panel.ts";
import { printedAllowance } from "../numeric/tolerance.ts";
import { alignRows, sameTexts } from "./align.ts";
import type { BookTable } from "./book-sizes.ts";
import { bookSizes } from "./book-sizes.ts";
import { columnsOf } from "./overlay.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

/** The lines of a log by tag, in the log's order. */
export type LinesByTag = Readonly<Record<LogEvent["tag"], readonly LogEvent[]>>;

/** A series of one figure a rebalance that log lines of one tag print, and where it is recorded. */
export interface LoggedSeries {
  readonly tag: LogEvent["tag"];
  /** The figure's name in the line. */
  readonly figure: string;
  readonly artifact: string;
  /** The recorded figure in words, e.g. `Σ|weights_post|`. */
  readonly recorded: string;
  readonly dates: readonly string[];
  readonly values: Float64Array;
}

export function linesByTag(log: readonly LogEvent[]): LinesByTag {
  const lines: Record<LogEvent["tag"], LogEvent[]> = { RT: [], ExecSim: [], Allocator: [] };
  for (const event of log) lines[event.tag].push(event);
  return lines;
}

/** All recorded series that a log can be held against, of the tables that the run has. */
export function loggedSeries(view: RunView): readonly LoggedSeries[] {
  const series: LoggedSeries[] = [];
  const add = (tag: LogEvent["tag"], table: "leverage_series" | "turnover", figures: readonly string[]) => {
    const recorded = view.table(table);
    if (recorded === undefined) return;
    const columns = columnsOf(recorded, figures);
    for (const [i, figure] of figures.entries())
      series.push(ofColumn(tag, figure, table, figure, recorded, columns[i]!));
  };
  add("RT", "leverage_series", ["vol", "leverage", "gross_before", "gross_after"]);
  series.push(...ofBook(view, "weights_pre", "gross_before"), ...ofBook(view, "weights_post", "gross_after"));
  add("ExecSim", "turnover", ["turnover", "cost"]);
  const computed = view.table("allocator_risk_v1");
  if (computed !== undefined) series.push(ofScalar("computed", "allocator_risk_v1", "risk_scalar", computed));
  const applied = view.table("allocator_risk_v1_applied");
  if (applied !== undefined) {
    series.push(ofScalar("applied", "allocator_risk_v1_applied", "risk_scalar_applied", applied));
  }
  return series;
}

/** Holds every line that prints the figure against the recorded one of its date, to the digits printed. */
export function compareLines(lines: readonly LogEvent[], series: LoggedSeries, probe: Probe): void {
  const rows = rowsOfLines(lines, series.dates);
  const firstPrints = lines[0]?.figures.has(series.figure) ?? false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const printed = line.figures.get(series.figure);
    if (printed === undefined) {
      if (firstPrints) missingFigure(line, series.figure, probe);
    } else if (rows[i]! >= 0) {
      compareFigure(line, printed, series, series.values[rows[i]!]!, probe);
    }
  }
}

/** Holds the words of lines against recorded labels, e.g. `regime=CRISIS` against the regime of that date. */
export function compareRegimes(lines: readonly LogEvent[], view: RunView, probe: Probe): void {
  const { regimes } = view;
  if (regimes === undefined) return;
  const rows = rowsOfLines(lines, regimes.dates);
  for (const [i, { date, words, line }] of lines.entries()) {
    const printed = words.get("regime");
    const row = rows[i]!;
    if (printed === undefined || row < 0) continue;
    const recorded = regimes.labels[row] ?? null;
    const place = { date, artifact: "allocator_regime_v1.csv", location: `run.log:${line}` };
    const message = () =>
      `run.log line ${line} prints regime=${printed}; the regime recorded for ${date} is ${recorded}`;
    probe.holds(recorded === printed, place, printed, recorded, message);
  }
}

/** Each rebalance has its line of this tag and each line its rebalance, once. */
export function compareDates(tag: LogEvent["tag"], lines: readonly LogEvent[], due: readonly string[], probe: Probe) {
  const logged = lines.map(({ date }) => date);
  probe.examined += due.length;
  if (sameTexts(logged, due)) return;
  if (lines.length === 0) {
    const message = `run.log has no [${tag}] line at all; there are ${due.length} rebalances, the first on ${due[0]}`;
    probe.violate({ artifact: "run.log" }, due.length, 0, null, null, message);
    return;
  }
  const isDue = new Set(due);
  const seen = new Set<string>();
  for (const { date, line } of lines) {
    const place = { date, artifact: "run.log", location: `run.log:${line}` };
    if (!isDue.has(date)) {
      const message = `run.log line ${line} is an [${tag}] line dated ${date}, which is no rebalance of any table`;
      probe.violate(place, "no line", "a line", null, null, message);
    } else if (seen.has(date)) {
      const message = `run.log line ${line} is a second [${tag}] line dated ${date}`;
      probe.violate(place, "one line", "two lines", null, null, message);
    }
    seen.add(date);
  }
  for (const date of due) {
    if (seen.has(date)) continue;
    const message = `run.log has no [${tag}] line for the rebalance of ${date}`;
    probe.violate({ date, artifact: "run.log" }, "a line", "absent", null, null, message);
  }
}

function rowsOfLines(lines: readonly LogEvent[], dates: readonly string[]): Int32Array {
  const logged = lines.map(({ date }) => date);
  return alignRows(logged, dates);
}

function compareFigure(line: LogEvent, printed: PrintedFigure, series: LoggedSeries, exact: number, probe: Probe) {
  const allowed = printedAllowance(printed.digits, exact);
  const residual = exact - printed.value;
  if (probe.count(residual, Math.abs(exact), allowed)) return;
  const place = { date: line.date, artifact: series.artifact, location: `run.log:${line.line}` };
  const message =
    `run.log line ${line.line} prints ${series.figure}=${printed.text} for ${line.date}; ` +
    `${series.recorded} is ${exact}`;
  probe.violate(place, printed.value, Number.isFinite(exact) ? exact : String(exact), residual, allowed, message);
}

function missingFigure({ tag, date, line }: LogEvent, figure: string, probe: Probe): void {
  const place = { date, artifact: "run.log", location: `run.log:${line}` };
  const message = () => `run.log line ${line} has no ${figure}, which other [${tag}] lines print`;
  probe.holds(false, place, `${figure}=…`, "absent", message);
}

function ofColumn(
  tag: LogEvent["tag"],
  figure: string,
  table: string,
  column: string,
  { dates }: Panel,
  values: Float64Array,
): LoggedSeries {
  return { tag, figure, artifact: `${table}.csv`, recorded: `${column} of ${table}.csv`, dates, values };
}

function ofScalar(figure: string, table: string, column: string, recorded: Panel): LoggedSeries {
  return ofColumn("Allocator", figure, table, column, recorded, columnsOf(recorded, [column])[0]);
}

/** A weights panel says two things of a line: its gross, and how many assets there are. */
function ofBook(view: RunView, table: BookTable, figure: string): LoggedSeries[] {
  const book = view.table(table);
  if (book === undefined) return [];
  const { dates, columns } = book;
  const counts = new Float64Array(dates.length).fill(columns.length);
  const place = { tag: "RT", artifact: `${table}.csv`, dates } as const;
  return [
    { ...place, figure, recorded: `Σ|${table}|`, values: bookSizes(view, table).gross },
    { ...place, figure: "assets", recorded: `the number of assets in ${table}.csv`, values: counts },
  ];
}
