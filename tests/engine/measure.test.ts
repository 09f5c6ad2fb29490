import { describe, expect, it } from "vitest";
import { deviation } from "../../src/engine/deviation.ts";
import { worstPeriods } from "../../src/engine/periods.ts";
import { runStages } from "../../src/engine/reference.ts";
import { curveOf } from "../../src/engine/underwater.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Bars } from "./scenarios.ts";
import { january, scenarioOn, weightsConfig } from "./scenarios.ts";

/** Metrics of holding one asset, in full, over the given simple returns. */
function metricsOf(simple: readonly number[], rest: Partial<ConfigInput> = {}) {
  const bars = january(...simple.map((value) => [Math.log1p(value)]));
  return heldFromStart(bars, rest);
}

function heldFromStart(bars: Bars, rest: Partial<ConfigInput> = {}) {
  return runStages(scenarioOn(bars, weightsConfig({ [bars[0]![0]]: [1] }, rest))).metrics()!;
}

describe("metrics", () => {
  it("follow from the returns of bars 1 to T−1, worked by hand", () => {
    const metrics = metricsOf([0.1, -0.2, 0.05, 0]);
    const growth = 1.1 * 0.8 * 1.05;
    const mean = -0.05 / 4;
    const squares = (0.1 - mean) ** 2 + (-0.2 - mean) ** 2 + (0.05 - mean) ** 2 + mean ** 2;
    const sigma = Math.sqrt(squares / 3);
    const downside = Math.sqrt(0.2 ** 2 / 4);
    const cagr = growth ** (252 / 4) - 1;
    expect(metrics.cagr).toBeCloseTo(cagr, 12);
    expect(metrics.annual_vol).toBeCloseTo(sigma * Math.sqrt(252), 12);
    expect(metrics.sharpe).toBeCloseTo((mean / sigma) * Math.sqrt(252), 12);
    expect(metrics.sortino).toBeCloseTo((mean / downside) * Math.sqrt(252), 12);
    expect(metrics.max_drawdown).toBeCloseTo(-0.2, 12);
    expect(metrics.calmar).toBeCloseTo(cagr / 0.2, 10);
    expect(metrics.hit_rate).toBe(0.5);
    expect(metrics.worst_month).toBeCloseTo(growth - 1, 12);
    expect(metrics.worst_quarter).toBeCloseTo(growth - 1, 12);
    expect(metrics.turnover_annual).toBe(252 / 4);
    expect(metrics.ruin_date).toBeNull();
  });

  it("are null where a year at that pace is beyond any double", () => {
    expect(metricsOf([-0.5, 200])).toMatchObject({ cagr: expect.any(Number), calmar: expect.any(Number) });
    expect(metricsOf([-0.5, 2e3])).toMatchObject({ cagr: null, calmar: null, max_drawdown: expect.closeTo(-0.5, 12) });
    expect(metricsOf([-1e-9, 265])).toMatchObject({ cagr: expect.any(Number), calmar: null });
  });

  it("follow the annualization and ddof of the config", () => {
    const conventions = { returns: "log", earnsFrom: 0, annualization: 12, ddof: 0 } as const;
    const metrics = metricsOf([0.1, -0.1], { conventions });
    expect(metrics.annual_vol).toBeCloseTo(0.1 * Math.sqrt(12), 12);
    expect(metrics.cagr).toBeCloseTo(0.99 ** 6 - 1, 12);
  });

  it("count from the initial capital, whatever it is", () => {
    expect(metricsOf([0.1, -0.2], { initialCapital: 1_000_000 }).cagr).toBeCloseTo(0.88 ** 126 - 1, 12);
  });

  it("are null where they are undefined", () => {
    expect(metricsOf([0, 0])).toMatchObject({ sharpe: null, sortino: null, calmar: null, annual_vol: 0, cagr: 0 });
    const oneBar = metricsOf([0.1]);
    expect(oneBar).toMatchObject({ annual_vol: null, sharpe: null, sortino: null, hit_rate: 1 });
    expect(oneBar.worst_month).toBeCloseTo(0.1, 12);
    expect(heldFromStart([["2024-01-01", [0]]])).toEqual({
      cagr: null,
      annual_vol: null,
      sharpe: null,
      sortino: null,
      calmar: null,
      max_drawdown: 0,
      max_drawdown_peak_date: null,
      max_drawdown_trough_date: null,
      max_drawdown_bars: 0,
      worst_month: null,
      worst_quarter: null,
      hit_rate: null,
      turnover_annual: null,
      ruin_date: null,
    });
  });

  it("give no Sharpe ratio to returns that never change, where a plain mean would leave a rounding error of vol", () => {
    const metrics = heldFromStart(january([0.1], [0.1], [0.1], [0.1], [0.1], [0.1], [0.1]));
    expect(metrics).toMatchObject({ annual_vol: 0, sharpe: null, sortino: null });
  });
});

