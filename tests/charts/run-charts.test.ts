import { describe, expect, it } from "vitest";
import { readRun } from "../../src/adapters/run-directory/read.ts";
import { runCharts } from "../../src/charts/run-charts.ts";
import { thinnedRows } from "../../src/charts/thin.ts";

describe("the charts of a run", () => {
  const run = readRun("golden/futures-13-layers/run");

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
    expect(described([date])).toContain(`dates with a violation, ${date}`);
    expect(described(["1999-01-01"])).not.toContain("violation");
  });

  it("says what it left out, and for want of what", () => {
    const { charts, leftOut } = runCharts(readRun("fixtures/runs/execsim-one-asset-left"));
    expect(charts.map(({ id }) => id)).toContain("gross");
    expect(leftOut.find(({ id }) => id === "rolling")?.wants).toContain("more than 63 dates");
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
