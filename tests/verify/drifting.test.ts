import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import type { TableName } from "../../src/model/run.ts";
import { driftedBooks } from "../../src/verify/drifted-books.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { ShadowBook } from "../../src/verify/shadow-book.ts";
import { runOf, withoutColumns, withoutRows } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const returns = table`
  date        ES    TY
  2024-01-02  0     0
  2024-01-03  0.5   -1
  2024-01-04  0.25  0.5
  2024-01-05  -0.5  0.25
  2024-01-08  1     -0.25
  2024-01-09  0.5   0.5`;
const dates = returns.dates;
const viewOf = (tables: Readonly<Partial<Record<TableName, Panel>>>, config: Partial<ConfigInput> = {}) =>
  new RunView(runOf({ tables, config }), "run");

describe("the books of drifting positions", () => {
  const weights_scaled = table`
    date        ES  TY
    2024-01-03  1   -2
    2024-01-08  4   0`;
  const weights_daily = { ...returns, values: new Float64Array(12) };
  const portfolio_returns = table`
    date        simple_return
    2024-01-02  0
    2024-01-03  0.25
    2024-01-04  -0.5
    2024-01-05  1
    2024-01-08  -1
    2024-01-09  0`;
  const tables = { weights_scaled, weights_daily, returns, portfolio_returns };
  const drifted = (parts: Partial<Record<TableName, Panel>> = tables, earnsFrom: 0 | 1 = 0) => {
    const { books, rows } = driftedBooks(viewOf(parts, { conventions: { earnsFrom } }));
    expect(books.dates).toEqual(parts.weights_daily?.dates ?? []);
    const width = books.columns.length;
    return [...rows].map((row) => (row < 0 ? undefined : [...books.values.subarray(row * width, (row + 1) * width)]));
  };

  it("are each date's in one step from the rebalance, and nothing before the first", () => {
    // A book dated t earns the bar t: on 01-04 it has earned that of 01-03, on 01-05 that of 01-04 as well.
    expect(drifted()).toEqual([
      [0, 0],
      [1, -2],
      [Math.exp(0.5) / 1.25, (-2 * Math.exp(-1)) / 1.25],
      [Math.exp(0.75) / 0.625, (-2 * Math.exp(-0.5)) / 0.625],
      [4, 0],
      [0, 0], // the bar of 01-08 lost everything
    ]);
    expect(drifted(tables, 1)).toEqual([
      [0, 0],
      [1, -2],
      [Math.exp(0.25) / 0.5, (-2 * Math.exp(0.5)) / 0.5],
      [Math.exp(-0.25) / 1, (-2 * Math.exp(0.75)) / 1],
      [4, 0],
      [4 * Math.exp(0.5), 0],
    ]);
  });

  it("are unknown from a lost day or return of the portfolio on, until the next rebalance", () => {
    const [, , ...known] = drifted();
    const later = known.slice(-2);
    const without = (name: TableName, ...lost: readonly string[]) =>
      drifted({ ...tables, [name]: withoutRows(tables[name as keyof typeof tables], ...lost) });
    expect(without("weights_daily", dates[2]!)).toEqual([[0, 0], [1, -2], undefined, ...later]);
    expect(without("returns", dates[2]!)).toEqual([[0, 0], [1, -2], undefined, undefined, ...later]);
    expect(without("returns", dates[1]!)).toEqual([[0, 0], [1, -2], undefined, undefined, ...later]);
    expect(without("returns", dates[0]!, dates[1]!)).toEqual([[0, 0], [1, -2], undefined, undefined, ...later]);
    expect(without("portfolio_returns", dates[2]!)).toEqual([[0, 0], [1, -2], known[0], undefined, ...later]);
  });

  it("are known from the first day on where that is a rebalance, the second one too", () => {
    const late = withoutRows(weights_daily, ...dates.slice(0, 4));
    expect(drifted({ ...tables, weights_daily: late })).toEqual(drifted().slice(4));
  });

  it("are unknown where weights_scaled lost the rebalance, or the rebalance has no day", () => {
    const turnover = table`
      date        turnover  cost
      2024-01-03  3         0
      2024-01-08  4         0`;
    const lost = { ...tables, turnover, weights_scaled: withoutRows(weights_scaled, "2024-01-03") };
    expect(drifted(lost)).toEqual([[0, 0], undefined, undefined, undefined, ...drifted().slice(-2)]);
    const between = { ...tables, weights_daily: withoutRows(weights_daily, "2024-01-03") };
    expect(drifted(between)).toEqual([[0, 0], undefined, undefined, ...drifted().slice(-2)]);
  });

  it("move by no return that is lost: NaN, but for an asset without a weight", () => {
    const narrow = drifted({ ...tables, returns: withoutColumns(returns, "TY") });
    expect(narrow[2]).toEqual([Math.exp(0.5) / 1.25, Number.NaN]);
    expect(drifted({ ...tables, returns: withoutColumns(returns, "TY") }, 1)[5]).toEqual([4 * Math.exp(0.5), 0]);
  });

  it("are none without the tables that they follow from", () => {
    for (const name of ["weights_scaled", "returns", "portfolio_returns"] as const) {
      const { [name]: _, ...others } = tables;
      const { books, rows } = driftedBooks(viewOf(others));
      expect([books.columns, [...rows]]).toEqual([[], [-1, -1, -1, -1, -1, -1]]);
    }
    expect(driftedBooks(viewOf({ weights_scaled, returns, portfolio_returns })).rows).toHaveLength(0);
  });
});

