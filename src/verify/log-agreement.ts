import type { LogEvent, LogTag, PrintedFigure } from "../adapters/run-directory/log.ts";
import type { TableName } from "../model/run.ts";
import { figure } from "../model/verdict.ts";
import { doubles } from "../numeric/arrays.ts";
import { allowance, printedAllowance } from "../numeric/tolerance.ts";
import { sameTexts } from "./align.ts";
import type { BookTable } from "./book-sizes.ts";
import { bookSizes } from "./book-sizes.ts";
import { Column, isRecorded } from "./column.ts";
import type { Probe } from "./probe.ts";
import { rebalanceDates } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";

/** The lines of one tag, in the log's order. */
export interface TaggedLines {
  readonly lines: readonly LogEvent[];
  readonly dates: readonly string[];
}

/** Where a figure that log lines print is recorded, or what it is worked out from. */
export interface RecordedFigure {
  readonly table: TableName;
  /** The recorded figure in words, e.g. `Σ|weights_post|`. */
  readonly words: string;
  readonly dates: readonly string[];
  /** The recorded figure of a row is `values[offset + row · stride]`; NaN where the offset is −1. */
  readonly values: Float64Array;
  readonly offset: number;
  readonly stride: number;
}

/** A figure that log lines of one tag print, and everything that records it. */
export interface LoggedFigure {
  readonly tag: LogTag;
  /** The figure's name in the line. */
  readonly name: string;
  readonly records: readonly RecordedFigure[];
}

/** The lines of a run's log by tag; none where it has no log. */
export function linesByTag(view: RunView): Readonly<Record<LogTag, TaggedLines>> {
  return view.share(sortedByTag);
}

function sortedByTag(view: RunView): Readonly<Record<LogTag, TaggedLines>> {
  const lines: Record<LogTag, LogEvent[]> = { RT: [], ExecSim: [], Allocator: [] };
  for (const event of view.log ?? []) lines[event.tag].push(event);
  const due = rebalanceDates(view);
  return { RT: tagged(lines.RT, due), ExecSim: tagged(lines.ExecSim, due), Allocator: tagged(lines.Allocator, due) };
}

/** Lines with their dates: the rebalances' own list where it is the same, so that it is compared but once. */
function tagged(lines: readonly LogEvent[], due: readonly string[]): TaggedLines {
  let same = lines.length === due.length;
  for (let i = 0; same && i < lines.length; i++) same = lines[i]!.date === due[i];
  return { lines, dates: same ? due : lines.map(({ date }) => date) };
}

/** What each tag's lines print. */
const PRINTED: readonly { readonly tag: LogTag; readonly name: string; readonly sources: readonly Source[] }[] = [
  { tag: "RT", name: "vol", sources: [columnOf("leverage_series", "vol")] },
  { tag: "RT", name: "leverage", sources: [columnOf("leverage_series", "leverage")] },
  { tag: "RT", name: "gross_before", sources: [columnOf("leverage_series", "gross_before"), grossOf("weights_pre")] },
  { tag: "RT", name: "gross_after", sources: [columnOf("leverage_series", "gross_after"), grossOf("weights_post")] },
  { tag: "RT", name: "assets", sources: [countOf("weights_pre"), countOf("weights_post")] },
  { tag: "ExecSim", name: "turnover", sources: [columnOf("turnover", "turnover")] },
  { tag: "ExecSim", name: "cost", sources: [columnOf("turnover", "cost")] },
  { tag: "Allocator", name: "computed", sources: [columnOf("allocator_risk_v1", "risk_scalar")] },
  { tag: "Allocator", name: "applied", sources: [columnOf("allocator_risk_v1_applied", "risk_scalar_applied")] },
];

/** What a run records of a figure; undefined where it has no such table. */
type Source = (view: RunView) => RecordedFigure | undefined;

/** All figures that a log can be held against, of the tables that the run has. */
export function loggedFigures(view: RunView): readonly LoggedFigure[] {
  const figures: LoggedFigure[] = [];
  for (const { tag, name, sources } of PRINTED) {
    const records: RecordedFigure[] = [];
    for (const source of sources) {
      const recorded = source(view);
      if (recorded !== undefined) records.push(recorded);
    }
    if (records.length > 0) figures.push({ tag, name, records });
  }
  return figures;
}

