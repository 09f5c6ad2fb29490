import { describe, expect, it } from "vitest";
import { EXACT, EXACT_IN_RANGE } from "../../src/numeric/tolerance.ts";
import { Probe } from "../../src/verify/probe.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { compareLogs, compareMetrics, compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import type { RunSketch } from "../support/run-of.ts";
import { runOf, withBlank, withCell, withoutRows } from "../support/run-of.ts";
import { labels, table } from "../support/tables.ts";

const weights_scaled = table`
  date        ES    TY
  2024-01-02  1     0
  2024-01-03  0.5   2
  2024-01-04  3     4`;
const turnover = table`
  date        turnover  cost
  2024-01-02  1         0.5`;
const regimes = labels`
  date        regime
  2024-01-02  NORMAL
  2024-01-03  STRESS
  2024-01-04  -`;

/** What a comparison of two sketched runs reports. */
function compared(
  compare: (probe: Probe, source: RunView, followUp: RunView) => void,
  [first, second]: readonly [RunSketch, RunSketch],
  tolerance = EXACT,
) {
  const probe = new Probe(tolerance);
  compare(probe, new RunView(runOf(first), "first"), new RunView(runOf(second), "second"));
  return { examined: probe.examined, violations: probe.violations };
}

const weightsUpTo = (upTo: string | undefined) => (probe: Probe, source: RunView, followUp: RunView) =>
  compareTables(probe, "weights_scaled", source, followUp, upTo, "it is the same run");
const weightsOf = (first: typeof weights_scaled | undefined, second: typeof weights_scaled | undefined) =>
  [first, second].map((each) => ({ tables: each === undefined ? {} : { weights_scaled: each } })) as [
    RunSketch,
    RunSketch,
  ];

