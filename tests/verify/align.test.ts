import { describe, expect, it } from "vitest";
import {
  Alignments,
  alignColumns,
  alignRows,
  cellAt,
  increases,
  lastAtOrBefore,
  sameTexts,
} from "../../src/verify/align.ts";
import { Column } from "../../src/verify/column.ts";
import { table } from "../support/tables.ts";

describe("aligning tables", () => {
  it("finds each date where it is, and −1 where it is not", () => {
    expect([...alignRows(["a", "b", "c"], ["a", "b", "c"])]).toEqual([0, 1, 2]);
    expect([...alignRows(["a", "b", "c"], ["c", "a"])]).toEqual([1, -1, 0]);
    expect([...alignColumns(["x"], ["y", "x", "x"])]).toEqual([1]); // the first of a repeated name
    expect([...alignRows([], ["a"])]).toEqual([]);
  });

  it("works an alignment out once a pair of lists", () => {
    const alignments = new Alignments();
    const [from, to] = [["a", "b"], ["b"]];
    const rows = alignments.of(from, to);
    expect([...rows]).toEqual([-1, 0]);
    expect(alignments.of(from, to)).toBe(rows);
    expect([...alignments.of(to, from)]).toEqual([1]);
  });

  it("tells the same texts", () => {
    const texts = ["a", "b"];
    expect([sameTexts(texts, texts), sameTexts(texts, ["a", "b"])]).toEqual([true, true]);
    expect([sameTexts(texts, ["a"]), sameTexts(texts, ["b", "a"])]).toEqual([false, false]);
    expect([increases(["a", "b"]), increases(["a", "a"]), increases([])]).toEqual([true, false, true]);
  });

  it("finds the last event at or before a date, in any order", () => {
    const dates = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"];
    expect([...lastAtOrBefore(dates, ["2024-01-02", "2024-01-04"])]).toEqual([-1, 0, 0, 1]);
    expect([...lastAtOrBefore(dates, ["2024-01-04", "2024-01-02"])]).toEqual([-1, 1, 1, 0]);
    expect([...lastAtOrBefore([...dates].reverse(), ["2024-01-02"])]).toEqual([0, 0, 0, -1]);
    expect([...lastAtOrBefore(dates, [])]).toEqual([-1, -1, -1, -1]);
    expect([...lastAtOrBefore(dates, ["2024-01-02", "2024-01-02"])]).toEqual([-1, 1, 1, 1]);
  });

  it("reads NaN outside a table", () => {
    const turnover = table`
      date        turnover  cost
      2024-01-05  1         2
      2024-02-05  3         4`;
    expect([cellAt(turnover, 1, 1), cellAt(turnover, -1, 0), cellAt(turnover, 0, -1)]).toEqual([
      4,
      Number.NaN,
      Number.NaN,
    ]);
    const cost = new Column(turnover, "cost");
    expect([cost.length, cost.at(0), cost.at(1), cost.at(2), cost.at(-1)]).toEqual([2, 2, 4, Number.NaN, Number.NaN]);
    expect([...new Column(turnover, "price").toArray()]).toEqual([Number.NaN, Number.NaN]);
  });
});
