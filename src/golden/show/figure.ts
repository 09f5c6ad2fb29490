import { draw } from "../../charts/draw.ts";
import { legendWords } from "../../charts/shading.ts";
import type { ChartSource, Line } from "../../charts/source.ts";
import { chartSource, lineOf } from "../../charts/source.ts";
import type { TimeLine, TimePanel } from "../../charts/timeline.ts";
import { timeline, timelineHeight } from "../../charts/timeline.ts";
import type { Run, TableName } from "../../model/run.ts";
import { TABLES } from "../../model/run.ts";
import type { Figure } from "../../model/verdict.ts";
import { figure } from "../../model/verdict.ts";
import { brief } from "../../report/figures.ts";
import type { Chart } from "../../report/html/figures.ts";
import type { Change } from "../diff/change.ts";
import type { CaseDiff } from "../diff/document.ts";
import type { ComparedCase } from "../golden.ts";
import { PARTS } from "../pipeline.ts";

/** What is drawn of a case. */
export interface CaseFigures {
  readonly case: string;
  readonly divergences: readonly DivergenceFigure[];
  /** What the differences come to: the equity of both, where it differs and is not drawn already. */
  readonly equity?: Chart | undefined;
}

/** A divergence as a series: accepted and today, and its rows around the date in full. */
export interface DivergenceFigure {
  readonly chart: Chart | undefined;
  readonly rows: readonly SeriesRow[];
}

/** One date of a series on both sides; `null` where a side has no such cell. */
export interface SeriesRow {
  readonly date: string;
  readonly expected: Figure;
  readonly actual: Figure;
  readonly residual: number | null;
  readonly marked: boolean;
}

/** Series that are drawn of a case: more divergences than these are told in words. */
const DRAWN = 4;
/** Rows shown before and after the date. */
const AROUND = 3;

const EQUITY = "equity_curve.csv";

const HEIGHTS = { both: [190, 90], one: [190] } as const;

/** Draws the series of each divergence of a case, accepted and today, with the date marked. */
export function caseFigures({ diff, kept, made }: ComparedCase, index: number): CaseFigures {
  if (kept === undefined || made === undefined) return { case: diff.case, divergences: [] };
  const { run } = made;
  const divergences = diff.divergences.slice(0, DRAWN).map(({ change }, i) => {
    const series = seriesOf(change, kept, run);
    if (series === undefined) return { chart: undefined, rows: [] };
    return { chart: chartOf(series, change, `golden-${index + 1}-${i + 1}`), rows: rowsAround(series, change) };
  });
  return { case: diff.case, divergences, equity: equityOf(diff, kept, run, `golden-${index + 1}-equity`) };
}

function equityOf({ artifacts, divergences }: CaseDiff, kept: Run, run: Run, id: string): Chart | undefined {
  const changes = artifacts.find(({ artifact }) => artifact === EQUITY)?.changes ?? [];
  const first = changes.find(({ kind, asset }) => kind === "changed" && asset === "equity");
  if (first === undefined || divergences.some(({ change }) => change.artifact === EQUITY)) return undefined;
  const series = seriesOf(first, kept, run);
  return series === undefined ? undefined : chartOf(series, first, id);
}

interface Series {
  readonly table: TableName;
  readonly column: string;
  readonly expected: ChartSource;
  readonly actual: ChartSource;
}

/** The column that a change is in; the first one of its table where it is about whole rows. */
function seriesOf(change: Change, kept: Run, run: Run): Series | undefined {
  const part = PARTS.find(({ file }) => file === change.artifact);
  if (part?.kind !== "table") return undefined;
  const column = change.asset ?? (kept.table(part.name) ?? run.table(part.name))?.columns[0];
  if (column === undefined) return undefined;
  const marked = change.date === null ? [] : [change.date];
  const own = chartSource(kept, "", marked);
  const today = chartSource(run, "", marked);
  const dates = [...new Set([...own.dates, ...today.dates])].sort();
  const place = new Map(dates.map((date, i) => [date, i]));
  const violated = marked.filter((date) => place.has(date));
  const expected = { ...own, dates, place, violated };
  return { table: part.name, column, expected, actual: { ...expected, run } };
}

