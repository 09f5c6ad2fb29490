import { describe, expect, it } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import type { Run } from "../../src/model/run.ts";
import { parseScenario } from "../../src/model/scenario.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { unexamined } from "../../src/verify/unexamined.ts";
import { SCENARIO } from "../cli/support.ts";
import { runOf } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const linesOf = (run: Run) => unexamined(new RunView(run, "run"));

describe("what a run records and nobody holds against anything", () => {
  it("is nothing in a run of the reference engine", async () => {
    expect(linesOf(await referenceEngine.run(parseScenario(SCENARIO)))).toEqual([]);
  });

  it("names columns that no format has, and features that nothing is known of", () => {
    const tables = {
      turnover: table`
        date        turnover  trades  cost  fills
        2024-01-02  1         3       0     9`,
      allocator_state_v1: table`
        date        dd_level  trend_breadth_20d  vix  warmup
        2024-01-02  0         0.5                14   0`,
      weights_post: table`
        date        ANY
        2024-01-02  1`,
    };
    expect(linesOf(runOf({ tables }))).toEqual([
      "allocator_state_v1.csv: no more than whether they keep their bounds: trend_breadth_20d",
      "allocator_state_v1.csv: no more than whether they are numbers: vix",
      "turnover.csv: no more than whether they are numbers: trades, fills",
    ]);
  });

  it("names figures without a formula, and formulas without a figure", () => {
    const [strange, absent, ...rest] = linesOf(runOf({ metrics: { cagr: 0.1, omega: 1.2, sharpe: null } }));
    expect(strange).toBe("metrics.json: the catalog has no formula for omega");
    expect(absent).toMatch(/^metrics\.json: it does not have annual_vol, sortino, calmar, max_drawdown, /);
    expect(absent).not.toMatch(/cagr|sharpe/);
    expect(rest).toEqual([]);
  });

  it("names documents of another schema", () => {
    const run = { ...runOf({}), document: (name: string) => (name.includes("meta") ? { schema: "own/1" } : undefined) };
    expect(linesOf(run)).toEqual([
      "allocator_risk_v1_applied_meta.json: its schema is none whose words are known",
      "allocator_precomputed_meta.json: its schema is none whose words are known",
    ]);
  });
});
