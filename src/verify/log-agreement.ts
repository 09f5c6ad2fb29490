import type { LogEvent, LogTag, PrintedFigure } from "../adapters/run-directory/log.ts";
import type { TableName } from "../model/run.ts";
import { printedAllowance } from "../numeric/tolerance.ts";
import { sameTexts } from "./align.ts";
import type { BookTable } from "./book-sizes.ts";
import { bookSizes } from "./book-sizes.ts";
import { Column } from "./column.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

/** The lines of one tag, in the log's order. */
export interface TaggedLines {
  readonly lines: readonly LogEvent[];
  readonly dates: readonly string[];
}

/** A series of one figure a rebalance that log lines of one tag print, and where it is recorded. */
export interface LoggedSeries {
  readonly tag: LogTag;
  /** The figure's name in the line. */
  readonly figure: string;
  /** The table that records it, or that it is worked out from. */
  readonly table: TableName;
  /** The recorded figure in words, e.g. `Σ|weights_post|`. */
  readonly recorded: string;
  readonly dates: readonly string[];
  /** The recorded figure of a row. */
  at(row: number): number;
}

/** The lines of a run's log by tag; none where it has no log. */
export function linesByTag(view: RunView): Readonly<Record<LogTag, TaggedLines>> {
  return view.share(sortedByTag);
}

function sortedByTag(view: RunView): Readonly<Record<LogTag, TaggedLines>> {
  const lines: Record<LogTag, LogEvent[]> = { RT: [], ExecSim: [], Allocator: [] };
  for (const event of view.log ?? []) lines[event.tag].push(event);
  const tagged = (events: readonly LogEvent[]) => ({ lines: events, dates: events.map(({ date }) => date) });
  return { RT: tagged(lines.RT), ExecSim: tagged(lines.ExecSim), Allocator: tagged(lines.Allocator) };
}

/** What each tag's lines print, and the table and column that record it. */
const RECORDED: readonly (readonly [LogTag, string, TableName, string])[] = [
  ["RT", "vol", "leverage_series", "vol"],
  ["RT", "leverage", "leverage_series", "leverage"],
  ["RT", "gross_before", "leverage_series", "gross_before"],
  ["RT", "gross_after", "leverage_series", "gross_after"],
  ["ExecSim", "turnover", "turnover", "turnover"],
  ["ExecSim", "cost", "turnover", "cost"],
  ["Allocator", "computed", "allocator_risk_v1", "risk_scalar"],
  ["Allocator", "applied", "allocator_risk_v1_applied", "risk_scalar_applied"],
];

/** All recorded series that a log can be held against, of the tables that the run has. */
export function loggedSeries(view: RunView): readonly LoggedSeries[] {
  const series: LoggedSeries[] = [];
  for (const [tag, figure, table, name] of RECORDED) {
    const recorded = view.table(table);
    if (recorded === undefined) continue;
    const column = new Column(recorded, name);
    const words = `${name} of ${table}.csv`;
    series.push({ tag, figure, table, recorded: words, dates: recorded.dates, at: (row) => column.at(row) });
  }
  addBook(series, view, "weights_pre", "gross_before");
  addBook(series, view, "weights_post", "gross_after");
  return series;
}

/** A weights panel says two things of a line: its gross, and how many assets there are. */
function addBook(series: LoggedSeries[], view: RunView, table: BookTable, figure: string): void {
  const book = view.table(table);
  if (book === undefined) return;
  const { dates, columns } = book;
  const { gross } = bookSizes(view, table);
  series.push({ tag: "RT", figure, table, recorded: `Σ|${table}|`, dates, at: (row) => gross[row]! });
  const words = `the number of assets in ${table}.csv`;
  series.push({ tag: "RT", figure: "assets", table, recorded: words, dates, at: () => columns.length });
}

/** Whether the run records a volatility that it targeted: then each rebalance has an [RT] line. */
export function targetsVolatility(view: RunView): boolean {
  const table = view.table("leverage_series");
  if (table === undefined) return false;
  const vol = new Column(table, "vol");
  for (let k = 0; k < vol.length; k++) if (Number.isFinite(vol.at(k))) return true;
  return false;
}

/** Holds every line that prints the figure against the recorded one of its date, to the digits printed. */
export function compareLines({ lines, dates }: TaggedLines, series: LoggedSeries, view: RunView, probe: Probe): void {
  const rows = view.align(dates, series.dates);
  const without: LogEvent[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const printed = line.figure(series.figure);
    if (printed === undefined) without.push(line);
    else if (rows[i]! >= 0) compareFigure(line, printed, series, series.at(rows[i]!), probe);
  }
  // A figure that no line prints is not part of this log; one that some lines lack is lost there.
  if (without.length < lines.length) for (const line of without) missingFigure(line, series.figure, probe);
}

/** Holds the words of lines against recorded labels, e.g. `regime=CRISIS` against the regime of that date. */
export function compareRegimes({ lines, dates }: TaggedLines, view: RunView, probe: Probe): void {
  const { regimes } = view;
  if (regimes === undefined) return;
  const rows = view.align(dates, regimes.dates);
  for (const [i, event] of lines.entries()) {
    const printed = event.word("regime");
    const row = rows[i]!;
    if (printed === undefined || row < 0) continue;
    const { date, line } = event;
    const recorded = regimes.labels[row] ?? null;
    const place = { date, artifact: "allocator_regime_v1.csv", location: `run.log:${line}` };
    const message = () =>
      `run.log line ${line} prints regime=${printed}; the regime recorded for ${date} is ${recorded}`;
    probe.holds(recorded === printed, place, printed, recorded, message);
  }
}

/** Each rebalance has its line of this tag and each line its rebalance, once. */
export function compareDates(tag: LogTag, { lines, dates }: TaggedLines, due: readonly string[], probe: Probe): void {
  probe.examined += due.length;
  if (sameTexts(dates, due)) return;
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

function compareFigure(line: LogEvent, printed: PrintedFigure, series: LoggedSeries, exact: number, probe: Probe) {
  const allowed = printedAllowance(printed.digits, exact);
  const residual = exact - printed.value;
  if (probe.count(residual, Math.abs(exact), allowed)) return;
  const place = { date: line.date, artifact: `${series.table}.csv`, location: `run.log:${line.line}` };
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
