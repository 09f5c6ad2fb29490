import type { ConfigInput } from "../../src/model/config.ts";
import { parseConfig } from "../../src/model/config.ts";
import { createMarket } from "../../src/model/market.ts";
import type { Run, TableName } from "../../src/model/run.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { createScenario } from "../../src/model/scenario.ts";

/** A market as a table: `[date, [one log return an asset]]`. */
export type Bars = readonly (readonly [string, readonly number[]])[];

/** A scenario on a small market; assets are named A, B, C, … unless named. */
export function scenarioOn(bars: Bars, config: ConfigInput, assets?: readonly string[]): Scenario {
  const width = bars[0]![1].length;
  const names = assets ?? Array.from({ length: width }, (_, i) => String.fromCharCode(65 + i));
  const dates = bars.map(([date]) => date);
  const market = createMarket(dates, names, Float64Array.from(bars.flatMap(([, row]) => row)));
  return createScenario(market, parseConfig(config));
}

/** A config of one sleeve that is told its weights: `{ date: row }`, `null` to hold. */
export function weightsConfig(
  rows: Readonly<Record<string, readonly number[] | null>>,
  rest: Partial<ConfigInput> = {},
): ConfigInput {
  const dates = Object.keys(rows);
  const values = dates.map((date) => {
    const row = rows[date];
    return row === null || row === undefined ? null : [...row];
  });
  return {
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "weights", dates, values } }],
    rebalance: "day",
    exposure: { kind: "none" },
    ...rest,
  };
}

/** Consecutive days of January 2024, one row of returns each; the first row is put in front as zeros. */
export function january(...rows: readonly (readonly number[])[]): Bars {
  const width = rows[0]!.length;
  const all = [new Array<number>(width).fill(0), ...rows];
  return all.map((row, t) => [`2024-01-${String(t + 1).padStart(2, "0")}`, row] as const);
}

/** A table's rows by date; missing cells are null. */
export function rowsOf(run: Run, name: TableName): [string, (number | null)[]][] {
  const table = run.table(name);
  if (table === undefined) throw new Error(`no table ${name}`);
  const width = table.columns.length;
  return table.dates.map((date, t) => [
    date,
    table.columns.map((_, i) => (table.missing?.[t * width + i] === 1 ? null : table.values[t * width + i]!)),
  ]);
}

/** The lines of a run's log. */
export function logOf(run: Run): readonly string[] {
  const lines = run.log();
  if (lines === undefined) throw new Error("the run has no log");
  return lines;
}
