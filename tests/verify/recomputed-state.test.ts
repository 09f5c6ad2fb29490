import { describe, expect, it } from "vitest";
import { drawdownSeries } from "../../src/metrics/drawdown-series.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import type { TableName } from "../../src/model/run.ts";
import { recomputedState } from "../../src/verify/recomputed-state.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf, withCell } from "../support/run-of.ts";
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

  it("has the largest size of a window that moves on or jumps, without the rows that are no numbers", () => {
    const lost = { ...returns, values: returns.values.with(2 * 2, Number.NaN).with(4 * 2, Number.NaN) };
    const cases = [
      [stateOf(), sizes],
      [stateOf({}, { returns: lost }), sizes.map((size, t) => (t === 2 || t === 4 ? Number.NaN : size))],
    ] as const;
    for (const [state, all] of cases) {
      const largest = (t: number, window: number) =>
        2 * Math.max(0, ...all.slice(Math.max(0, t - window), t).filter((size) => !Number.isNaN(size)));
      for (const window of [1, 2, 3, 9]) {
        for (const t of [1, 2, 3, 4, 5, 6, 2, 3, 6, 5, 6]) {
          expect([window, t, state.scale(t, window)]).toEqual([window, t, largest(t, window)]);
        }
      }
      expect([state.scale(3, 1), state.scale(4, 3), state.scale(5, 1)]).toEqual([
        largest(3, 1),
        largest(4, 3),
        largest(5, 1),
      ]);
    }
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
    expect([on(0, 3), on(2, 3), on(4, 5)]).toEqual([1, 2, 4]);
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
