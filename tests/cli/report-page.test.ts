import { describe, expect, it } from "vitest";
import { readRun } from "../../src/adapters/run-directory/read.ts";
import { ChartDesk } from "../../src/cli/report-page.ts";
import type { Evidence } from "../../src/model/verdict.ts";

const run = readRun("fixtures/runs/execsim-one-asset-left");

function evidence(violationCount: number): ReadonlyMap<string, readonly Evidence[]> {
  const violation = { asset: null, artifact: null, expected: 1, actual: 2, residual: 1, tolerance: 0, location: null };
  const violations = [{ ...violation, date: "2024-01-05", message: "wrong" }];
  const parts = { method: "run", subject: "run", verdict: "fail", examined: 9, cases: 1, worst: null } as const;
  return new Map([["data/what", [{ ...parts, violations, violationCount }]]]);
}

describe("the charts of what was judged", () => {
  it("are drawn for a page alone", () => {
    const desk = new ChartDesk({ format: ["json"] });
    desk.add("run", run, evidence(1));
    expect(desk.groups).toEqual([]);
  });

  it("have the dates of violations marked, and say where more is violated than is marked", () => {
    const desk = new ChartDesk({ format: ["json", "html"] });
    desk.add("run", run, evidence(1));
    desk.add("run", run, evidence(812));
    expect(desk.groups[0]!.charts[0]!.description).toContain("the date with a violation, 2024-01-05");
    expect(desk.groups.map(({ note }) => note)).toEqual([undefined, expect.stringContaining("811 violations more")]);
  });

  it("are left out by name once the page is large enough", () => {
    const desk = new ChartDesk({ format: ["html"] }, 10_000);
    for (const name of ["one", "two", "three"]) desk.add(name, run, evidence(1));
    expect(desk.groups.map(({ charts }) => charts.length)).toEqual([6, 0, 0]);
    expect(desk.groups.at(-1)).toMatchObject({ title: "three", leftOut: [{ title: "all charts" }] });
  });
});
