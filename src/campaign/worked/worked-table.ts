import type { Counterexample } from "../../model/counterexample.ts";
import type { TableName } from "../../model/run.ts";
import { TABLE_NAMES } from "../../model/run.ts";
import type { Violation } from "../../model/verdict.ts";
import { printable } from "../../report/escape.ts";
import { brief, counted, place } from "../../report/figures.ts";
import type { Worked } from "../../report/worked.ts";
import type { Row } from "../../report/worked-grid.ts";
import { gridLines, WIDTH } from "../../report/worked-grid.ts";
import type { Need, RunView } from "../../verify/run-view.ts";
import type { Statement } from "../trial.ts";
import { byHand } from "./arithmetic.ts";
import { askedRows, FREE, markedBy, returnRows } from "./asked.ts";
import { changesOf } from "./changes.ts";
import { digitsApart, figureText, shortenDecimals } from "./numbers.ts";
import type { Shown } from "./recorded.ts";
import { differingRows, differingTables, isOfRegimes, recordedRows, regimeRow } from "./recorded.ts";
import { settingPhrases } from "./settings.ts";
import { stageOf, tableOfArtifact } from "./stage.ts";

/** Assets shown; a reduced counterexample seldom has more than two. */
const ASSETS_SHOWN = 4;

/** What a worked table is made of beside the counterexample; both make it fuller, and neither is needed. */
export interface WorkedParts {
  /** The statement that fails; undefined where there is none of that id any more. */
  readonly statement: Statement | undefined;
  /** What the failing engine recorded on the scenario, and on the second one. */
  readonly first?: RunView | undefined;
  readonly second?: RunView | undefined;
}

/**
 * A counterexample as a table that a person can work by hand: what is given, then date by date and stage by stage what
 * was asked for and recorded, up to the stage where expected and actual part.
 */
export function workedTable(counterexample: Counterexample, { statement, first, second }: WorkedParts): Worked {
  const { scenario, violation, found } = counterexample;
  const marked = markedBy(counterexample.irrelevant ?? []);
  const rows = inOrder(shownRows(counterexample, { statement, first, second }));
  const isOfLog = violation.artifact?.startsWith("run.log") === true || reads(statement, "log");
  const given = `given: ${settingPhrases(scenario.config, marked).join("; ")}`;
  const grid = shownGrid(rows, scenario.market.dates, violation);
  const isFree = [given, ...grid.rows.flatMap(({ cells }) => cells)].some((text) => text.includes(FREE));
  return {
    name: `${counterexample.invariant}  (seed ${found.seed}, case ${found.case})`,
    title: statement?.title,
    given: [given, ...pairLine(counterexample, statement)],
    header: grid.header,
    rows: grid.rows,
    notes: [
      ...(grid.hidden === 0 ? [] : [`… and ${counted(grid.hidden, "day")} more`]),
      ...(isFree ? [`${FREE} may be anything: the failure stays`] : []),
    ],
    log: isOfLog ? logLines(second ?? first, violation) : [],
    outcome: outcomeLines(counterexample, second === undefined ? first : undefined),
  };
}

/** What was asked for, and what was recorded where the statement looks. */
function shownRows(counterexample: Counterexample, { statement, first, second }: WorkedParts): readonly Row[] {
  const { scenario, followUp, violation } = counterexample;
  const assets = assetsShown(counterexample);
  const rows = askedRows(scenario, assets, markedBy(counterexample.irrelevant ?? []));
  const who = secondOf(statement);
  if (followUp !== undefined) rows.push(...changedReturns(counterexample, assets));
  const shown = { dates: scenario.market.dates, assets, violation };
  if (first !== undefined && second !== undefined) {
    const tables = differingTables(first, second, violation);
    rows.push(...pairRows(first, second, { ...shown, tables, isPair: true }, who));
    if (isOfRegimes(violation)) rows.push(...differingRows(regimeRow(first, shown), regimeRow(second, shown), who));
  } else if (first !== undefined) {
    rows.push(...recordedRows(first, { ...shown, tables: tablesOf(statement, violation) }));
    if (reads(statement, "regimes") || isOfRegimes(violation)) rows.push(...regimeRow(first, shown));
  }
  return rows;
}

/** Asked and recorded rows, stage by stage. */
function inOrder(rows: readonly Row[]): readonly Row[] {
  const stages = [
    ...new Set(["market", "signal", "targeting", "scalar", "hold", "P&L", ...rows.map(({ stage }) => stage)]),
  ];
  return stages.flatMap((stage) => rows.filter((row) => row.stage === stage));
}

function pairLine({ scenario, followUp }: Counterexample, statement: Statement | undefined): string[] {
  if (followUp === undefined) return [];
  const changes = changesOf(scenario, followUp);
  const between = statement !== undefined && "kind" in statement && statement.kind === "relation" && statement.between;
  const who = secondOf(statement);
  const again = between ? "the same again, after a run of another scenario" : "the same again";
  return [`${who}: ${changes.length === 0 ? again : changes.join("; ")}`];
}

