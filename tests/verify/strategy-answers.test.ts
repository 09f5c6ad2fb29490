import { describe, expect, it } from "vitest";
import type { Strategy } from "../../src/model/config.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { lastAnswers, strategyAnswers } from "../../src/verify/strategy-answers.ts";
import type { RunSketch } from "../support/run-of.ts";
import { runOf, withCell, withoutColumns, withoutRows } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const universe = ["A", "B", "C", "D"];
const returns = table`
  date        A     B      C      D
  2024-01-02  0     0      0      0
  2024-01-03  8     0      0      0
  2024-01-04  0.25  0.125  -0.25  0.5
  2024-01-05  0     0.25   -0.5   0.25
  2024-01-08  0     0      0      8`;
const momentum = (parts: Partial<Extract<Strategy, { kind: "momentum" }>> = {}): Strategy => ({
  kind: "momentum",
  period: 2,
  skip: 0,
  fraction: 0.25,
  ...parts,
});
const rotation = (parts: Partial<Extract<Strategy, { kind: "sector-rotation" }>> = {}): Strategy => ({
  kind: "sector-rotation",
  momentumPeriod: 2,
  minMomentum: 0.3,
  topN: 2,
  every: "week",
  ...parts,
});

/** What a strategy answers on a date; on 2024-01-05, unless the date's own return counts, of rows 2 and 3. */
function answered(strategy: Strategy, sketch: RunSketch = {}, date = "2024-01-08", assets = universe) {
  const view = new RunView(runOf({ conventions: { earnsFrom: 0 }, tables: { returns }, ...sketch }), "run");
  const { dates, rows } = strategyAnswers(view, strategy, assets, [date]);
  expect(dates).toEqual([date]);
  return rows[0] && [...(rows[0] as Float64Array)];
}

describe("what a momentum sleeve answers", () => {
  // Sums of rows 2 and 3: A 0.25, B 0.375, C −0.75, D 0.75.
  it("buys the best and sells the worst fraction with half of the book each", () => {
    expect(answered(momentum())).toEqual([0, 0, -0.5, 0.5]);
    expect(answered(momentum({ fraction: 0.5 }))).toEqual([-0.25, 0.25, -0.25, 0.25]);
    expect(answered(momentum({ fraction: 0.1 }))).toEqual([0, 0, -0.5, 0.5]); // one at least
    expect(answered(momentum({ fraction: 0.49 }))).toEqual([0, 0, -0.5, 0.5]);
    expect(answered(momentum({ fraction: 0.5 - 1e-12 }))).toEqual([-0.25, 0.25, -0.25, 0.25]); // two, but for rounding
    expect(answered(momentum(), {}, "2024-01-08", ["B"])).toEqual([1]);
  });

  it("knows the date's own return where a book earns from the next bar on, and skips the latest bars", () => {
    const nextBar = { conventions: { earnsFrom: 1 } } as const;
    expect(answered(momentum(), nextBar, "2024-01-05")).toEqual([0, 0, -0.5, 0.5]);
    expect(answered(momentum(), nextBar, "2024-01-08")).toEqual([0, 0, -0.5, 0.5]);
    expect(answered(momentum({ skip: 1 }), nextBar)).toEqual([0, 0, -0.5, 0.5]);
    expect(answered(momentum({ skip: 1 }))).toEqual([0.5, 0, -0.5, 0]); // rows 1 and 2: A 8.25
    expect(answered(momentum({ period: 3 }))).toEqual([0.5, 0, -0.5, 0]);
  });

  it("finds returns by name, and tells nothing where they are lost", () => {
    const turned = { ...returns, columns: ["D", "C", "B", "A"] };
    expect(answered(momentum(), { tables: { returns: turned } })).toEqual([0.5, -0.5, 0, 0]);
    expect(answered(momentum(), { tables: {} })).toBeUndefined();
    expect(answered(momentum(), { tables: { returns: withoutColumns(returns, "B") } })).toBeUndefined();
    expect(answered(momentum(), { tables: { returns: withoutRows(returns, "2024-01-08") } })).toBeUndefined();
    const lost = withCell(returns, "2024-01-04", "B", Number.NaN);
    expect(answered(momentum(), { tables: { returns: lost } })).toBeUndefined();
    expect(answered(momentum({ period: 5 }))).toBeUndefined(); // there are no five returns yet
    expect(answered(momentum({ period: 4 }))).toEqual([0.5, 0, -0.5, 0]);
  });

  it("tells nothing where rounding decides who is in, and only there", () => {
    // The last of those bought and the first of those not; the size of B and of D is 0.375 and 0.75 in all.
    const near = (asset: string, sum: number) => ({
      tables: { returns: withCell(returns, "2024-01-05", asset, sum - returns.values[8 + universe.indexOf(asset)]!) },
    });
    const gap = (0.75 + 0.75) * 1e-9;
    expect(answered(momentum(), near("B", 0.75 - 0.9 * gap))).toBeUndefined();
    expect(answered(momentum(), near("B", 0.75 + 0.9 * gap))).toBeUndefined();
    expect(answered(momentum(), near("B", 0.75 - 1.1 * gap))).toEqual([0, 0, -0.5, 0.5]);
    expect(answered(momentum(), near("B", 0.75 + 1.1 * gap))).toEqual([0, 0.5, -0.5, 0]);
    const short = (0.75 + 1.25) * 1e-9; // A earned 0.25 and loses 1: it moved by 1.25
    expect(answered(momentum(), near("A", -0.75 + 0.9 * short))).toBeUndefined();
    expect(answered(momentum(), near("A", -0.75 + 1.1 * short))).toEqual([0, 0, -0.5, 0.5]);
  });
});

