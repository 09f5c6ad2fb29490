import type { Config } from "../../model/config.ts";
import type { Panel } from "../../model/panel.ts";
import type { TableName } from "../../model/run.ts";
import type { Figure, Violation } from "../../model/verdict.ts";
import { standardDeviation } from "../../numeric/statistics.ts";
import type { RunView } from "../../verify/run-view.ts";
import { short } from "./numbers.ts";
import { tableOfArtifact } from "./stage.ts";

/** Terms that are spelled out; a longer sum is no work for a hand. */
const MOST_TERMS = 6;

/** A sum spelled out, and what it comes to. */
interface Worked {
  readonly text: string;
  readonly value: number;
}

/**
 * The arithmetic behind a violation on the failing date, spelled out with the recorded figures: `0.5 × 0.1 = 0.05`.
 * Only what comes to the expected figure, or to the sum that is over its limit; undefined where nothing short does.
 */
export function byHand(run: RunView, violation: Violation): string | undefined {
  const { artifact, date, asset, expected, actual, message } = violation;
  const table = tableOfArtifact(artifact);
  if (table === undefined || date === null || asset !== null) return undefined; // a cell is no sum
  if (table.startsWith("weights") && !message.includes(`Σ|${table}|`)) return undefined; // another sum of the row
  const ways = waysTo(run, table, date, message);
  return ways.find(({ value }) => isSame(value, expected) || isSame(value, actual))?.text;
}

function waysTo(run: RunView, table: TableName, date: string, message: string): readonly Worked[] {
  if (table === "portfolio_returns") return returnsOf(run, date);
  if (table === "leverage_series") {
    return /volatility/.test(message)
      ? targetingOf(run, date)
      : GROSSES.flatMap((name) => grossAt(run, name, date, message));
  }
  if (table === "turnover") return tradesOf(run, date);
  const own = table.startsWith("weights") ? run.table(table) : undefined;
  return own === undefined ? [] : grossOf(own, table, date);
}

/** Books that the table of leverages tells the gross of. */
const GROSSES = ["weights_pre", "weights_post"] as const;

function grossAt(run: RunView, name: TableName, date: string, message: string): Worked[] {
  const book = run.table(name);
  return book === undefined || !message.includes(name) ? [] : grossOf(book, name, date);
}

/** Σ|w| of a book. */
function grossOf(table: Panel, name: string, date: string): Worked[] {
  const row = rowAt(table, date);
  if (row === undefined) return [];
  return summed(
    `Σ|${name}|`,
    row.map((weight) => [`|${short(weight)}|`, Math.abs(weight)]),
  );
}

/** Σ w·r, less cost, and as a simple return. */
function returnsOf(run: RunView, date: string): Worked[] {
  const { returns: convention, earnsFrom } = run.conventions;
  const [weights, returns, booked] = [run.table("weights_daily"), run.table("returns"), run.table("portfolio_returns")];
  if (earnsFrom === 1 || weights === undefined || returns === undefined || booked === undefined) return [];
  const [held, earned] = [rowAt(weights, date), rowAt(returns, date)];
  if (held === undefined || earned === undefined) return [];
  const isLog = convention === "log";
  const terms = held.map((weight, i): Term => {
    const move = earned[returns.columns.indexOf(weights.columns[i]!)] ?? 0;
    const text = isLog ? short(move) : `(exp(${short(move)}) − 1)`;
    return [`${short(weight)} × ${text}`, weight * (isLog ? move : Math.expm1(move))];
  });
  const [gross] = summed(isLog ? "Σ w·r" : "Σ w·(exp(r) − 1)", terms);
  if (gross === undefined) return [];
  const cost = rowAt(booked, date)?.[booked.columns.indexOf("cost")] ?? 0;
  const net = gross.value - cost;
  const less = cost === 0 ? gross.text : `${gross.text}; less cost ${short(cost)} = ${short(net)}`;
  const other = isLog ? Math.expm1(net) : Math.log1p(net);
  const name = isLog ? "exp" : "log";
  const spelled = isLog ? `exp(${short(net)}) − 1` : `${name}(1 + ${short(net)})`;
  return [gross, { text: less, value: net }, { text: `${less}; ${spelled} = ${short(other)}`, value: other }];
}

