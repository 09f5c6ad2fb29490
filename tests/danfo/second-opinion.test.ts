import * as danfo from "danfojs-node";
import { describe, expect, it } from "vitest";
import { toDataFrame } from "../../src/danfo/bridge.ts";
import { runStages } from "../../src/engine/reference.ts";
import { builtinMarkets } from "../../src/markets/builtin.ts";
import { drawdownSeries } from "../../src/metrics/drawdown-series.ts";
import { maxDrawdown } from "../../src/metrics/max-drawdown.ts";
import { worstPeriod } from "../../src/metrics/worst-period.ts";
import { parseConfig } from "../../src/model/config.ts";
import type { Run } from "../../src/model/run.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { recordedEquity, simpleReturns } from "../../src/verify/column.ts";
import { recomputedPnl } from "../../src/verify/recomputed-pnl.ts";
import { RunView } from "../../src/verify/run-view.ts";

/**
 * The built-in markets' runs once more, over danfo's Series, which compute in float64: P&L, drawdown and group sums
 * that share no line with the auditor's. Sums of up to 13 terms a date, or 23 a month, and a product of two: 1e-14 of
 * the magnitudes is some 50 roundings.
 */
const UNIT = 1e-14;

interface Recomputed {
  readonly run: Run;
  readonly view: RunView;
  readonly capital: number;
}

function runOn(name: string): Recomputed {
  const market = builtinMarkets.find((each) => each.name === name)!;
  const config = parseConfig(market.config);
  const run = runStages(createScenario(market.load(), config));
  return { run, view: new RunView(run, name), capital: config.initialCapital };
}

const seriesOf = (values: ArrayLike<number>) => new danfo.Series(Array.from(values), { dtypes: ["float32"] });
const column = (frame: danfo.DataFrame, name: string): danfo.Series => frame.column(name);
const numbersOf = (series: danfo.Series) => series.values as number[];

const columnsOf = (frame: danfo.DataFrame) => frame.columns.map((name) => column(frame, name));

/** Σ_i a_i · b_i by date, over the Series of two frames with the same columns; `part` of each product. */
function sumOfProducts(
  one: readonly danfo.Series[],
  other: readonly danfo.Series[],
  part = (product: danfo.Series) => product,
): number[] {
  const terms = one.map((each, i) => part(each.mul(other[i]!) as danfo.Series));
  return numbersOf(terms.reduce((total, term) => total.add(term) as danfo.Series));
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, scale: (row: number) => number): void {
  expect(actual.length).toBe(expected.length);
  for (let row = 0; row < expected.length; row++) {
    const difference = Math.abs(actual[row]! - expected[row]!);
    if (!(difference <= UNIT * scale(row))) expect.fail(`row ${row}: ${actual[row]} is not ${expected[row]}`);
  }
}

describe.each(builtinMarkets.map(({ name }) => name))("%s over Series", (name) => {
  const { run, view, capital } = runOn(name);

  it("P&L is Σ w·r by date", () => {
    expect(view.conventions.earnsFrom).toBe(0);
    const simple = view.conventions.returns === "simple";
    const weights = columnsOf(toDataFrame(run, "weights_daily", danfo));
    const returns = columnsOf(toDataFrame(run, "returns", danfo)).map((log) =>
      simple ? (log.apply(Math.expm1) as danfo.Series) : log,
    );
    const pnl = sumOfProducts(weights, returns);
    const sizes = sumOfProducts(weights, returns, (product) => product.abs() as danfo.Series);
    const audited = recomputedPnl(view);
    expectNear(audited.gross, pnl, (row) => sizes[row]!);
    expectNear(audited.scale, sizes, (row) => sizes[row]!);
    expectNear(
      numbersOf(column(toDataFrame(run, "portfolio_returns", danfo), "gross_return")),
      pnl,
      (row) => sizes[row]!,
    );
    expect(pnl.filter((each) => each !== 0).length).toBeGreaterThan(60);
  });

  it("drawdown is equity over its running maximum, the capital counted", () => {
    const equity = numbersOf(column(toDataFrame(run, "equity_curve", danfo), "equity"));
    const seeded = seriesOf([capital, ...equity]);
    const drawdown = (seeded.div(seeded.cumMax() as danfo.Series) as danfo.Series).sub(1) as danfo.Series;
    const audited = drawdownSeries(recordedEquity(view), capital);
    expectNear(audited, numbersOf(drawdown).slice(1), () => 1);
    expectNear([maxDrawdown(recordedEquity(view), capital).depth], [drawdown.min()], () => 1);
    expectNear([run.metrics()!.max_drawdown as number], [drawdown.min()], () => 1);
    expect(drawdown.min()).toBeLessThan(-0.01);
  });

  it.each(["month", "quarter"] as const)("the worst %s is the least sum of log returns of a group", (period) => {
    const table = run.table("portfolio_returns")!;
    const logs = numbersOf(column(toDataFrame(run, "portfolio_returns", danfo), "log_return"));
    const keys = table.dates.map((date) => periodOf(date, period));
    const rows = logs.map((log, t) => [keys[t]!, log] as const).slice(1); // row 0 is no return
    const frame = new danfo.DataFrame(
      rows.map((row) => [...row]),
      { columns: ["period", "log"] },
    );
    const sums = column(frame.groupby(["period"]).col(["log"]).sum(), "log_sum");
    const worst = Math.expm1(sums.min());
    expectNear([worstPeriod(table.dates, simpleReturns(view), period)], [worst], () => 1);
    expectNear([run.metrics()![`worst_${period}`] as number], [worst], () => 1);
    expect(sums.shape[0]).toBe(new Set(keys.slice(1)).size);
  });
});

/** 2024-05-31 → 2024-05, or 2024-Q2. */
function periodOf(date: string, period: "month" | "quarter"): string {
  return period === "month" ? date.slice(0, 7) : `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}