describe("comparing a table bit by bit", () => {
  const all = weightsUpTo(undefined);

  it("counts every cell, up to a date where given", () => {
    const pair = weightsOf(weights_scaled, weights_scaled);
    expect(compared(all, pair)).toEqual({ examined: 6, violations: [] });
    expect(compared(weightsUpTo("2024-01-03"), pair)).toEqual({ examined: 4, violations: [] });
    expect(compared(weightsUpTo("2024-01-01"), pair)).toEqual({ examined: 0, violations: [] });
    expect(compared(weightsUpTo("2024-12-31"), pair)).toEqual({ examined: 6, violations: [] });
    expect(compared(all, weightsOf(undefined, undefined))).toEqual({ examined: 0, violations: [] });
  });

  it("looks at nothing after the date", () => {
    const later = withCell(weights_scaled, "2024-01-04", "ES", 7);
    expect(compared(weightsUpTo("2024-01-03"), weightsOf(weights_scaled, later)).violations).toEqual([]);
    const shorter = withoutRows(weights_scaled, "2024-01-04");
    expect(compared(weightsUpTo("2024-01-03"), weightsOf(weights_scaled, shorter)).violations).toEqual([]);
    expect(compared(weightsUpTo("2024-01-03"), weightsOf(shorter, weights_scaled)).violations).toEqual([]);
    expect(compared(weightsUpTo("2024-01-04"), weightsOf(shorter, weights_scaled)).violations).toMatchObject([
      { date: "2024-01-04", expected: "no row", actual: "2024-01-04", message: "rows: it is the same run" },
    ]);
  });

  it("names the cell, or the column of a table that has no assets", () => {
    const other = withCell(weights_scaled, "2024-01-03", "TY", 3);
    const { examined, violations } = compared(all, weightsOf(weights_scaled, other));
    expect(examined).toBe(6 + 1);
    expect(violations).toMatchObject([
      { date: "2024-01-03", asset: "TY", artifact: "weights_scaled.csv", expected: 2, actual: 3, residual: 1 },
    ]);
    expect(violations[0]?.message).toBe("it is the same run");
    const trades = (probe: Probe, source: RunView, followUp: RunView) =>
      compareTables(probe, "turnover", source, followUp, undefined, "it is the same run");
    const dear = withCell(turnover, "2024-01-02", "cost", 1);
    expect(compared(trades, [{ tables: { turnover } }, { tables: { turnover: dear } }]).violations).toMatchObject([
      { date: "2024-01-02", asset: null, expected: 0.5, actual: 1, message: "cost: it is the same run" },
    ]);
  });

  it("reports other columns, or the same in another order, and nothing else", () => {
    const turned = { ...weights_scaled, columns: ["TY", "ES"] };
    expect(compared(all, weightsOf(weights_scaled, turned)).violations).toMatchObject([
      { artifact: "weights_scaled.csv", expected: "ES,TY", actual: "TY,ES", message: "columns: it is the same run" },
    ]);
  });

  it("tells 0 from −0, and what is missing from NaN", () => {
    const negative = withCell(weights_scaled, "2024-01-02", "TY", -0);
    expect(compared(all, weightsOf(weights_scaled, negative)).violations).toMatchObject([
      { date: "2024-01-02", asset: "TY", expected: "0, bit for bit" },
    ]);
    expect(compared(all, weightsOf(negative, weights_scaled)).violations).toMatchObject([
      { date: "2024-01-02", asset: "TY", expected: "-0, bit for bit" },
    ]);
    const nan = withCell(weights_scaled, "2024-01-02", "TY", Number.NaN);
    const blank = withBlank(weights_scaled, "2024-01-02", "TY");
    expect(compared(all, weightsOf(nan, nan)).violations).toEqual([]);
    expect(compared(all, weightsOf(blank, blank)).violations).toEqual([]);
    for (const pair of [weightsOf(nan, blank), weightsOf(blank, nan)]) {
      expect(compared(all, pair).violations).toMatchObject([{ expected: "NaN", actual: "NaN" }]);
    }
  });

  it("forgives figures below the range of doubles where the tolerance does, and only there", () => {
    const cell = (value: number) => withCell(weights_scaled, "2024-01-02", "TY", value);
    const found = (first: number, second: number, tolerance = EXACT_IN_RANGE) =>
      compared(all, weightsOf(cell(first), cell(second)), tolerance).violations.length;
    expect([found(0, -0), found(5e-324, 0), found(0, -5e-324), found(1e-300, 0)]).toEqual([0, 0, 0, 0]);
    expect([found(0, 1.1e-300), found(1, 1 + 2 ** -52)]).toEqual([1, 1]);
    expect([found(0, -0, EXACT), found(5e-324, 0, EXACT)]).toEqual([1, 1]);
    // A tolerance that lets a last digit pass does not make it the same bits.
    expect(found(1, 1 + 2 ** -52, { absolute: 1e-12, relative: 0 })).toBe(1);
    expect(found(1e-299, 1.1e-299, { absolute: 1e-12, relative: 0 })).toBe(1);
    expect(found(0, 1e-200, { absolute: 1e-12, relative: 0 })).toBe(1);
  });
});

