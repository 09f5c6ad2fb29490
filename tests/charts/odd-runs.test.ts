import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runCharts } from "../../src/charts/run-charts.ts";
import { standaloneSvg } from "../../src/charts/standalone.ts";
import { panel } from "../../src/model/panel.ts";
import type { TableName } from "../../src/model/run.ts";
import { runOf } from "../support/run-of.ts";

/** Values that an engine should not leave behind, and that a report of it has to be drawn with all the same. */
const value = fc.oneof(
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 1e-300, -1),
);
const day = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 1, max: 28 }).map((each) => `2024-02-${String(each).padStart(2, "0")}`) },
  { weight: 1, arbitrary: fc.constantFrom("yesterday", "", "2024-13-45", "<b>") },
);
const COLUMNS = {
  equity_curve: ["equity", "drawdown"],
  portfolio_returns: ["log_return", "simple_return"],
  leverage_series: ["leverage"],
  allocator_risk_v1: ["risk_scalar"],
  allocator_risk_v1_applied: ["risk_scalar_applied"],
  turnover: ["turnover"],
  weights_pre: ["A", "B"],
  weights_daily: ["A", "B"],
} as const satisfies Partial<Record<TableName, readonly string[]>>;

const tables = fc.record(
  Object.fromEntries(
    Object.entries(COLUMNS).map(([name, columns]) => {
      const row = fc.tuple(day, fc.array(value, { minLength: columns.length, maxLength: columns.length }));
      const table = fc.array(row, { maxLength: 90 }).map((rows) => {
        return panel(
          rows.map(([date]) => date),
          columns,
          Float64Array.from(rows.flatMap(([, values]) => values)),
        );
      });
      return [name, table];
    }),
  ),
  { requiredKeys: [] },
);

describe("runs that no engine should leave behind", () => {
  it("are drawn or left out, with no coordinate that is no number, and never break the report", () => {
    fc.assert(
      fc.property(tables, fc.array(day, { maxLength: 9 }), (odd, violated) => {
        const labels = Array.from({ length: 28 }, (_, i) => ["NORMAL", "CRISIS", "sideways", null][i % 4]!);
        const dates = labels.map((_, i) => `2024-02-${String(i + 1).padStart(2, "0")}`);
        const run = runOf({ tables: odd, regimes: { column: "regime", dates, labels } });
        const { charts, leftOut } = runCharts(run, "odd-", violated);
        expect(charts.length + leftOut.length).toBe(7);
        for (const chart of charts) {
          expect(chart.svg).not.toMatch(/="[^"]*(NaN|Infinity)/);
          expect(chart.svg).not.toMatch(/>[^<]*(NaN|undefined|-?Infinity)/);
          expect(standaloneSvg(chart)).not.toContain("var(--");
        }
      }),
      { numRuns: 25 },
    );
  });
});