describe("what a rotation answers", () => {
  it("holds the best of those above the threshold in equal parts", () => {
    expect(answered(rotation())).toEqual([0, 0.5, 0, 0.5]);
    expect(answered(rotation({ topN: 1 }))).toEqual([0, 0, 0, 1]);
    expect(answered(rotation({ minMomentum: 0.2, topN: 3 }))).toEqual([1 / 3, 1 / 3, 0, 1 / 3]);
    expect(answered(rotation({ minMomentum: 0.2, topN: 9 }))).toEqual([1 / 3, 1 / 3, 0, 1 / 3]);
    expect(answered(rotation({ minMomentum: 1 }))).toEqual([0, 0, 0, 0]);
    expect(answered(rotation(), { tables: {} })).toBeUndefined();
    expect(answered(rotation(), { tables: { returns: withoutColumns(returns, "B") } })).toBeUndefined();
    const lost = withCell(returns, "2024-01-04", "B", Number.NaN);
    expect(answered(rotation(), { tables: { returns: lost } })).toBeUndefined();
    const late = { tables: { returns: withoutRows(returns, "2024-01-08") } };
    expect(answered(rotation(), late)).toBeUndefined();
  });

  it("tells nothing where a sum is within rounding of the threshold, or of the next one out", () => {
    expect(answered(rotation({ minMomentum: 0.375 }))).toBeUndefined();
    const gap = (0.375 + 0.375) * 1e-9;
    expect(answered(rotation({ minMomentum: 0.375 - 0.9 * gap }))).toBeUndefined();
    expect(answered(rotation({ minMomentum: 0.375 - 1.1 * gap }))).toEqual([0, 0.5, 0, 0.5]);
    expect(answered(rotation({ minMomentum: 0.375 + 1.1 * gap }))).toEqual([0, 0, 0, 1]);
    const tied = withCell(returns, "2024-01-05", "A", 0.125);
    expect(answered(rotation({ topN: 2 }), { tables: { returns: tied } })).toBeUndefined();
    expect(answered(rotation({ topN: 3 }), { tables: { returns: tied } })).toEqual([1 / 3, 1 / 3, 0, 1 / 3]);
  });
});

describe("what a sleeve answers without looking at returns", () => {
  it("is the rows it was given, by date, and nothing where it holds", () => {
    const dates = ["2024-01-04", "2024-01-05", "2024-01-08"];
    const given: Strategy = { kind: "weights", dates, values: [[1, 0, 0, 0], null, [0, 0, 0, 1]] };
    const view = new RunView(runOf({}), "run");
    expect(strategyAnswers(view, given, universe, ["2024-01-03", ...dates])).toEqual({
      dates: ["2024-01-04", "2024-01-08"],
      rows: [
        [1, 0, 0, 0],
        [0, 0, 0, 1],
      ],
    });
    expect(answered({ kind: "equal-weight" })).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("is asked for on every eligible date unless on others", () => {
    const config = { rebalance: { bars: 2 }, conventions: { earnsFrom: 1 } } as const;
    const view = new RunView(runOf({ config, tables: { returns } }), "run");
    expect(strategyAnswers(view, { kind: "equal-weight" }, universe).dates).toEqual([
      "2024-01-02",
      "2024-01-04",
      "2024-01-08",
    ]);
  });
});

describe("the last answer of an overlay", () => {
  const overlay = table`
    date        A  B
    2024-01-03  0  0
    2024-01-04  0  0
    2024-01-05  0  0`;
  const last = (values: (number[] | null)[], sketch: RunSketch = { universe }) =>
    lastAnswers(
      new RunView(runOf(sketch), "run"),
      { kind: "weights", dates: ["2024-01-04", "2024-01-05"], values },
      overlay,
    );

  it("is 0 before the first, then the one of the date or before it, by name", () => {
    const of = last([[1, 2, 3, 4], null]);
    expect([of(0)?.("B"), of(1)?.("B"), of(2)?.("D")]).toEqual([0, 2, 4]);
    expect(of(1)?.("E")).toBeNaN(); // no asset of the universe
    expect([
      of(0)?.("E"),
      last([
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ])(2)?.("A"),
    ]).toEqual([0, 5]);
  });

  it("follows from nothing without a universe, or with rows of another width", () => {
    expect(last([[1, 2, 3, 4], null], {})(1)).toBeUndefined();
    expect(last([[1, 2, 3], null])(1)).toBeUndefined();
  });
});
