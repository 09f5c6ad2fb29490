import { describe, expect, it } from "vitest";
import type { Panel } from "../../src/model/panel.ts";
import type { TableName } from "../../src/model/run.ts";
import { CarriedBook, cannotFollowDrift } from "../../src/verify/carried-book.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf, withCell, withoutColumns, withoutRows } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const weights_daily = table`
  date        ES   TY
  2024-01-02  1    0
  2024-01-03  2    -4
  2024-01-04  0.5  0.25`;
const returns = table`
  date        ES    TY
  2024-01-02  0.5   0.75
  2024-01-03  0.25  -0.5
  2024-01-04  1     2`;
const portfolio_returns = table`
  date        simple_return
  2024-01-02  0
  2024-01-03  -0.5
  2024-01-04  1`;
const tables = { weights_daily, returns, portfolio_returns };

/** What a row's book was carried to, and its magnification; undefined where that does not follow. */
function carried(
  row: number,
  parts: Partial<Record<TableName, Panel>> = tables,
  holding: "constant-weights" | "drifting-positions" = "drifting-positions",
  earnsFrom: 0 | 1 = 0,
) {
  const view = new RunView(runOf({ tables: parts, conventions: { earnsFrom } }), "run");
  const book = new CarriedBook(view, parts.weights_daily!, holding);
  return book.carryTo(row) ? { weights: [...book.weights], magnified: book.magnified } : undefined;
}

describe("a book that nobody trades", () => {
  it("stays itself under constant weights, and nothing is held before the first row", () => {
    expect(carried(0, tables, "constant-weights")).toEqual({ weights: [0, 0], magnified: 1 });
    expect(carried(2, tables, "constant-weights")).toEqual({ weights: [2, -4], magnified: 1 });
    expect(carried(0)).toEqual({ weights: [0, 0], magnified: 1 });
  });

  it("is moved by the bar that it earns: w·(1 + s)/(1 + s_p)", () => {
    expect(carried(1)).toEqual({ weights: [Math.exp(0.5), 0], magnified: 1 });
    expect(carried(2)).toEqual({ weights: [4 * Math.exp(0.25), -8 * Math.exp(-0.5)], magnified: 2 });
    expect(carried(1, tables, "drifting-positions", 1)).toEqual({ weights: [2 * Math.exp(0.25), 0], magnified: 2 });
    // A gain makes a rounding of it count for less, which is no reason to allow less.
    expect(carried(2, tables, "drifting-positions", 1)).toEqual({
      weights: [Math.exp(1), -2 * Math.exp(2)],
      magnified: 1,
    });
  });

  it("is forgotten from one row to the next", () => {
    const view = new RunView(runOf({ tables, conventions: { earnsFrom: 0 } }), "run");
    const book = new CarriedBook(view, weights_daily, "drifting-positions");
    expect([book.carryTo(2), book.magnified]).toEqual([true, 2]);
    expect([book.carryTo(0), book.magnified, ...book.weights]).toEqual([true, 1, 0, 0]);
  });

  it("is nothing after a bar that loses the whole capital", () => {
    for (const lost of [-1, -1.5]) {
      const ruined = { ...tables, portfolio_returns: withCell(portfolio_returns, "2024-01-03", "simple_return", lost) };
      expect(carried(2, ruined)).toEqual({ weights: [0, 0], magnified: 1 });
    }
  });

  it("follows from nothing over a lost date, a lost return of the portfolio, or an asset without returns", () => {
    expect(carried(2, { ...tables, returns: withoutRows(returns, "2024-01-03") })).toBeUndefined();
    expect(carried(1, { ...tables, returns: withoutRows(returns, "2024-01-03") })).toBeUndefined();
    expect(carried(2, { ...tables, returns: withoutRows(returns, "2024-01-02", "2024-01-03") })).toBeUndefined();
    const late = { ...tables, returns: withoutRows(returns, "2024-01-02") };
    expect([carried(1, late), carried(1, late, "drifting-positions", 1)]).toEqual([undefined, undefined]);
    expect(carried(2, { ...tables, weights_daily: withoutRows(weights_daily, "2024-01-03") })).toBeUndefined();
    expect(carried(1, { ...tables, weights_daily: withoutRows(weights_daily, "2024-01-03") })).toBeUndefined();
    expect(carried(2, { ...tables, portfolio_returns: withoutRows(portfolio_returns, "2024-01-03") })).toBeUndefined();
    const narrow = { ...tables, returns: withoutColumns(returns, "TY") };
    expect(carried(2, narrow)).toBeUndefined();
    expect(carried(1, narrow)).toEqual({ weights: [Math.exp(0.5), 0], magnified: 1 }); // no weight in it, no need of it
    const turned = { ...tables, returns: withoutColumns(returns, "ES") };
    expect(carried(1, turned)).toBeUndefined();
  });

  it("stays itself where the tables that move it are absent, which cannotFollowDrift says", () => {
    for (const name of ["returns", "portfolio_returns"] as const) {
      const { [name]: _, ...others } = tables;
      expect(carried(2, others)).toEqual({ weights: [2, -4], magnified: 1 });
      const view = new RunView(runOf({ config: { holding: "drifting-positions" }, tables: others }), "run");
      expect(cannotFollowDrift(view)).toBe(`holding is drifting-positions: needs ${name}.csv`);
    }
    const of = (config: { holding?: "drifting-positions" }, parts: Partial<Record<TableName, Panel>>) =>
      cannotFollowDrift(new RunView(runOf({ config, tables: parts }), "run"));
    expect([of({ holding: "drifting-positions" }, tables), of({}, {})]).toEqual([undefined, undefined]);
    expect(of({ holding: "drifting-positions" }, {})).toBe(
      "holding is drifting-positions: needs weights_daily.csv, returns.csv, portfolio_returns.csv",
    );
    expect(cannotFollowDrift(new RunView(runOf({ tables }), "run"))).toBeUndefined();
  });

  it("says what else moves it than trades", () => {
    const view = new RunView(runOf({ tables }), "run");
    expect(new CarriedBook(view, weights_daily, "drifting-positions").why).toBe(", otherwise than its price moves it");
    expect(new CarriedBook(view, weights_daily, "constant-weights").why).toBe("");
  });
});
