import { describe, expect, it } from "vitest";
import { readRun } from "../../src/adapters/run-directory/read.ts";
import { runCharts } from "../../src/charts/run-charts.ts";
import { areas, violationLines } from "../../src/charts/shading.ts";
import { chartSource } from "../../src/charts/source.ts";
import { thinnedRows } from "../../src/charts/thin.ts";
import { timeline } from "../../src/charts/timeline.ts";
import { readGoldenCase } from "../../src/golden/case.ts";
import { readGolden } from "../../src/golden/store/read.ts";
import { panel } from "../../src/model/panel.ts";
import { runOf } from "../support/run-of.ts";

describe("the charts of a run", () => {
  const run = readGolden(readGoldenCase("golden/futures-13-layers", "futures-13-layers"))!.run;

  it("draws all of a whole run, the same bytes each time, with title, description and ids of its own", () => {
    const { charts, leftOut } = runCharts(run, "a-", ["2023-06-01"]);
    expect(leftOut).toEqual([]);
    expect(charts).toHaveLength(7);
    expect(runCharts(run, "a-", ["2023-06-01"]).charts).toEqual(charts);
    for (const { id, svg } of charts) {
      expect(svg).toContain(`role="img" aria-labelledby="${id}-title ${id}-desc"`);
      expect(svg).not.toMatch(/zr\d|NaN|undefined/);
    }
  });

  it("marks the dates of violations that the run has, and names no other", () => {
    const date = run.table("equity_curve")!.dates[200]!;
    const described = (dates: string[]) => runCharts(run, "", dates).charts[0]!.description;
    expect(described([date])).toContain(`the date with a violation, ${date}`);
    expect(described(["1999-01-01"])).not.toContain("violation");
  });

  it("says how many returns are no number where a figure is made of the others", () => {
    const columns = ["simple_return"];
    const dates = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"];
    const returns = panel(dates, columns, Float64Array.of(0, 0.01, Number.NaN, 0.02));
    const { charts } = runCharts(runOf({ tables: { portfolio_returns: returns } }));
    const described = charts.filter(({ description }) => description.includes("1 return of no finite number left out"));
    expect(described.map(({ id }) => id)).toEqual(["equity", "distribution", "months"]);
    expect(charts[0]!.description).toContain("Compounded from the returns");
  });

  it("says what it left out, and for want of what", () => {
    const { charts, leftOut } = runCharts(readRun("fixtures/runs/execsim-one-asset-left"));
    expect(charts.map(({ id }) => id)).toContain("gross");
    expect(leftOut.find(({ id }) => id === "rolling")?.wants).toContain("more than 63 dates");
  });

  it("joins violated dates to stretches, few enough to be told apart, and loses neither end", () => {
    const { dates } = run.table("equity_curve")!;
    const source = (violated: readonly string[]) => chartSource(run, "", violated);
    expect(areas(source([dates[9]!]), false).data).toHaveLength(areas(source([]), false).data.length);
    expect(violationLines(source([dates[9]!])).data.map(({ xAxis }) => xAxis)).toEqual([9]);
    expect(violationLines(source(dates)).data.map(({ xAxis }) => xAxis)).toEqual([0, dates.length - 1]);
    const scattered = violationLines(source(dates.filter((_, i) => i % 3 === 0))).data;
    expect(scattered.length).toBeLessThanOrEqual(120);
    expect(scattered[0]!.xAxis).toBe(0);
  });

  it("draws a limit that is near and leaves one that is far out of the picture", () => {
    const drawn = (value: number) => {
      const level = { name: "limit", value };
      const line = { places: [0, 1], values: Float64Array.of(1, 2) };
      const { series } = timeline(
        chartSource(run, ""),
        [{ name: "gross", lines: [{ name: "held", line }], level }],
        [9],
      );
      return (series as { name: string }[]).map(({ name }) => name);
    };
    expect(drawn(4)).toEqual(["held", "limit"]);
    expect(drawn(1e6)).toEqual(["held"]);
  });

  it("thins a long line without losing its peak and its trough", () => {
    const values = new Float64Array(20_000);
    values[7777] = 5;
    values[13_131] = -5;
    const rows = thinnedRows(values, 300);
    expect(rows.length).toBeLessThanOrEqual(1200);
    expect(rows).toContain(7777);
    expect(rows).toContain(13_131);
    expect(thinnedRows(new Float64Array(3), 300)).toEqual([0, 1, 2]);
  });
});