describe("comparing what is no table", () => {
  const rows =
    (upTo: string | undefined = undefined) =>
    (probe: Probe, source: RunView, followUp: RunView) =>
      compareRegimeRows(probe, source, followUp, upTo, "it is the same run");

  it("holds each regime against the same date's, up to a date where given", () => {
    expect(compared(rows(), [{ regimes }, { regimes }])).toEqual({ examined: 3, violations: [] });
    expect(compared(rows("2024-01-03"), [{ regimes }, { regimes }])).toEqual({ examined: 2, violations: [] });
    expect(compared(rows(), [{}, {}])).toEqual({ examined: 0, violations: [] });
    const calm = { ...regimes, labels: ["NORMAL", null, "NORMAL"] };
    expect(compared(rows(), [{ regimes }, { regimes: calm }]).violations).toMatchObject([
      { date: "2024-01-03", artifact: "allocator_regime_v1.csv", expected: "STRESS", actual: null },
      { date: "2024-01-04", expected: null, actual: "NORMAL", message: "it is the same run" },
    ]);
  });

  it("reports the first row of regimes that only one of the runs has, and nothing after it", () => {
    const lost = { ...regimes, dates: ["2024-01-02", "2024-01-04"], labels: ["NORMAL", "CRISIS"] };
    const message = "rows: it is the same run";
    expect(compared(rows(), [{ regimes }, { regimes: lost }]).violations).toMatchObject([
      { date: "2024-01-03", expected: "2024-01-03", actual: "2024-01-04", message },
    ]);
    const two = { ...regimes, dates: ["2024-01-02", "2024-01-03"], labels: ["NORMAL", "STRESS"] };
    expect(compared(rows(), [{ regimes }, { regimes: two }]).violations).toMatchObject([
      { date: "2024-01-04", expected: "2024-01-04", actual: "no row", message },
    ]);
    expect(compared(rows(), [{ regimes: two }, { regimes }]).violations).toMatchObject([
      { date: "2024-01-04", expected: "no row", actual: "2024-01-04", message },
    ]);
    for (const pair of [[{ regimes: two }, { regimes }] as const, [{ regimes }, { regimes: two }] as const]) {
      expect(compared(rows("2024-01-03"), pair)).toEqual({ examined: 2, violations: [] });
    }
  });

  it("reports a part that only one of the runs has", () => {
    const presence = { message: "allocator_regime_v1.csv is there in the second of the two runs only" };
    expect(compared(rows(), [{}, { regimes }]).violations).toMatchObject([presence]);
    expect(compared(rows(), [{ regimes }, {}]).violations[0]?.message).toMatch(/ in the first of the two runs only$/);
    expect(compared(compareLogs, [{ log: [] }, {}]).violations).toMatchObject([
      { artifact: "run.log", expected: "a table", actual: "absent" },
    ]);
    expect(compared(weightsUpTo(undefined), weightsOf(undefined, weights_scaled)).violations).toMatchObject([
      { artifact: "weights_scaled.csv", expected: "absent", actual: "a table" },
    ]);
  });

  it("holds every figure of both summaries against the other's", () => {
    const same = { cagr: 1, sharpe: Number.NaN, ruin_date: null };
    const compare = (probe: Probe, source: RunView, followUp: RunView) =>
      compareMetrics(probe, source, followUp, "it is the same run");
    expect(compared(compare, [{ metrics: same }, { metrics: same }])).toEqual({ examined: 3, violations: [] });
    expect(compared(compare, [{}, {}])).toEqual({ examined: 0, violations: [] });
    const { examined, violations } = compared(compare, [
      { metrics: { cagr: 0, alpha: 1 } },
      { metrics: { cagr: -0, beta: 2 } },
    ]);
    expect(examined).toBe(3);
    expect(violations).toMatchObject([
      { artifact: "metrics.json", message: "cagr: it is the same run" },
      { expected: 1, actual: "absent" },
      { expected: "absent", actual: 2 },
    ]);
    expect(compared(compare, [{}, { metrics: { cagr: 0 } }]).violations).toHaveLength(1);
    expect(compared(compare, [{ metrics: { cagr: 0 } }, {}]).violations).toHaveLength(1);
  });

  it("holds every line of the logs against the other's", () => {
    expect(compared(compareLogs, [{ log: ["a", "b"] }, { log: ["a", "b"] }])).toEqual({ examined: 2, violations: [] });
    expect(compared(compareLogs, [{}, {}])).toEqual({ examined: 0, violations: [] });
    const { examined, violations } = compared(compareLogs, [{ log: ["a", "b", "c"] }, { log: ["a", "x"] }]);
    expect(examined).toBe(3);
    expect(violations).toMatchObject([
      { artifact: "run.log", location: "run.log:2", expected: "b", actual: "x" },
      { location: "run.log:3", expected: "c", actual: "no line" },
    ]);
    expect(violations[0]?.message).toBe("the same scenario gave another log line the second time");
    expect(compared(compareLogs, [{ log: [] }, { log: ["a"] }]).violations).toMatchObject([
      { location: "run.log:1", expected: "no line", actual: "a" },
    ]);
  });
});
