import { describe, expect, it } from "vitest";
import { comparisonSchema } from "../../src/model/comparison.ts";
import { compareRuns } from "../../src/passes/compare.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { returnsOf } from "../support/returns.ts";
import type { RunSketch } from "../support/run-of.ts";
import { runOf, withCell, withoutColumns, withoutRows } from "../support/run-of.ts";
import { labels, table } from "../support/tables.ts";

const weights_scaled = table`
  date        ZT
  2024-01-03  1
  2024-01-04  1
  2024-01-05  1`;
const returns = table`
  date        ZT
  2024-01-02  0
  2024-01-03  0.01`;
const halved = table`
  date        ZT
  2024-01-03  1
  2024-01-04  0.5
  2024-01-05  0.25`;
const allocator_risk_v1_applied = table`
  date        risk_scalar_applied
  2024-01-03  1
  2024-01-04  0.5
  2024-01-05  0.25`;
const regimes = labels`
  date        regime
  2024-01-02  NORMAL
  2024-01-03  NORMAL
  2024-01-04  CRISIS
  2024-01-05  STRESS`;

const baseline: RunSketch = {
  tables: { portfolio_returns: returnsOf(0.1, -0.2, 0.1), weights_scaled, returns },
  regimes,
};
const scaled: RunSketch = {
  tables: {
    portfolio_returns: returnsOf(0.1, -0.1, 0.05),
    weights_scaled: halved,
    returns,
    allocator_risk_v1_applied,
  },
};

function compared(first: RunSketch, second: RunSketch) {
  return compareRuns({ baseline: new RunView(runOf(first), "A"), scaled: new RunView(runOf(second), "B") });
}

