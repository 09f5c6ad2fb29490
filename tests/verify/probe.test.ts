import { describe, expect, it } from "vitest";
import { EXACT, relative } from "../../src/numeric/tolerance.ts";
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
  });

  it("measures a residual at the scale of what was added up", () => {
    const probe = new Probe(relative(1e-9));
    const cells = cellsOf(probe);
    expect(cells.equal(0, 0, 1e-11, 0)).toBe(false);
    expect(cells.equalAtScale(0, 0, 1e-11, 0, 1)).toBe(true);
    expect(probe.equal({}, 1e-11, 0, () => "", 1)).toBe(true);
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
