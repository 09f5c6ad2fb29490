import type { Comparison, RegimeUsage, ScalarUsage } from "../model/comparison.ts";
import { REGIMES } from "../model/regime.ts";
import type { Figure } from "../model/verdict.ts";
import { count, counted, inFull } from "../report/figures.ts";

/** A table as every writer lays it out: the first column is the row's name, the others are figures. */
export interface TableLayout {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const NAMES: Readonly<Record<string, string>> = {
  cagr: "CAGR",
  annual_vol: "Annual vol",
  sharpe: "Sharpe",
  max_drawdown: "MaxDD",
  worst_month: "Worst month",
  worst_quarter: "Worst quarter",
  mean_of_worst_5_percent_of_days: "Mean of worst 5% of days",
};

/** The tables of a comparison in the order of ENGINE.md; parts that are not recorded have none. */
export function tablesOf({ figures, scalars, regimes, deepest, overlay }: Comparison): TableLayout[] {
  const tables = [figureTable("Performance", ["Figure", "Baseline", "Scaled", "Delta"], figures)];
  if (scalars !== null) tables.push(scalarTable(scalars));
  if (regimes !== null) tables.push(distributionTable(regimes), matrixTable(regimes));
  if (deepest.length > 0) {
    tables.push({
      caption: "Deepest de-risk dates",
      header: ["Date", "Scalar", "Regime"],
      rows: deepest.map(({ date, scalar, regime }) => [date, scalar.toFixed(2), regime ?? "not recorded"]),
    });
  }
  if (overlay !== null) {
    tables.push(figureTable(`Overlay ${overlay.name}`, ["Tail figure", "Without", "With", "Delta"], overlay.figures));
  }
  return tables;
}

/** The lists of the interpretation; an empty one says so. */
export function signsOf({ interpretation }: Comparison): { title: string; lines: readonly string[] }[] {
  const { goodSigns, warningSigns, failureModes } = interpretation;
  return [
    { title: "Good signs", lines: goodSigns },
    { title: "Warning signs", lines: warningSigns },
    { title: "Failure modes", lines: failureModes },
  ];
}

/** One line on each run. */
export function runsOf({ baseline, scaled }: Comparison): { role: string; text: string }[] {
  return [
    { role: "Baseline", ...baseline },
    { role: "Scaled", ...scaled },
  ].map(({ role, name, engine, dates, from, to, rebalances }) => {
    const span = from === null ? "no dates" : `${count(dates)} dates from ${from} to ${to}`;
    const trades = rebalances === null ? "" : `, ${count(rebalances)} rebalances`;
    return { role, text: `${name}${engine === null ? "" : ` (${engine})`}: ${span}${trades}` };
  });
}

function figureTable(
  caption: string,
  header: readonly string[],
  figures: readonly { name: string; baseline: Figure; scaled: Figure; delta: Figure }[],
): TableLayout {
  const rows = figures.map(({ name, baseline, scaled, delta }) => [
    NAMES[name] ?? name,
    shown(name, baseline),
    shown(name, scaled),
    difference(name, delta),
  ]);
  return { caption, header, rows };
}

function scalarTable({ rebalances, scaled, share, mean, min, max, sleeves }: ScalarUsage): TableLayout {
  const range = (values: { mean: number; min: number; max: number }) =>
    [values.mean, values.min, values.max].map((value) => value.toFixed(3));
  return {
    caption: "Scalar usage",
    header: ["Scalar of", "Rebalances", "Scaled", "Share", "Mean", "Min", "Max"],
    rows: [
      ["System", count(rebalances), count(scaled), percent(share, 1), ...range({ mean, min, max })],
      ...(sleeves ?? []).map((sleeve) => [`Sleeve ${sleeve.name}`, "", "", "", ...range(sleeve)]),
    ],
  };
}

function distributionTable({ distribution, days, transitions, transitionsPerYear }: RegimeUsage): TableLayout {
  return {
    caption: `Regimes: ${counted(transitions, "transition")}, ${transitionsPerYear.toFixed(1)} a year`,
    header: ["Regime", "Days", "Share"],
    rows: [
      ...distribution.map((each) => [each.regime, count(each.days), percent(each.share, 1)]),
      ["All", count(days), percent(days === 0 ? 0 : 1, 1)],
    ],
  };
}

function matrixTable({ matrix }: RegimeUsage): TableLayout {
  return {
    caption: "Transitions: days on which the regime of the row was followed by that of the column",
    header: ["From", ...REGIMES],
    rows: matrix.map((row, from) => [REGIMES[from]!, ...row.map(count)]),
  };
}

function shown(name: string, value: Figure): string {
  if (typeof value !== "number") return value === null ? "–" : inFull(value);
  return name === "sharpe" ? value.toFixed(2) : percent(value, 2);
}

/** Signed; a difference of percentages is in percentage points. */
function difference(name: string, delta: Figure): string {
  if (typeof delta !== "number") return "–";
  const text = name === "sharpe" ? delta.toFixed(2) : `${(delta * 100).toFixed(2)} pp`;
  if (/^-0\.00/.test(text)) return text.slice(1);
  return delta > 0 && !text.startsWith("0.00") ? `+${text}` : text;
}

function percent(fraction: number, digits: number): string {
  return `${(fraction * 100).toFixed(digits)}%`;
}