function columnOf(table: TableName, name: string): Source {
  const words = `${name} of ${table}.csv`;
  return (view) => {
    const recorded = view.table(table);
    if (recorded === undefined || !isRecorded(recorded, name)) return undefined;
    const { dates, columns, values } = recorded;
    return { table, words, dates, values, offset: columns.indexOf(name), stride: columns.length };
  };
}

function grossOf(table: BookTable): Source {
  const words = `Σ|${table}|`;
  return (view) => {
    const book = view.table(table);
    if (book === undefined) return undefined;
    const { gross } = bookSizes(view, table);
    return { table, words, dates: book.dates, values: gross, offset: 0, stride: 1 };
  };
}

function countOf(table: BookTable): Source {
  const words = `the number of assets in ${table}.csv`;
  return (view) => {
    const book = view.table(table);
    if (book === undefined) return undefined;
    return { table, words, dates: book.dates, values: doubles(1).fill(book.columns.length), offset: 0, stride: 0 };
  };
}

/** Whether the run records a volatility that it targeted: then each rebalance has an [RT] line. */
export function targetsVolatility(view: RunView): boolean {
  const table = view.table("leverage_series");
  if (table === undefined || !isRecorded(table, "vol")) return false;
  const vol = new Column(table, "vol");
  for (let k = 0; k < vol.length; k++) if (Number.isFinite(vol.at(k))) return true;
  return false;
}

/** Holds every line that prints the figure against what is recorded for its date, to the digits printed. */
export function compareLines(tagged: TaggedLines, { name, records }: LoggedFigure, view: RunView, probe: Probe): void {
  const { lines, dates } = tagged;
  const rows = records.map((record) => view.align(dates, record.dates));
  const without: LogEvent[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const printed = line.figure(name);
    if (printed === undefined) {
      without.push(line);
      continue;
    }
    for (let j = 0; j < records.length; j++) {
      const row = rows[j]![i]!;
      if (row >= 0) compareFigure(line, name, printed, records[j]!, row, probe);
    }
  }
  // A figure that no line prints is not part of this log; one that some lines lack is lost there.
  if (without.length < lines.length) for (const line of without) missingFigure(line, name, probe);
}

/** Holds the words of lines against recorded labels, e.g. `regime=CRISIS` against the regime of that date. */
export function compareRegimes({ lines, dates }: TaggedLines, view: RunView, probe: Probe): void {
  const { regimes } = view;
  if (regimes === undefined) return;
  const rows = view.align(dates, regimes.dates);
  for (let i = 0; i < lines.length; i++) {
    const { date, line } = lines[i]!;
    const printed = lines[i]!.word("regime");
    const row = rows[i]!;
    if (printed === undefined || row < 0) continue;
    const recorded = regimes.labels[row] ?? null;
    probe.examined++;
    if (recorded === printed) continue;
    const place = { date, artifact: "allocator_regime_v1.csv", location: `run.log:${line}` };
    const message = `run.log line ${line} prints regime=${printed}; the regime recorded for ${date} is ${recorded}`;
    probe.violate(place, printed, recorded, null, null, message);
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

function compareFigure(
  { date, line }: LogEvent,
  name: string,
  printed: PrintedFigure,
  { table, words, values, offset, stride }: RecordedFigure,
  row: number,
  probe: Probe,
): void {
  const exact = offset < 0 ? Number.NaN : values[offset + row * stride]!;
  // What was printed may be known more exactly than the artifact, whose figures went through single precision.
  const rounding = probe.tolerance.relative === 0 ? 0 : allowance(probe.tolerance, Math.abs(exact));
  const allowed = printedAllowance(printed.digits, exact) + rounding;
  const residual = exact - printed.value;
  if (probe.count(residual, Math.abs(exact), allowed)) return;
  const place = { date, artifact: `${table}.csv`, location: `run.log:${line}` };
  const message = `run.log line ${line} prints ${name}=${printed.text} for ${date}; ${words} is ${exact}`;
  probe.violate(place, figure(printed.value), figure(exact), residual, allowed, message);
}

function missingFigure({ tag, date, line }: LogEvent, figure: string, probe: Probe): void {
  const place = { date, artifact: "run.log", location: `run.log:${line}` };
  const message = () => `run.log line ${line} has no ${figure}, which other [${tag}] lines print`;
  probe.holds(false, place, `${figure}=…`, "absent", message);
}
