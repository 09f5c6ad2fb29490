import { describe, expect, it } from "vitest";
import { construct } from "../../src/engine/construct.ts";
import { History } from "../../src/engine/history.ts";
import { runStages } from "../../src/engine/reference.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { january, logOf, rowsOf, scenarioOn, weightsConfig } from "./scenarios.ts";

const FIVE_BARS = january([0.01, 0], [0.02, 0], [0.03, 0], [0.04, 0]);

/** Which dates the given config rebalances on. */
function rebalances(config: ConfigInput, bars = FIVE_BARS): string[] {
  return rowsOf(runStages(scenarioOn(bars, config)), "weights_pre").map(([date]) => date);
}

describe("a rebalance", () => {
  it("is a scheduled date on which the sleeve has a row; the others hold", () => {
    const config = weightsConfig({ "2024-01-01": [1, 0], "2024-01-02": null, "2024-01-04": [0, 1] });
    const run = runStages(scenarioOn(FIVE_BARS, config));
    expect(rowsOf(run, "weights_pre")).toEqual([
      ["2024-01-01", [1, 0]],
      ["2024-01-04", [0, 1]],
    ]);
    expect(rowsOf(run, "turnover")).toEqual([
      ["2024-01-01", [1, 0]],
      ["2024-01-04", [2, 0]],
    ]);
    expect(logOf(run).filter((line) => line.startsWith("[ExecSim]"))).toHaveLength(2);
  });

  it("is not made on an unscheduled date, although the sleeve has a row there", () => {
    const config = weightsConfig({ "2024-01-02": [1, 0], "2024-01-03": [0, 1] }, { rebalance: { bars: 2 } });
    expect(rebalances(config)).toEqual(["2024-01-03"]);
  });

  it("is not made when every sleeve holds throughout", () => {
    const run = runStages(scenarioOn(FIVE_BARS, weightsConfig({ "2024-01-02": null })));
    expect(rowsOf(run, "weights_pre")).toEqual([]);
    expect(rowsOf(run, "weights_daily").every(([, row]) => row.every((weight) => weight === 0))).toBe(true);
    expect(run.metrics()).toMatchObject({ cagr: 0, max_drawdown: 0, sharpe: null, turnover_annual: 0 });
  });

  it("waits under vol-target until minObservations returns lie before it", () => {
    const exposure = { kind: "vol-target", targetVol: 0.1, volWindow: 3, minObservations: 3 } as const;
    const sleeves = [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }] as const;
    // Row 4 is the first with three returns (rows 1, 2, 3) before it: row 0 is no return.
    expect(rebalances({ sleeves: [...sleeves], rebalance: "day", exposure })).toEqual(["2024-01-05"]);
  });

  it("waits for the longest lookback of all sleeves", () => {
    const config: ConfigInput = {
      sleeves: [
        { name: "even", budget: 1, strategy: { kind: "equal-weight" } },
        { name: "winners", budget: 1, strategy: { kind: "momentum", period: 2, skip: 1 } },
      ],
      rebalance: "day",
      exposure: { kind: "none" },
    };
    expect(rebalances(config)).toEqual(["2024-01-05"]);
  });
});

describe("several sleeves", () => {
  const config: ConfigInput = {
    sleeves: [
      {
        name: "left",
        budget: 2,
        strategy: {
          kind: "weights",
          dates: ["2024-01-02", "2024-01-04"],
          values: [
            [0.5, 0.25],
            [0.25, 0],
          ],
        },
      },
      { name: "right", budget: 0.5, strategy: { kind: "weights", dates: ["2024-01-03"], values: [[-1, 1]] } },
    ],
    rebalance: "day",
    exposure: { kind: "none" },
  };

  it("add up by budget, and one that holds keeps its last answer, zero before its first", () => {
    const run = runStages(scenarioOn(FIVE_BARS, config));
    expect(rowsOf(run, "weights_model")).toEqual([
      ["2024-01-02", [0.5, 0.25]],
      ["2024-01-03", [-0.5, 1.25]],
      ["2024-01-04", [-0.75, 1]],
    ]);
    expect(rowsOf(run, "weights_pre")).toEqual([
      ["2024-01-02", [1, 0.5]],
      ["2024-01-03", [0.5, 1]],
      ["2024-01-04", [0, 0.5]],
    ]);
  });
});

describe("a strategy's history", () => {
  it("ends with the row before the date that it decides about", () => {
    const scenario = scenarioOn(FIVE_BARS, weightsConfig({}));
    const history = new History(scenario.market.returns, 3, 2);
    expect([...history.returns]).toEqual([0, 0, 0.01, 0, 0.02, 0]);
    expect(history.returns[3 * 2]).toBeUndefined();
  });

  it("is not needed where nobody is asked", () => {
    const books = construct(scenarioOn(FIVE_BARS, weightsConfig({})), Int32Array.of());
    expect(books.rows).toHaveLength(0);
    expect(books.pre).toHaveLength(0);
  });
});