function chartOf({ table, column, expected, actual }: Series, change: Change, id: string): Chart | undefined {
  const [was, is] = [lineOf(expected, table, column), lineOf(actual, table, column)];
  const shape = TABLES[table].rows === "rebalances" ? ("step" as const) : ("line" as const);
  const lines: TimeLine[] = [
    ...(was === undefined ? [] : [{ name: "accepted", line: was, shape }]),
    ...(is === undefined ? [] : [{ name: "today", line: is, shape }]),
  ];
  if (lines.length === 0) return undefined;
  const title = `${table}, ${column}`;
  const panels: TimePanel[] = [{ name: column, lines, fromZero: isFlat(lines) }];
  const residual = was === undefined || is === undefined ? undefined : residualOf(was, is);
  if (residual !== undefined) {
    panels.push({
      name: "today − accepted",
      lines: [{ name: "difference", line: residual, shape }],
      format: brief,
    });
  }
  const heights = residual === undefined ? HEIGHTS.one : HEIGHTS.both;
  const largest = residual?.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
  const since = change.date === null ? "" : ` The first difference is on ${change.date}.`;
  const what =
    residual === undefined ? onOneSide(was) : `Accepted and today; the largest difference is ${brief(largest)}.`;
  const description = `${what}${since}${legendWords({ ...expected, violated: [] })}`;
  return draw({ id, title, description }, timelineHeight(heights), timeline(expected, panels, heights));
}

/** Whether lines differ by so little of what they are that the labels of an axis around them would be all the same. */
function isFlat(lines: readonly TimeLine[]): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { line } of lines) {
    for (const value of line.values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return most - least < 1e-3 * Math.max(Math.abs(least), Math.abs(most));
}

function onOneSide(was: Line | undefined): string {
  return was === undefined ? "Only today's run has it." : "Only the accepted run has it.";
}

/** Today less accepted, at the places that both have a number for. */
function residualOf(was: Line, is: Line): Line | undefined {
  const before = new Map(was.places.map((place, i) => [place, was.values[i]!]));
  const places: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < is.places.length; i++) {
    const residual = is.values[i]! - (before.get(is.places[i]!) ?? Number.NaN);
    if (!Number.isFinite(residual)) continue;
    places.push(is.places[i]!);
    values.push(residual);
  }
  return places.length === 0 ? undefined : { places, values: Float64Array.from(values) };
}

/** The rows of a series around a change, in full. */
function rowsAround({ table, column, expected, actual }: Series, { date }: Change): readonly SeriesRow[] {
  const [was, is] = [cellsOf(expected.run, table, column), cellsOf(actual.run, table, column)];
  const dates = [...new Set([...was.keys(), ...is.keys()])].sort();
  const at = Math.max(0, date === null ? 0 : dates.indexOf(date));
  return dates.slice(Math.max(0, at - AROUND), at + AROUND + 1).map((each) => {
    const [before, now] = [was.get(each), is.get(each)];
    const residual = before === undefined || now === undefined ? null : now - before;
    return {
      date: each,
      expected: before === undefined ? null : figure(before),
      actual: now === undefined ? null : figure(now),
      residual: residual !== null && Number.isFinite(residual) ? residual : null,
      marked: each === date,
    };
  });
}

function cellsOf(run: Run, table: TableName, column: string): ReadonlyMap<string, number> {
  const panel = run.table(table);
  const at = panel?.columns.indexOf(column) ?? -1;
  if (panel === undefined || at < 0) return new Map();
  return new Map(panel.dates.map((date, row) => [date, panel.values[row * panel.columns.length + at]!]));
}
