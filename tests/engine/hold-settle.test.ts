import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import { january, logOf, rowsOf, scenarioOn, weightsConfig } from "./scenarios.ts";

const COSTS = { halfSpreadBps: 3, feeBps: 2 };
const SIMPLE = { returns: "simple", earnsFrom: 0, annualization: 252, ddof: 1 } as const;

/** Into (1, −0.5) on 01-02, to (0.5, 0.5) on 01-04. */
const TRADES = { "2024-01-02": [1, -0.5], "2024-01-04": [0.5, 0.5] };
const BARS = january([0.01, 0.02], [0.02, 0.04], [-0.03, 0.01], [0.04, -0.02]);

describe("holding", () => {
  it("keeps the last book in force on every bar, zero before the first", () => {
    const run = runStages(scenarioOn(BARS, weightsConfig(TRADES)));
    expect(rowsOf(run, "weights_daily")).toEqual([
      ["2024-01-01", [0, 0]],
      ["2024-01-02", [1, -0.5]],
      ["2024-01-03", [1, -0.5]],
      ["2024-01-04", [0.5, 0.5]],
      ["2024-01-05", [0.5, 0.5]],
    ]);
  });

  it("counts turnover two-way against the book held, and charges it on the rebalance bar alone", () => {
    const run = runStages(scenarioOn(BARS, weightsConfig(TRADES, { costs: COSTS })));
    expect(rowsOf(run, "turnover")).toEqual([
      ["2024-01-02", [1.5, 1.5 * 0.0005]],
      ["2024-01-04", [1.5, 1.5 * 0.0005]],
    ]);
    expect(rowsOf(run, "portfolio_returns").map(([, row]) => row[1])).toEqual([0, 1.5 * 0.0005, 0, 1.5 * 0.0005, 0]);
    expect(logOf(run).filter((line) => line.startsWith("[ExecSim]"))).toEqual([
      "[ExecSim] 2024-01-02: turnover=1.500, cost=0.000750",
      "[ExecSim] 2024-01-04: turnover=1.500, cost=0.000750",
    ]);
  });

  it("trades on the very first bar when the schedule says so, at its cost", () => {
    const run = runStages(scenarioOn(january([0.1]), weightsConfig({ "2024-01-01": [1] }, { costs: COSTS })));
    expect(rowsOf(run, "portfolio_returns")[0]![1]).toEqual([0, 0.0005, -0.0005, Math.expm1(-0.0005)]);
    expect(rowsOf(run, "equity_curve")[0]![1][1]).toBeCloseTo(Math.expm1(-0.0005), 15);
    expect(run.metrics()!.max_drawdown_peak_date).toBe("2024-01-01");
  });
});

describe("settling", () => {
  it("adds log returns up in convention log", () => {
    const run = runStages(scenarioOn(BARS, weightsConfig(TRADES, { costs: COSTS })));
    const expectedGross = [0, 0.01 - 0.01, 0.02 - 0.02, -0.015 + 0.005, 0.02 - 0.01];
    const rows = rowsOf(run, "portfolio_returns");
    for (const [t, [, [gross, cost, log, simple]]] of rows.entries()) {
      expect(gross).toBeCloseTo(expectedGross[t]!, 15);
      expect(log).toBe(gross! - cost!);
      expect(simple).toBeCloseTo(Math.exp(log!) - 1, 15);
    }
  });

  it("adds simple returns up in convention simple", () => {
    const run = runStages(scenarioOn(BARS, weightsConfig(TRADES, { costs: COSTS, conventions: SIMPLE })));
    const grow = (r: number) => Math.exp(r) - 1;
    const expectedGross = [
      0,
      grow(0.01) - 0.5 * grow(0.02),
      grow(0.02) - 0.5 * grow(0.04),
      0.5 * grow(-0.03) + 0.5 * grow(0.01),
      0.5 * grow(0.04) + 0.5 * grow(-0.02),
    ];
    for (const [t, [, [gross, cost, log, simple]]] of rowsOf(run, "portfolio_returns").entries()) {
      expect(gross).toBeCloseTo(expectedGross[t]!, 15);
      expect(simple).toBe(gross! - cost!);
      expect(log).toBeCloseTo(Math.log(1 + simple!), 15);
    }
  });

  it("seeds equity with the capital, whose loss on the first bar counts as drawdown", () => {
    const bars = january([Math.log(0.9)], [Math.log(1.5)]);
    const run = runStages(scenarioOn(bars, weightsConfig({ "2024-01-01": [1] }, { initialCapital: 200 })));
    const curve = rowsOf(run, "equity_curve").map(([, [equity, drawdown]]) => [
      Number(equity!.toFixed(9)),
      Number(drawdown!.toFixed(9)),
    ]);
    expect(curve).toEqual([
      [200, 0],
      [180, -0.1],
      [270, 0],
    ]);
  });
});

describe("ruin", () => {
  // Short 3 of an asset that doubles: −300% on 01-03, and again on 01-05.
  const bars = january([0.01], [Math.log(2)], [0.01], [Math.log(2)]);
  const config = weightsConfig(
    { "2024-01-02": [-3], "2024-01-05": [-3] },
    { conventions: SIMPLE, limits: { maxAssetWeight: 4, maxGross: 4 } },
  );
  const run = runStages(scenarioOn(bars, config));

  it("loses everything and no more, and leaves the log return missing on each such bar", () => {
    const rows = rowsOf(run, "portfolio_returns").map(([, [, , log, simple]]) => [log === null, simple]);
    expect(rows.map(([missing]) => missing)).toEqual([false, false, true, false, true]);
    expect(rows[2]![1]).toBe(-1);
    expect(rows[4]![1]).toBe(-1);
  });

  it("leaves equity at 0 from then on", () => {
    expect(
      rowsOf(run, "equity_curve")
        .map(([, row]) => row)
        .slice(2),
    ).toEqual([
      [0, -1],
      [0, -1],
      [0, -1],
    ]);
    expect(run.metrics()).toMatchObject({ cagr: -1, max_drawdown: -1, ruin_date: "2024-01-03", worst_month: -1 });
  });

  it("says so in the log, in order of date", () => {
    expect(logOf(run).slice(0, 3)).toEqual([
      "[ExecSim] 2024-01-02: turnover=3.000, cost=0.000000",
      "[Ruin] 2024-01-03: the whole capital is lost; equity is 0 from here on",
      "[ExecSim] 2024-01-05: turnover=0.000, cost=0.000000",
    ]);
  });

  it("says so also when no rebalance follows", () => {
    const once = weightsConfig(
      { "2024-01-02": [-3] },
      { conventions: SIMPLE, limits: { maxAssetWeight: 4, maxGross: 4 } },
    );
    const log = logOf(runStages(scenarioOn(bars, once)));
    expect(log[1]).toBe("[Ruin] 2024-01-03: the whole capital is lost; equity is 0 from here on");
  });

  it("cannot happen in convention log", () => {
    const log = weightsConfig({ "2024-01-02": [-3] }, { limits: { maxAssetWeight: 4, maxGross: 4 } });
    const survived = runStages(scenarioOn(bars, log));
    expect(survived.metrics()!.ruin_date).toBeNull();
    expect(survived.table("portfolio_returns")!.missing).toBeUndefined();
    expect(rowsOf(survived, "equity_curve").every(([, [equity]]) => equity! > 0)).toBe(true);
  });
});
