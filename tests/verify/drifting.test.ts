import { describe, expect, it } from "vitest";
import { drawdownSeries } from "../../src/metrics/drawdown-series.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import type { TableName } from "../../src/model/run.ts";
import { driftedBooks } from "../../src/verify/drifted-books.ts";
import { recomputedState } from "../../src/verify/recomputed-state.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { ShadowBook } from "../../src/verify/shadow-book.ts";
import { runOf, withCell, withoutColumns, withoutRows } from "../support/run-of.ts";
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

describe("the auditor's state", () => {
  const weights_post = table`
    date        ES  TY
    2024-01-03  1   -2
    2024-01-08  4   0`;
  const conventions = { annualization: 4, ddof: 1, returns: "log" } as const;
  const stateOf = (config: Partial<ConfigInput> = {}, parts: Partial<Record<TableName, Panel>> = {}) =>
    recomputedState(viewOf({ returns, weights_post, ...parts }, { conventions, ...config }));
  // Row by row what the books of 01-03 and 01-08 earn.
  const earned = [0, 0.5 + 2, 0.25 - 1, -0.5 - 0.5, 4, 2];
  const sizes = [0, 2.5, 1.25, 1, 4, 2];
  const simple = earned.map(Math.expm1);

  it("has the volatility, and the scale of its rounding, of the rows before", () => {
    const state = stateOf();
    const deviation = (a: number, b: number) => (Math.abs(a - b) / Math.SQRT2) * 2; // of two values, a year of four bars
    expect(state.volatility(3, 2)).toBeCloseTo(deviation(simple[1]!, simple[2]!), 12);
    expect(state.volatility(2, 2)).toBeCloseTo(deviation(0, simple[1]!), 12);
    expect([state.scale(3, 2), state.scale(4, 2), state.scale(6, 3), state.scale(2, 1)]).toEqual(
      [2.5, 1.25, 4, 2.5].map((size) => 2 * size),
    );
    expect(state.scale(1, 1)).toBe(0);
  });

  it("has the drawdown through the row before, at a scale of 1 and of the largest size so far", () => {
    const state = stateOf();
    let equity = 1;
    const curve = drawdownSeries(
      Float64Array.from(simple, (each) => (equity *= 1 + each)),
      1,
    );
    expect([0, 1, 2, 3, 4, 5, 6].map((t) => state.drawdown(t))).toEqual(
      [0, ...curve].map((x) => expect.closeTo(x, 12)),
    );
    expect([0, 1, 2, 3, 4, 5, 6].map((t) => state.drawdownScale(t))).toEqual([1, 1, 2.5, 2.5, 2.5, 4, 4]);
    expect(sizes[3]).toBeLessThan(2.5);
  });

  it("has the mean correlation of the returns, over windows of any length", () => {
    const state = stateOf();
    expect(state.correlation(3, 2)).toBeCloseTo(-1, 12); // 0.5, 0.25 against −1, 0.5
    expect(state.correlation(5, 2)).toBeCloseTo(-1, 12);
    expect(state.correlation(4, 3)).toBeCloseTo(stateOf().correlation(4, 3), 15);
    expect(state.correlation(3, 2)).toBeCloseTo(-1, 12);
  });

  it("begins with the first row on which a book can earn", () => {
    expect(stateOf().firstBar).toBe(1);
    const on = (...rows: readonly number[]) =>
      stateOf({}, { weights_post: { ...weights_post, dates: rows.map((row) => dates[row]!) } }).firstBar;
    expect([on(0, 3), on(2, 3), on(5, 6)]).toEqual([1, 2, 5]);
    expect(stateOf({}, { weights_post: { dates: [], columns: [], values: new Float64Array(0) } }).firstBar).toBe(6);
  });

  it("loses the capital but once under the simple convention, and drifts where positions do", () => {
    // On 01-04 the book earns exp(0.25) − 1 − 2·(exp(0.5) − 1) = −1.01, and a half of it half of that.
    const half = { ...weights_post, values: weights_post.values.map((weight) => weight / 2) };
    const under = { conventions: { ...conventions, returns: "simple" } } as const;
    expect(stateOf(under, { weights_post: half }).drawdown(3)).toBeCloseTo(
      (Math.expm1(0.25) - 2 * Math.expm1(0.5)) / 2,
      12,
    );
    expect(stateOf(under).drawdown(3)).toBe(-1);
    const drifting = stateOf({ holding: "drifting-positions" });
    const first = 1 + 2.5 / Math.exp(2.5); // what a rounding error of the first day has grown to
    expect(drifting.scale(2, 1)).toBe(5);
    const weights = [Math.exp(0.5 - 2.5), -2 * Math.exp(-1 - 2.5)] as const;
    expect(drifting.scale(3, 1)).toBeCloseTo(2 * (0.25 * weights[0] - 0.5 * weights[1]) * first, 12);
    expect(drifting.scale(5, 1)).toBe(8); // after the trade of 01-08
  });

  it("asks for no config", () => {
    const bare = recomputedState(new RunView(runOf({ tables: { returns, weights_post } }), "run"));
    expect(bare.firstBar).toBe(1);
    const noted = withCell(returns, "2024-01-03", "ES", 0.25);
    expect(recomputedState(viewOf({ returns: noted, weights_post })).drawdownScale(2)).toBeCloseTo(2.25, 12);
  });
});