describe("the deepest drawdown", () => {
  it("has its peak, trough and length, recovered or not", () => {
    const recovered = metricsOf([0.25, -0.2, -0.1, 0.5, -0.1]); // 1.25, 1.00, 0.90, 1.35, 1.215
    expect(recovered.max_drawdown).toBeCloseTo(-0.28, 12);
    expect(recovered).toMatchObject({
      max_drawdown_peak_date: "2024-01-02",
      max_drawdown_trough_date: "2024-01-04",
      max_drawdown_bars: 3, // 01-02 to 01-05, when equity is back above 1.25
    });
    const underWater = metricsOf([0.25, -0.2, 0.1, 0.05]);
    expect(underWater).toMatchObject({ max_drawdown_trough_date: "2024-01-03", max_drawdown_bars: 3 });
  });

  it("counts a first-bar loss from the capital", () => {
    // quantstats#438: a loss of 10%, then 25% in all, was reported as 16.7%.
    const curve = curveOf(Float64Array.of(-0.1, -1 / 6, 0), 100);
    expect(curve.deepest).toBeCloseTo(-0.25, 12);
    expect([curve.peakRow, curve.troughRow, curve.underWaterBars]).toEqual([0, 1, 2]);
  });

  it("is a fraction of the peak, not of the first value", () => {
    // quantstats PR#541: for this equity −95.2% was reported, the truth is −7.69%.
    const equity = [5000, 5100, 4900, 5200, 4800, 5050];
    const simple = Float64Array.from(equity, (value, t) => value / (equity[t - 1] ?? 5000) - 1);
    expect(curveOf(simple, 5000).deepest).toBeCloseTo(4800 / 5200 - 1, 12);
  });

  it("is the first of two that are equally deep, and the later of two touches of its peak", () => {
    const curve = curveOf(Float64Array.of(0, 0, -0.5, 1, -0.5), 1);
    expect([curve.peakRow, curve.troughRow, curve.underWaterBars]).toEqual([1, 2, 2]);
  });
});

describe("the worst period", () => {
  const dates = ["2023-11-30", "2023-12-01", "2023-12-29", "2024-01-02", "2024-02-01"];
  const simple = Float64Array.of(-0.9, -0.1, 0.05, -0.08, 0.2); // row 0 is no return

  it("compounds within calendar months and quarters, across a new year too", () => {
    const worst = worstPeriods(dates, simple)!;
    expect(worst.month).toBeCloseTo(-0.08, 14);
    expect(worst.quarter).toBeCloseTo(0.9 * 1.05 - 1, 14);
  });

  it("may be the last one", () => {
    expect(worstPeriods(dates, Float64Array.of(0, 0.1, 0.1, 0.1, -0.3))!.month).toBeCloseTo(-0.3, 14);
  });
});

describe("the deviation", () => {
  it("is undefined with no more values than degrees of freedom", () => {
    expect(deviation(Float64Array.of(1), 0, 1, 1)).toBeNaN();
    expect(deviation(Float64Array.of(1), 0, 1, 0)).toBe(0);
  });

  it("keeps its digits where values are large and close", () => {
    expect(deviation(Float64Array.of(1e9, 1e9 + 1, 1e9 + 2), 0, 3, 1)).toBe(1);
  });
});
