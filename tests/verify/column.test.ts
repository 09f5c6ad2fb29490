import { describe, expect, it } from "vitest";
import { columnOfRun } from "../../src/verify/column.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

describe("a column of a run", () => {
  const turnover = table`
    date        turnover  cost
    2024-01-05  1         0.1
    2024-01-12  2         0.2`;
  const view = new RunView(runOf({ tables: { turnover } }), "a run");

  it("is the figures of its rows, made once", () => {
    expect([...columnOfRun(view, "turnover", "cost")]).toEqual([0.1, 0.2]);
    expect([...columnOfRun(view, "turnover", "turnover")]).toEqual([1, 2]);
    expect(columnOfRun(view, "turnover", "cost")).toBe(columnOfRun(view, "turnover", "cost"));
  });

  it("is NaN where the table lacks it, so that no comparison passes, and empty without the table", () => {
    expect([...columnOfRun(view, "turnover", "fee")]).toEqual([Number.NaN, Number.NaN]);
    expect([...columnOfRun(view, "equity_curve", "equity")]).toEqual([]);
  });
});