describe("the shadow book", () => {
  const post = table`
    date        ES  TY
    2024-01-03  1   -2
    2024-01-08  4   0`;
  const bookOf = (columns = [0, 1]) => new ShadowBook(post, returns, Int32Array.from(columns));

  it("earns Σ w·r, or Σ w·(exp(r) − 1), at the scale of its terms", () => {
    const book = bookOf();
    expect(book.earn(1, false)).toBe(0); // nothing is held yet
    book.tradeTo(0);
    expect([book.earn(1, false), book.size]).toEqual([0.5 + 2, 0.5 + 2]);
    expect([book.earn(2, false), book.size]).toEqual([0.25 - 1, 0.25 + 1]);
    const [es, ty] = [Math.expm1(0.5), -2 * Math.expm1(-1)];
    expect([book.earn(1, true), book.size]).toEqual([es + ty, es + ty]);
    book.tradeTo(1);
    expect([book.earn(1, false), book.size]).toEqual([2, 2]);
  });

  it("adds up exactly where a plain sum does not", () => {
    const columns = ["A", "B", "C", "D"];
    const held = { dates: ["2024-01-02"], columns, values: Float64Array.of(1, 1, 1, 1) };
    const earned = { ...held, values: Float64Array.of(1, 2 ** 60, 1, -(2 ** 60)) };
    const book = new ShadowBook(held, earned, Int32Array.of(0, 1, 2, 3));
    book.tradeTo(0);
    expect(book.earn(0, false)).toBe(2);
  });

  it("needs no returns of an asset without a weight", () => {
    const book = bookOf([0, -1]);
    book.tradeTo(0);
    expect(book.earn(1, false)).toBeNaN();
    book.tradeTo(1);
    expect(book.earn(1, false)).toBe(2);
    book.drift(1, 2);
    expect(book.earn(2, false)).toBe(0.25 * 2 * Math.exp(0.5));
  });

  it("is moved by prices, and a rounding error of its first day grows with it until the next trade", () => {
    const book = bookOf();
    book.tradeTo(0);
    book.earn(1, false); // a size of 2.5
    book.drift(1, 0.5);
    const [es, ty] = [2 * Math.exp(0.5), -4 * Math.exp(-1)];
    const first = 1 + 2.5 / 0.5;
    expect(book.earn(2, false)).toBeCloseTo(0.25 * es + 0.5 * ty, 14);
    const moved = 0.25 * es - 0.5 * ty;
    expect(book.size).toBeCloseTo(moved * first, 12);
    book.drift(2, 4);
    const second = first * (1 + moved / 4);
    book.earn(3, false);
    const size = 0.5 * ((es * Math.exp(0.25)) / 4) - 0.25 * ((ty * Math.exp(0.5)) / 4);
    expect(book.size).toBeCloseTo(size * second, 12);
    book.tradeTo(1);
    expect([book.earn(1, false), book.size]).toEqual([2, 2]);
  });

  it("is nothing once the capital is lost", () => {
    for (const growth of [0, -0.5]) {
      const book = bookOf();
      book.tradeTo(0);
      book.drift(1, growth);
      expect([book.earn(2, false), book.size]).toEqual([0, 0]);
    }
  });
});