/** The second run's returns, of those assets of which they are others. */
function changedReturns({ scenario, followUp }: Counterexample, assets: readonly string[]): Row[] {
  const { market } = followUp!;
  const known = assets.filter((asset) => market.assets.includes(asset));
  const unmarked = markedBy([]);
  const before = returnRows(scenario, known, unmarked);
  const theirs = returnRows(followUp!, known, unmarked).map((row) => {
    const cells = new Map(market.dates.map((date, t) => [date, row.cells[t]!]));
    return { ...row, cells: scenario.market.dates.map((date) => cells.get(date) ?? "") };
  });
  return differingRows(before, theirs, SECOND).filter(({ label }) => label.startsWith(SECOND));
}

/** What both runs recorded where they differ; the second may have other assets. The wrong figure is in one of them. */
function pairRows(first: RunView, second: RunView, shown: Shown, who: string): Row[] {
  const unmarked = { ...shown, violation: { ...shown.violation, artifact: null } };
  const named = second.table("returns")?.columns ?? [];
  const others = named.some((asset) => !shown.assets.includes(asset)) ? named.slice(0, ASSETS_SHOWN) : shown.assets;
  return shown.tables.flatMap((table) => {
    const tables = [table];
    const theirs = recordedRows(second, { ...shown, tables, assets: others });
    const isMarked = theirs.some(({ cells }) => cells.some((cell) => cell.startsWith("[")));
    return differingRows(recordedRows(first, { ...(isMarked ? unmarked : shown), tables }), theirs, who);
  });
}

/** What the second run of a pair is called. */
const SECOND = "second run";

function secondOf(statement: Statement | undefined): string {
  const isRelation = statement !== undefined && "kind" in statement && statement.kind === "relation";
  return isRelation && statement.runner === "reference" ? "reference" : SECOND;
}

/** The tables that an invariant compares, those that it names in words, and the failing one. */
function tablesOf(statement: Statement | undefined, { artifact, message }: Violation): readonly TableName[] {
  const failing = tableOfArtifact(artifact);
  const needs: readonly string[] =
    statement !== undefined && "kind" in statement && statement.kind === "run" ? statement.needs : [];
  const words = new Set(`${statement?.title ?? ""} ${message}`.match(/\w+/g));
  return TABLE_NAMES.filter((name) => name === failing || needs.includes(name) || words.has(name));
}

interface Grid {
  readonly header: Row;
  readonly rows: readonly Row[];
  /** Days that are left out. */
  readonly hidden: number;
}

/** The columns of dates that fit, around the violation's date. */
function shownGrid(rows: readonly Row[], dates: readonly string[], { date }: Violation): Grid {
  const years = new Set(dates.map((each) => each.slice(0, 4)));
  const oneYear = years.size === 1;
  const whole = {
    stage: oneYear ? dates[0]!.slice(0, 4) : "",
    label: "",
    cells: dates.map((each) => (oneYear ? each.slice(5) : each)),
  };
  const between = (start: number, end: number): Grid => {
    const cut = (row: Row) => ({ ...row, cells: row.cells.slice(start, end) });
    const filled = rows.map(cut).filter(({ cells }) => cells.some((cell) => cell !== ""));
    return { header: cut(whole), rows: filled, hidden: dates.length - (end - start) };
  };
  const fits = ({ header, rows }: Grid) => gridLines(header, rows).every((line) => line.length <= WIDTH);
  const at = date === null ? dates.length - 1 : Math.max(0, dates.indexOf(date));
  let [from, to] = [at, at + 1];
  while (from > 0 && fits(between(from - 1, to))) from--;
  while (to < dates.length && fits(between(from, to + 1))) to++;
  return between(from, to);
}

/** The assets that matter first: the violation's, then as they stand. */
function assetsShown({ scenario: { market }, violation: { asset } }: Counterexample): readonly string[] {
  if (market.assets.length <= ASSETS_SHOWN) return market.assets;
  const named = market.assets.filter((each) => each === asset);
  const kept = new Set([...named, ...market.assets].slice(0, ASSETS_SHOWN + named.length));
  return market.assets.filter((each) => kept.has(each)).slice(0, ASSETS_SHOWN);
}

/** Whether a statement looks at a part of a run. */
function reads(statement: Statement | undefined, part: Need): boolean {
  return statement !== undefined && "kind" in statement && statement.kind === "run" && statement.needs.includes(part);
}

/** The log of the violation's date, or its beginning. */
function logLines(run: RunView | undefined, { date }: Violation): string[] {
  const lines = run?.run.log() ?? [];
  const dated = date === null ? lines : lines.filter((line) => line.includes(date));
  const shown = (dated.length === 0 ? lines : dated).slice(0, 6);
  return shown.map((line) => printable(`log  ${line}`).slice(0, WIDTH));
}

function outcomeLines({ invariant, violation }: Counterexample, run: RunView | undefined): string[] {
  const { expected, actual, residual, tolerance, artifact, location, message } = violation;
  const digits = digitsApart(expected, actual);
  const spelled = run === undefined ? undefined : byHand(run, violation);
  const stage = stageOf(invariant, location ?? artifact);
  const off = residual === null ? "" : `, off by ${brief(residual)} (allowed ${brief(tolerance)})`;
  return [
    `${stage === undefined ? "Where they part" : `They part at: ${stage}`}, ${place(violation)}`,
    `  expected ${figureText(expected, digits)}, was ${figureText(actual, digits)}${off}`,
    `  ${shortenDecimals(printable(message), digits)}`,
    ...(spelled === undefined ? [] : [`  by hand: ${spelled}`]),
  ];
}