/** The volatility of the unit book, and target over it under the caps. */
function targetingOf(run: RunView, date: string): Worked[] {
  const [pre, returns, series] = [run.table("weights_pre"), run.table("returns"), run.table("leverage_series")];
  const exposure = run.config?.exposure;
  if (exposure?.kind !== "vol-target" || pre === undefined || returns === undefined || series === undefined) return [];
  const book = rowAt(pre, date);
  const end = returns.dates.indexOf(date) + run.conventions.earnsFrom;
  if (book === undefined || end < 1) return [];
  const gross = book.reduce((total, weight) => total + Math.abs(weight), 0);
  const moves = returns.dates.slice(Math.max(1, end - exposure.volWindow), end).map((each) => {
    const row = rowAt(returns, each)!;
    return book.reduce(
      (total, weight, i) => total + (weight / gross) * (row[returns.columns.indexOf(pre.columns[i]!)] ?? 0),
      0,
    );
  });
  const { annualization, ddof } = run.conventions;
  const volatility = standardDeviation(Float64Array.from(moves), ddof) * Math.sqrt(annualization);
  const listed = moves.length <= MOST_TERMS ? moves.map((move) => short(move)).join(", ") : `${moves.length} returns`;
  const spelled = `standard deviation of the unit book's ${listed} × √${short(annualization)} = ${short(volatility)}`;
  return [{ text: spelled, value: volatility }, ...leverageOf(run.config!, exposure, book, gross, volatility)];
}

function leverageOf(
  { limits }: Config,
  { targetVol, volFloor, leverageCap }: Extract<Config["exposure"], { kind: "vol-target" }>,
  book: readonly number[],
  gross: number,
  volatility: number,
): Worked[] {
  const wanted = targetVol / Math.max(volatility, volFloor);
  const largest = book.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const byAsset = (limits.maxAssetWeight * gross) / largest;
  const value = Math.min(wanted, leverageCap, limits.maxGross, byAsset);
  const divisor =
    volatility < volFloor ? `the floor ${short(volFloor)} (volatility ${short(volatility)})` : short(volatility);
  const caps = [
    `leverage ${short(leverageCap)}`,
    `gross ${short(limits.maxGross)}`,
    gross === largest
      ? `asset ${short(byAsset)}`
      : `asset ${short(limits.maxAssetWeight)} × ${short(gross)} / ${short(largest)} = ${short(byAsset)}`,
  ];
  const ratio = `target ${short(targetVol)} / ${divisor} = ${short(wanted)}`;
  return [{ text: value === wanted ? ratio : `${ratio}, at most ${short(value)} (${caps.join(", ")})`, value }];
}

/** Σ|w_new − w_held| where the book held is the row before it. */
function tradesOf(run: RunView, date: string): Worked[] {
  const table = run.table("weights_scaled");
  const row = table === undefined ? undefined : rowAt(table, date);
  if (table === undefined || row === undefined || run.config?.holding === "drifting-positions") return [];
  const at = table.dates.indexOf(date);
  const before = at === 0 ? row.map(() => 0) : rowAt(table, table.dates[at - 1]!)!;
  const terms = row.map(
    (weight, i): Term => [`|${short(weight)} − ${short(before[i]!)}|`, Math.abs(weight - before[i]!)],
  );
  return summed("Σ|w_new − w_held|", terms);
}

type Term = readonly [text: string, value: number];

/** A sum of the terms that are not 0; nothing where they are too many. */
function summed(what: string, terms: readonly Term[]): Worked[] {
  const told = terms.filter(([, value]) => value !== 0);
  if (told.length === 0 || told.length > MOST_TERMS) return [];
  const value = told.reduce((total, [, term]) => total + term, 0);
  return [
    {
      text: `${what} = ${told.map(([text]) => text).join(" + ") || "0"}${told.length === 0 ? "" : ` = ${short(value)}`}`,
      value,
    },
  ];
}

function rowAt({ dates, columns, values }: Panel, date: string): number[] | undefined {
  const row = dates.indexOf(date);
  return row < 0 ? undefined : [...values.subarray(row * columns.length, (row + 1) * columns.length)];
}

function isSame(value: number, figure: Figure): boolean {
  return typeof figure === "number" && Math.abs(value - figure) <= 1e-9 * (1 + Math.abs(figure));
}