describe("a comparison of two runs", () => {
  const comparison = compared(baseline, scaled);
  const figure = (name: string) => comparison.figures.find((each) => each.name === name)!;

  it("is a document of its schema, with the figures of ENGINE.md in its order", () => {
    expect(comparisonSchema.parse(JSON.parse(JSON.stringify(comparison)))).toEqual(comparison);
    expect(comparison.figures.map(({ name }) => name)).toEqual([
      "cagr",
      "annual_vol",
      "sharpe",
      "max_drawdown",
      "worst_month",
      "worst_quarter",
    ]);
  });

  it("works every figure out from the returns, baseline, scaled and difference", () => {
    expect(figure("max_drawdown").baseline).toBeCloseTo(-0.2, 12);
    expect(figure("max_drawdown").scaled).toBeCloseTo(-0.1, 12);
    expect(figure("max_drawdown").delta).toBeCloseTo(0.1, 12);
    expect(figure("worst_month").baseline).toBeCloseTo(1.1 * 0.8 * 1.1 - 1, 12);
    expect(figure("worst_quarter").scaled).toBeCloseTo(1.1 * 0.9 * 1.05 - 1, 12);
    expect(figure("cagr").baseline).toBeCloseTo((1.1 * 0.8 * 1.1) ** 84 - 1, 12);
    // mean 0, deviation √0.03 of 0.1, −0.2, 0.1
    expect(figure("annual_vol").baseline).toBeCloseTo(Math.sqrt(0.03 * 252), 12);
    expect(figure("sharpe").baseline).toBeCloseTo(0, 12);
  });

  it("ignores what a run says of itself in metrics.json", () => {
    const boasting = compared({ ...baseline, metrics: { cagr: 99, max_drawdown: 0 } }, scaled);
    expect(boasting.figures).toEqual(comparison.figures);
  });

  it("counts how the scalars were used, and lists the deepest first", () => {
    expect(comparison.scalars).toEqual({ rebalances: 3, scaled: 2, share: 2 / 3, mean: 1.75 / 3, min: 0.25, max: 1 });
    expect(comparison.deepest).toEqual([
      { date: "2024-01-05", scalar: 0.25, regime: "STRESS" },
      { date: "2024-01-04", scalar: 0.5, regime: "CRISIS" },
    ]);
  });

  it("counts days and transitions of the regime", () => {
    expect(comparison.regimes).toMatchObject({ days: 4, transitions: 2, transitionsPerYear: 168 });
    expect(comparison.regimes!.distribution.map(({ days }) => days)).toEqual([2, 0, 1, 1]);
    expect(comparison.regimes!.matrix).toEqual([
      [1, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
  });

  it("reads good signs and warning signs out of it", () => {
    const { goodSigns, warningSigns, failureModes } = comparison.interpretation;
    expect(goodSigns).toContain("The deepest drawdown is shallower: -20.00% to -10.00%");
    expect(goodSigns).toContain("The deepest de-risk dates all lie in STRESS or CRISIS");
    expect(warningSigns).toEqual([
      "The regime thrashes: 168.0 transitions a year, more than 50",
      "The scalar is always below 1: at most 0.50 after the first rebalance",
    ]);
    expect(failureModes).toEqual([]);
  });

  it("warns the other way round", () => {
    const { goodSigns, warningSigns } = compared(scaled, { ...baseline, config: {} }).interpretation;
    expect(warningSigns[0]).toBe("The deepest drawdown is worse: -10.00% to -20.00%");
    expect(warningSigns[1]).toMatch(/^The Sharpe ratio falls by more than 0.2: \d/);
    expect(goodSigns.join()).not.toContain("shallower");
  });

  it("shows sleeves of their own, and leaves out what is not recorded", () => {
    const allocator_sleeve_risk_v1_applied = table`
      date        core  trend
      2024-01-03  1     1
      2024-01-04  0.5   0.9`;
    const sleeved = compared(baseline, { ...scaled, tables: { ...scaled.tables, allocator_sleeve_risk_v1_applied } });
    expect(sleeved.scalars?.sleeves).toEqual([
      { name: "core", mean: 0.75, min: 0.5, max: 1 },
      { name: "trend", mean: 0.95, min: 0.9, max: 1 },
    ]);
    const bare = compared({ tables: { portfolio_returns: returnsOf(0.1) } }, { tables: {} });
    expect(bare).toMatchObject({ scalars: null, regimes: null, deepest: [], scaled: { dates: 0, from: null } });
    expect(bare.figures.map(({ delta }) => delta)).toEqual([null, null, null, null, null, null]);
  });
});

describe("failure modes of a comparison", () => {
  const modes = (first: RunSketch, second: RunSketch) => compared(first, second).interpretation.failureModes;
  const with_ = (sketch: RunSketch, tables: RunSketch["tables"]): RunSketch => ({
    ...sketch,
    tables: { ...sketch.tables, ...tables },
  });

  it("name a gross exposure above the baseline's, but not an overlay's hedge", () => {
    const levered = with_(scaled, { weights_scaled: withCell(halved, "2024-01-04", "ZT", -1.5) });
    expect(modes(baseline, levered)).toEqual([
      "Scaled gross exposure is above the baseline's on 1 of 3 dates, most on 2024-01-04: 1.500 over 1.000",
    ]);
    expect(modes(baseline, with_(levered, { overlay_weights: halved }))).toEqual([]);
  });

  it("name scalars that never change", () => {
    expect(modes(baseline, baseline)).toEqual([]); // nothing says what was applied
    expect(modes(baseline, { ...baseline, config: {} })).toEqual([
      "The scalar never changes: it is 1 at all 3 rebalances",
    ]);
  });

  it("name what makes the tables incomparable", () => {
    const first = (second: RunSketch) => modes(baseline, second)[0];
    expect(first({ tables: {} })).toBe("The tables are not comparable: B has no portfolio_returns.csv");
    expect(first(with_(scaled, { portfolio_returns: returnsOf(0.1, 0.1) }))).toBe(
      "The tables are not comparable: portfolio_returns.csv has other dates: 4 from 2024-01-02 to 2024-01-05 in the baseline, 3 from 2024-01-02 to 2024-01-04 in the scaled run",
    );
    expect(
      first(with_(scaled, { weights_scaled: withoutRows(halved, "2024-01-03", "2024-01-04", "2024-01-05") })),
    ).toContain("none in the scaled run");
    expect(first(with_(scaled, { returns: withCell(returns, "2024-01-03", "ZT", 0.02) }))).toContain(
      "ZT returned something else on 2024-01-03",
    );
    expect(first(with_(scaled, { returns: withoutColumns(returns, "ZT") }))).toContain(
      "1 in the baseline, 0 in the scaled",
    );
  });
});
