import fc from "fast-check";
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
import { DateLists } from "../../src/verify/date-numbers.ts";
import { table } from "../support/tables.ts";

describe("aligning tables", () => {
  it("finds each date where it is, and −1 where it is not", () => {
    expect([...alignRows(["a", "b", "c"], ["a", "b", "c"])]).toEqual([0, 1, 2]);
    expect([...alignRows(["a", "b", "c"], ["c", "a"])]).toEqual([1, -1, 0]);
    expect([...alignColumns(["x"], ["y", "x", "x"])]).toEqual([1]); // the first of a repeated name
    expect([...alignRows([], ["a"])]).toEqual([]);
  });

  it("works an alignment out once a pair of lists", () => {
    const alignments = new Alignments(new DateLists());
    const [from, to] = [["a", "b"], ["b"]];
    const rows = alignments.of(from, to);
    expect([...rows]).toEqual([-1, 0]);
    expect(alignments.of(from, to)).toBe(rows);
    expect([...alignments.of(to, from)]).toEqual([1]);
    const last = alignments.lastAtOrBefore(from, to);
    expect([...last]).toEqual([-1, 0]);
    expect(alignments.lastAtOrBefore(from, to)).toBe(last);
    expect([...alignments.lastAtOrBefore(to, from)]).toEqual([1]);
    expect(alignments.of(from, from)).toBe(alignments.of([...from], [...from]));
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

  it("are what a search through the whole list gives, in any order and with repetitions", () => {
    const lists = fc.array(fc.constantFrom<string>("a", "b", "c", "d", "e", "f"), { maxLength: 7 });
    const dates = fc.array(
      fc.constantFrom<string>("2023-12-31", "2024-01-05", "2024-01-12", "2024-02-29", "2024-03-01"),
    );
    const any = fc.oneof(
      lists,
      dates,
      dates.map((texts) => [...new Set(texts)].sort()),
      lists.map((texts) => [...new Set(texts)].sort()),
    );
    fc.assert(
      fc.property(any, any, (from, to) => {
        expect([...alignRows(from, to)]).toEqual(from.map((text, t) => (sameTexts(from, to) ? t : to.indexOf(text))));
        const latest = from.map((date) => {
          const before = to.filter((event) => event <= date).sort();
          return before.length === 0 ? -1 : to.lastIndexOf(before.at(-1)!);
        });
        expect([...lastAtOrBefore(from, to)]).toEqual(latest);
        expect(increases(from)).toBe(from.every((text, t) => t === 0 || from[t - 1]! < text));
        expect(sameTexts(from, to)).toBe(from.join() === to.join());
        const alignments = new Alignments(new DateLists());
        for (let again = 0; again < 2; again++) {
          expect([...alignments.of(from, to)]).toEqual([...alignRows(from, to)]);
          expect([...alignments.of(to, from)]).toEqual([...alignRows(to, from)]);
          expect([...alignments.of(from, from)]).toEqual([...from.keys()]);
          expect([...alignments.lastAtOrBefore(from, to)]).toEqual(latest);
        }
      }),
    );
  });

  it("reads NaN outside a table", () => {
    const turnover = table`
      date        turnover  cost
      2024-01-05  1         2
      2024-02-05  3         4`;
    expect([cellAt(turnover, 1, 1), cellAt(turnover, -1, 1), cellAt(turnover, 1, -1)]).toEqual([
      4,
      Number.NaN,
      Number.NaN,
    ]);
    const cost = new Column(turnover, "cost");
    expect([cost.length, cost.at(0), cost.at(1), cost.at(2), cost.at(-1)]).toEqual([2, 2, 4, Number.NaN, Number.NaN]);
    expect([...new Column(turnover, "price").toArray()]).toEqual([Number.NaN, Number.NaN]);
  });
});
