import type { Config } from "../model/config.ts";
import type { Counterexample } from "../model/counterexample.ts";
import type { ScenarioDocument } from "../model/scenario.ts";
import type { Violation } from "../model/verdict.ts";

/** Days and assets shown; a reduced counterexample seldom has more. */
const DAYS_SHOWN = 12;
const ASSETS_SHOWN = 6;

interface Column {
  readonly title: string;
  cell(date: string, row: number): string;
}

/**
 * A counterexample as a small table that a person can work by hand: by date the returns, the weights asked for and
 * the scalars given, then the settings, then what was expected where and what was found there. Plain text.
 */
export function counterexampleTable({ invariant, scenario, followUp, violation, found }: Counterexample): string {
  const columns = [
    { title: "date", cell: (date: string) => date },
    ...returnColumns("return", scenario),
    ...(followUp === undefined || sameReturns(scenario, followUp) ? [] : returnColumns("second run: return", followUp)),
    ...weightColumns(scenario),
    ...scalarColumn(scenario.config),
  ];
  const rows = shownRows(scenario.market.dates, violation.date);
  const lines = [
    `${invariant} (seed ${found.seed}, case ${found.case})`,
    ...aligned([columns.map(({ title }) => title), ...rows.map((row) => rowOf(columns, scenario, row))]),
  ];
  const hidden = scenario.market.dates.length - rows.length;
  if (hidden > 0) lines.push(`… and ${hidden} more days`);
  const hiddenAssets = scenario.market.assets.length - ASSETS_SHOWN;
  if (hiddenAssets > 0) lines.push(`… and ${hiddenAssets} more assets`);
  return [...lines, settingsOf(scenario.config), ...outcomeOf(violation)].join("\n");
}

function rowOf(columns: readonly Column[], { market }: ScenarioDocument, row: number): string[] {
  return columns.map((column) => column.cell(market.dates[row]!, row));
}

function returnColumns(title: string, { market }: ScenarioDocument): Column[] {
  return market.assets.slice(0, ASSETS_SHOWN).map((asset, i) => ({
    title: `${title} ${asset}`,
    cell: (_, row) => String(market.returns[row]?.[i] ?? ""),
  }));
}

/** Weights as they are asked for, by sleeve; nothing where the sleeve holds. */
function weightColumns({ market, config }: ScenarioDocument): Column[] {
  return config.sleeves.flatMap(({ name, budget, strategy }) => {
    const title = config.sleeves.length === 1 && budget === 1 ? "weight" : `${name} × ${budget}: weight`;
    if (strategy.kind !== "weights") return [{ title: `${name} × ${budget}`, cell: () => strategy.kind }];
    const rows = new Map(strategy.dates.map((date, k) => [date, strategy.values[k]]));
    return market.assets.slice(0, ASSETS_SHOWN).map((asset, i) => ({
      title: `${title} ${asset}`,
      cell: (date: string) => String(rows.get(date)?.[i] ?? ""),
    }));
  });
}

function scalarColumn({ allocator }: ScenarioDocument["config"]): Column[] {
  if (allocator.mode !== "precomputed") return [];
  const scalars = new Map(allocator.applied.map(({ date, risk_scalar_applied }) => [date, risk_scalar_applied]));
  return [{ title: "applied scalar", cell: (date) => String(scalars.get(date) ?? "") }];
}

function settingsOf(config: Config): string {
  const { costs, conventions, limits, initialCapital } = config;
  return [
    `settings: ${exposureOf(config)}`,
    `allocator ${allocatorOf(config)}`,
    `rebalance ${typeof config.rebalance === "string" ? `every ${config.rebalance}` : JSON.stringify(config.rebalance)}`,
    `limits ${limits.maxAssetWeight} an asset, ${limits.maxGross} gross`,
    `costs ${costs.halfSpreadBps + costs.feeBps} bps`,
    `capital ${initialCapital}`,
    `${conventions.returns} returns, ${conventions.annualization} bars a year, ddof ${conventions.ddof}`,
  ].join("; ");
}

function exposureOf({ exposure }: Config): string {
  if (exposure.kind === "none") return "no exposure policy";
  if (exposure.kind === "fixed") return `exposure × ${exposure.multiplier}`;
  const { targetVol, volWindow, minObservations, volFloor, leverageCap } = exposure;
  return (
    `vol-target ${targetVol} over ${volWindow} bars (at least ${minObservations}), floor ${volFloor}, ` +
    `leverage cap ${leverageCap}`
  );
}

function allocatorOf({ allocator }: Config): string {
  if (allocator.mode === "off") return "off";
  const missing = `default ${allocator.applyMissingScalarAs}`;
  if (allocator.mode === "precomputed") return `precomputed, ${missing}`;
  return `compute, scalars by rebalance [${(allocator.scalars ?? []).join(", ")}], ${missing}`;
}

function outcomeOf({ artifact, date, asset, expected, actual, message }: Violation): string[] {
  const place = [artifact, date, asset].filter((part) => part !== null).join(", ");
  return [
    `${place === "" ? "outcome" : place}: expected ${expected ?? "a value"}, was ${actual ?? "missing"}`,
    message,
  ];
}

/** The days up to the violation, as many as fit; the first ones when it has no date. */
function shownRows(dates: readonly string[], date: string | null): number[] {
  const at = date === null ? DAYS_SHOWN - 1 : dates.indexOf(date);
  const end = Math.min(dates.length, Math.max(at + 1, DAYS_SHOWN));
  const start = Math.max(0, end - DAYS_SHOWN);
  return Array.from({ length: end - start }, (_, i) => start + i);
}

function sameReturns(a: ScenarioDocument, b: ScenarioDocument): boolean {
  return JSON.stringify(a.market) === JSON.stringify(b.market);
}

/** Lines of cells under each other: the first column left, figures right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}
