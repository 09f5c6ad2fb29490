import { describe, expect, it } from "vitest";
import type { Tolerance } from "../../src/numeric/tolerance.ts";
import { EXACT, relative } from "../../src/numeric/tolerance.ts";
import type { Cells } from "../../src/verify/probe.ts";
import { Probe, VIOLATIONS_KEPT } from "../../src/verify/probe.ts";

const dates = ["2024-01-05", "2024-02-05"];
const cellsOf = (probe: Probe) =>
  probe.cells("weights_post", dates, ["ES", "TY"], (row, column) => `because ${row},${column}`);

describe("the probe", () => {
  it("counts every comparison and keeps the worst residual", () => {
    const probe = new Probe(relative(1e-9));
    const cells = cellsOf(probe);
    expect(cells.equal(0, 0, 1, 1)).toBe(true);
    expect(cells.equal(0, 1, 2, 2 + 1e-10)).toBe(true);
    expect(cells.atMost(1, 0, 3, 4)).toBe(true);
    expect(cells.holds(true, 1, 1, 0, "0")).toBe(true);
    expect(probe.equal({}, 5, 5, () => "")).toBe(true);
    expect(probe.holds(true, {}, "a", "a", () => "")).toBe(true);
    expect([probe.examined, probe.violationCount]).toEqual([6, 0]);
    expect(probe.worstResidual).toBeCloseTo(1e-10, 15);
    expect(probe.worstRelative).toBeCloseTo(5e-11, 15);
  });

  it("reports where, what was expected, what was found, and by how much", () => {
    const probe = new Probe(relative(1e-9));
    cellsOf(probe).equal(1, 0, 1.5, 1);
    expect(probe.violations).toEqual([
      {
        date: "2024-02-05",
        asset: "ES",
        artifact: "weights_post.csv",
        expected: 1,
        actual: 1.5,
        residual: 0.5,
        tolerance: expect.closeTo(1.501e-9, 15),
        message: "because 1,0",
        location: null,
      },
    ]);
    probe.equal({ artifact: "metrics.json", location: "metrics.json:3" }, 2, 1, () => "two");
    expect(probe.violations[1]).toMatchObject({ date: null, asset: null, location: "metrics.json:3", residual: 1 });
    probe.holds(false, { date: "2024-01-05" }, "a row", "absent", () => "lost");
    expect(probe.violations[2]).toMatchObject({ residual: null, tolerance: null, message: "lost" });
  });

  it("names no asset where the table has one column a figure, and no date outside the table", () => {
    const probe = new Probe(EXACT);
    probe.cells("turnover", dates, undefined, () => "").holds(false, 0, 0, 7, "0");
    probe.cells("turnover", dates, undefined, () => "").atMost(9, 0, 2, 1);
    expect(probe.violations[0]).toMatchObject({ date: "2024-01-05", asset: null, actual: 7, expected: "0" });
    expect(probe.violations[1]).toMatchObject({ date: null, residual: 1, expected: 1 });
  });

  it("takes NaN for a violation wherever it stands", () => {
    const probe = new Probe({ absolute: Number.POSITIVE_INFINITY, relative: 0 });
    const cells = cellsOf(probe);
    expect(cells.equal(0, 0, Number.NaN, 1)).toBe(false);
    expect(cells.equal(0, 0, 1, Number.NaN)).toBe(false);
    expect(cells.equal(0, 0, Number.NaN, Number.NaN)).toBe(false);
    expect(cells.atMost(0, 0, Number.NaN, 1)).toBe(false);
    expect(cells.atMost(0, 0, 1, Number.NaN)).toBe(false);
    expect(probe.equal({}, Number.NaN, 0, () => "")).toBe(false);
    expect(probe.worstResidual).toBe(Number.POSITIVE_INFINITY);
    expect(probe.violations[0]).toMatchObject({ actual: "NaN", residual: "NaN" });
  });

  it("does not let an infinite figure allow itself any residual", () => {
    const probe = new Probe(relative(1e-9));
    const cells = cellsOf(probe);
    expect(cells.equal(0, 0, Number.POSITIVE_INFINITY, 1)).toBe(false);
    expect(cells.equal(0, 0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(false);
    expect(cells.equalAtScale(0, 0, 1, 2, Number.POSITIVE_INFINITY)).toBe(false);
    expect(cells.atMost(0, 0, Number.POSITIVE_INFINITY, 4)).toBe(false);
    expect(cells.equalAtScale(0, 0, 1, 1, Number.POSITIVE_INFINITY)).toBe(false);
    expect(probe.equal({}, 1, 1, () => "", Number.POSITIVE_INFINITY)).toBe(false);
  });

  it("measures a residual at the scale of what was added up", () => {
    const probe = new Probe(relative(1e-9));
    const cells = cellsOf(probe);
    expect(cells.equal(0, 0, 1e-11, 0)).toBe(false);
    expect(cells.equalAtScale(0, 0, 1e-11, 0, 1)).toBe(true);
    expect(probe.equal({}, 1e-11, 0, () => "", 1)).toBe(true);
  });

  it("holds a residual that is exactly what is allowed, and none beyond", () => {
    const within = { absolute: 0.5, relative: 0.25 };
    const cells = () => cellsOf(new Probe(within));
    expect([cells().equal(0, 0, 6, 4), cells().equal(0, 0, 4, 6)]).toEqual([true, true]); // 0.5 + 0.25 · 6
    expect([cells().equal(0, 0, 6.125, 4), cells().equal(0, 0, 4, 6.125)]).toEqual([false, false]);
    expect([cells().equal(0, 0, -6, -4), cells().equal(0, 0, -4, -6.125)]).toEqual([true, false]);
    expect([cells().equalAtScale(0, 0, 3, 1, 6), cells().equalAtScale(0, 0, 3.125, 1, 6)]).toEqual([true, false]);
    const equal = (actual: number, expected: number, scale?: number) =>
      new Probe(within).equal({}, actual, expected, () => "", scale);
    expect([equal(6, 4), equal(4, 6), equal(-6, -4)]).toEqual([true, true, true]);
    expect([equal(6.125, 4), equal(4, 6.125), equal(-6.125, -4)]).toEqual([false, false, false]);
    expect([equal(3, 1, 6), equal(3.125, 1, 6)]).toEqual([true, false]);
    expect([cells().atMost(0, 0, 5.5, 4), cells().atMost(0, 0, 5.625, 4)]).toEqual([true, false]); // 0.5 + 0.25 · 4
    expect([cells().atMost(0, 0, -2.5, -4), cells().atMost(0, 0, -2.375, -4)]).toEqual([true, false]);
  });

  it("holds what is below an infinite limit, whatever the tolerance", () => {
    for (const tolerance of [EXACT, relative(1e-9)]) {
      const probe = new Probe(tolerance);
      expect(
        [5, 0, Number.MAX_VALUE].map((actual) => cellsOf(probe).atMost(0, 0, actual, Number.POSITIVE_INFINITY)),
      ).toEqual([true, true, true]);
      expect([probe.examined, probe.worstResidual, probe.worstRelative, probe.worstShare]).toEqual([3, 0, 0, 0]);
      expect(cellsOf(probe).atMost(0, 0, 4, 4)).toBe(true);
    }
  });

  it("keeps the worst of what passed and of what failed: in units, relative, and as a share of what is allowed", () => {
    const worst = (
      compare: (probe: Probe, cells: Cells) => void,
      tolerance: Tolerance = { absolute: 1, relative: 0 },
    ) => {
      const probe = new Probe(tolerance);
      compare(probe, cellsOf(probe));
      return [probe.worstResidual, probe.worstRelative, probe.worstShare];
    };
    for (const actual of [8.5, 7.5]) {
      expect(worst((_, cells) => cells.equal(0, 0, actual, 8))).toEqual([0.5, 0.5 / Math.max(8, actual), 0.5]);
      expect(worst((probe) => probe.equal({}, actual, 8, () => ""))).toEqual([0.5, 0.5 / Math.max(8, actual), 0.5]);
    }
    // The largest counts, in whichever order they come, and the largest of one measure is not that of another.
    const sizes = [
      [1004, 1000],
      [3, 1],
      [0.25, 0.125],
    ] as const;
    for (const order of [sizes, [...sizes].reverse()]) {
      const all = worst((_, cells) => order.map(([actual, expected]) => cells.equal(0, 0, actual, expected)));
      expect(all).toEqual([4, 2 / 3, 4]);
      const over = worst((_, cells) => order.map(([actual, limit]) => cells.atMost(0, 0, actual, limit)));
      expect(over).toEqual([4, 2, 4]);
    }
    expect(worst((_, cells) => cells.equalAtScale(0, 0, 5, 4, 0))).toEqual([1, 0, 1]); // relative to nothing is no figure
    expect(worst((_, cells) => cells.atMost(0, 0, 1, 0))).toEqual([1, 0, 1]);
    expect(worst((_, cells) => cells.atMost(0, 0, 1, 4))).toEqual([0, 0, 0]); // below the limit is no residual
    expect(worst((_, cells) => cells.equal(0, 0, 8, 8))).toEqual([0, 0, 0]);
    const half = { absolute: 0.5, relative: 0 };
    const limits = (...actual: readonly number[]) =>
      worst((_, cells) => actual.map((each) => cells.atMost(0, 0, each, 1)), half);
    expect([limits(2, 3), limits(3, 2), limits(1.25)]).toEqual([
      [2, 2, 4],
      [2, 2, 4],
      [0.25, 0.25, 0.5],
    ]);
    expect(worst((_, cells) => cells.equal(0, 0, 9, 8), EXACT)).toEqual([1, 1 / 9, Number.POSITIVE_INFINITY]);
  });

  it("takes another tolerance for a table where the user's terms have one", () => {
    const toleranceOf = (name: string) => (name === "turnover" ? { absolute: 0.5, relative: 0 } : undefined);
    const probe = new Probe(EXACT, { toleranceOf });
    expect(probe.cells("turnover", dates, undefined, () => "").equal(0, 0, 1.5, 1)).toBe(true);
    expect(cellsOf(probe).equal(0, 0, 1.5, 1)).toBe(false);
    expect(probe.equal({}, 1.5, 1, () => "")).toBe(false);
  });

  it("counts what is waived apart, and neither as a violation nor among those kept", () => {
    const probe = new Probe(EXACT, { waives: ({ date }) => date === "2024-01-05" });
    const cells = cellsOf(probe);
    expect([cells.equal(0, 0, 2, 1), cells.equal(1, 0, 3, 1)]).toEqual([false, false]);
    expect([probe.examined, probe.waivedCount, probe.violationCount]).toEqual([2, 1, 1]);
    expect(probe.violations).toMatchObject([{ date: "2024-02-05", actual: 3 }]);
  });

  it("writes figures that JSON has no number for by name", () => {
    const probe = new Probe(relative(1e-9));
    probe.violate({}, Number.POSITIVE_INFINITY, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, "no");
    expect(probe.violations).toMatchObject([
      { expected: "Infinity", actual: "NaN", residual: "-Infinity", tolerance: "Infinity" },
    ]);
    expect(probe.worstResidual).toBe(0); // only NaN, which no comparison of sizes would show
    expect(cellsOf(probe).holds(false, 0, 1, Number.POSITIVE_INFINITY, "a weight")).toBe(false);
    expect(probe.violations[1]).toMatchObject({ date: "2024-01-05", asset: "TY", actual: "Infinity", residual: null });
  });

  it("hands over all that was reported to it, and keeps nothing", () => {
    const tolerance = relative(1e-9);
    const probe = new Probe(tolerance, { waives: ({ asset }) => asset === "TY" });
    cellsOf(probe).equal(0, 0, 3, 1);
    cellsOf(probe).equal(0, 1, 3, 1);
    probe.precondition("a loss", true);
    const kept = (of: Probe) => [
      [of.examined, of.violationCount, of.waivedCount, of.worstResidual, of.worstRelative, of.worstShare > 0],
      [of.violations.length, of.preconditions, of.tolerance],
    ];
    const before = kept(probe);
    expect(before[0]).toEqual([2, 1, 1, 2, 2 / 3, true]);
    expect(kept(probe.handOver())).toEqual(before);
    expect(kept(probe)).toEqual([
      [0, 0, 0, 0, 0, false],
      [0, [], tolerance],
    ]);
    cellsOf(probe).equal(0, 1, 3, 1);
    expect([probe.waivedCount, probe.violationCount]).toEqual([1, 0]); // the user's terms hold on
    expect(cellsOf(probe.handOver()).equal(0, 1, 3, 1)).toBe(false);
  });

  it("asks why only for a violation", () => {
    const never = () => {
      throw new Error("asked");
    };
    const probe = new Probe(EXACT);
    const cells = probe.cells("turnover", dates, undefined, never);
    expect([cells.equal(0, 0, 1, 1), cells.atMost(0, 0, 1, 1), cells.holds(true, 0, 0, 1, "1")]).toEqual([
      true,
      true,
      true,
    ]);
    expect([probe.equal({}, 1, 1, never), probe.holds(true, {}, 1, 1, never)]).toEqual([true, true]);
  });

  it("keeps the first violations and counts the rest", () => {
    const probe = new Probe(EXACT);
    const cells = cellsOf(probe);
    for (let i = 0; i < VIOLATIONS_KEPT + 50; i++) cells.equal(0, 0, i + 1, 0);
    expect(probe.violations).toHaveLength(VIOLATIONS_KEPT);
    expect(probe.violations[0]).toMatchObject({ actual: 1 });
    expect(probe.violationCount).toBe(VIOLATIONS_KEPT + 50);
  });

  it("notes how often a precondition was met", () => {
    const probe = new Probe(EXACT);
    expect(probe.preconditions).toEqual([]);
    probe.precondition("a loss", false);
    probe.precondition("a loss", true);
    probe.precondition("two rebalances", false);
    expect(probe.preconditions).toEqual([
      { label: "a loss", met: 1, cases: 2 },
      { label: "two rebalances", met: 0, cases: 1 },
    ]);
  });
});
