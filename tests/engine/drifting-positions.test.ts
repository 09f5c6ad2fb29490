import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import { parseConfig } from "../../src/model/config.ts";
import type { Capabilities } from "../../src/model/engine.ts";
import type { Run } from "../../src/model/run.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import { generateScenario } from "../../src/scenarios/generate.ts";
import { january, logOf, rowsOf, scenarioOn, weightsConfig } from "./scenarios.ts";

const PROPERTY = { seed: 20240105, numRuns: 200 };
const SIMPLE = { returns: "simple" } as const;
const DRIFTING = { holding: "drifting-positions" } as const;

/** 50% in an asset that gains 20% on 01-02 and loses 50% on 01-03; the rest is cash. Back to 50% on 01-04. */
const HALF = january([Math.log(1.2)], [Math.log(0.5)], [0]);
const TRADES = { "2024-01-02": [0.5], "2024-01-04": [0.5] };

function dailyOf(run: Run): number[][] {
  return rowsOf(run, "weights_daily").map(([, row]) => row.map((weight) => Number(weight!.toFixed(12))));
}

function turnoverOf(run: Run): number[] {
  return rowsOf(run, "turnover").map(([, [turnover]]) => Number(turnover!.toFixed(12)));
}

describe("positions that drift", () => {
  it("grow with their price against the whole, and are traded back at a rebalance alone", () => {
    const run = runStages(scenarioOn(HALF, weightsConfig(TRADES, { ...DRIFTING, conventions: SIMPLE })));
    const afterGain = (0.5 * 1.2) / 1.1;
    const afterLoss = (afterGain * 0.5) / (1 - 0.5 * afterGain);
    expect(dailyOf(run)).toEqual([[0], [0.5], [Number(afterGain.toFixed(12))], [0.5]]);
    expect(turnoverOf(run)).toEqual([0.5, Number((0.5 - afterLoss).toFixed(12))]);
  });

  it("earn what buying and holding earns under simple returns, to the last digit of equity", () => {
    const bars = january([0.02, -0.01], [-0.03, 0.01], [0.01, 0.05], [-0.02, -0.04]);
    const config = weightsConfig({ "2024-01-01": [0.8, -0.3] }, { ...DRIFTING, conventions: SIMPLE });
    const equity = rowsOf(runStages(scenarioOn(bars, config)), "equity_curve").map(([, [value]]) => value!);
    let a = 0;
    let b = 0;
    for (const [t, [, [first, second]]] of bars.entries()) {
      a += first!;
      b += second!;
      expect(equity[t]).toBeCloseTo(1 + 0.8 * (Math.exp(a) - 1) - 0.3 * (Math.exp(b) - 1), 14);
    }
  });

  it("use the simple return that is recorded, under log returns too, and net of cost", () => {
    const costs = { halfSpreadBps: 100, feeBps: 0 };
    const run = runStages(scenarioOn(HALF, weightsConfig({ "2024-01-02": [0.5] }, { ...DRIFTING, costs })));
    const simple = rowsOf(run, "portfolio_returns").map(([, row]) => row[3]!);
    expect(simple[1]).toBe(Math.expm1(0.5 * Math.log(1.2) - 0.5 * 0.01));
    const daily = rowsOf(run, "weights_daily").map(([, [weight]]) => weight!);
    expect(daily[2]).toBe((0.5 * Math.exp(Math.log(1.2))) / (1 + simple[1]!));
    expect(daily[3]).toBe((daily[2]! * Math.exp(Math.log(0.5))) / (1 + simple[2]!));
  });

  it("may drift over the limits, which hold at rebalances: nobody trades because of a price", () => {
    const limits = { maxAssetWeight: 1.25, maxGross: 1.25 };
    const bars = january([0], [Math.log(0.8)], [Math.log(0.8)]);
    const levered = { exposure: { kind: "fixed", multiplier: 1.25 }, limits, conventions: SIMPLE } as const;
    const run = runStages(scenarioOn(bars, weightsConfig({ "2024-01-02": [1] }, { ...DRIFTING, ...levered })));
    const fallen = (1.25 * 0.8) / (1 - 1.25 * 0.2); // 1.00 of positions on 0.75 of capital
    expect(dailyOf(run)).toEqual([[0], [1.25], [1.25], [Number(fallen.toFixed(12))]]);
    expect(turnoverOf(run)).toEqual([1.25]);
  });

  it("are left where there is no rebalance at all", () => {
    const run = runStages(scenarioOn(HALF, weightsConfig({}, DRIFTING)));
    expect(dailyOf(run)).toEqual([[0], [0], [0], [0]]);
    expect(turnoverOf(run)).toEqual([]);
    expect(rowsOf(run, "equity_curve").every(([, [equity]]) => equity === 1)).toBe(true);
  });
});

describe("a hold", () => {
  const bars = january([0.1, 0], [-0.05, 0.02], [0.03, -0.01], [0.02, 0.02], [0.01, 0]);
  const rows = { "2024-01-02": [0.6, 0.4], "2024-01-03": null, "2024-01-04": null, "2024-01-06": [0.4, 0.6] };
  const policy = { exposure: { kind: "fixed", multiplier: 1.25 }, costs: { halfSpreadBps: 2, feeBps: 1 } } as const;

  it.each(["constant-weights", "drifting-positions"] as const)(
    "is no rebalance under %s: no row in any table, no line, no cost, no leverage",
    (holding) => {
      const run = runStages(scenarioOn(bars, weightsConfig(rows, { ...policy, holding })));
      const rebalances = ["2024-01-02", "2024-01-06"];
      for (const name of ["weights_model", "weights_pre", "weights_post", "leverage_series", "turnover"] as const) {
        expect(rowsOf(run, name).map(([date]) => date)).toEqual(rebalances);
      }
      const logged = logOf(run).filter((line) => line.startsWith("[ExecSim]"));
      expect(logged.map((line) => line.slice(10, 20))).toEqual(rebalances);
      const costs = rowsOf(run, "portfolio_returns").map(([, [, cost]]) => cost! > 0);
      expect(costs).toEqual([false, true, false, false, false, true]);
      const leverage = rowsOf(run, "leverage_series").map(([, [, each, , after]]) => [each, after]);
      expect(leverage).toEqual([
        [1.25, 1.25],
        [1.25, 1.25],
      ]);
    },
  );

  it("of one sleeve keeps its last answer while another trades", () => {
    const told = (name: string, given: Record<string, number[]>) => ({
      name,
      budget: 1,
      strategy: { kind: "weights" as const, dates: Object.keys(given), values: Object.values(given) },
    });
    const sleeves = [
      told("a", { "2024-01-02": [0.5, 0] }),
      told("b", { "2024-01-02": [0, 0.1], "2024-01-04": [0, 0.4] }),
    ];
    const config = { sleeves, rebalance: "day", exposure: { kind: "none" }, ...DRIFTING } as const;
    expect(rowsOf(runStages(scenarioOn(bars, config)), "weights_pre")).toEqual([
      ["2024-01-02", [0.5, 0.1]],
      ["2024-01-04", [0.5, 0.4]],
    ]);
  });
});

describe("ruin of drifting positions", () => {
  const limits = { maxAssetWeight: 4, maxGross: 4 };
  // Short 3 of an asset that doubles on 01-03: −300%.
  const bars = january([0.01], [Math.log(2)], [0.01], [0.02], [0.01]);

  it("leaves no book until the next rebalance, which trades from nothing", () => {
    const rows = { "2024-01-02": [-3], "2024-01-05": [-2] };
    const run = runStages(scenarioOn(bars, weightsConfig(rows, { ...DRIFTING, conventions: SIMPLE, limits })));
    const daily = dailyOf(run).map(([weight]) => weight! + 0);
    expect([daily[1], daily[3], daily[4]]).toEqual([-3, 0, -2]);
    expect(turnoverOf(run)).toEqual([3, 2]);
    expect(run.metrics()!.ruin_date).toBe("2024-01-03");
    expect(
      rowsOf(run, "equity_curve")
        .map(([, [equity]]) => equity)
        .slice(2),
    ).toEqual([0, 0, 0, 0]);
  });

  it("counts under log returns where nothing is left that a number could hold", () => {
    const crash = january([-50], [0.1]);
    const config = weightsConfig({ "2024-01-01": [2] }, { ...DRIFTING, limits });
    const run = runStages(scenarioOn(crash, config));
    expect(dailyOf(run)).toEqual([[2], [2], [0]]);
    expect(rowsOf(run, "portfolio_returns")[2]![1].every((value) => Number.isFinite(value))).toBe(true);
  });
});

const DRIFTERS: Capabilities = {
  strategies: ["weights", "sector-rotation", "momentum"],
  exposure: ["vol-target", "fixed", "none"],
  allocator: ["off", "precomputed"],
  holding: ["drifting-positions"],
  returns: ["simple"],
};

function anyScenario(seed: number): Scenario {
  return generateScenario(new Random(seed), DRIFTERS);
}

describe("drifting in general", () => {
  it("is what positions worth their price times a number of shares do, under simple returns", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { market, config } = anyScenario(seed);
        const scenario = createScenario(market, { ...config, costs: { halfSpreadBps: 0, feeBps: 0 } });
        const run = runStages(scenario);
        if (run.metrics()!.ruin_date !== null) return;
        const width = market.assets.length;
        const traded = new Set(run.table("turnover")!.dates);
        const daily = run.table("weights_daily")!.values;
        let worth = 1;
        let positions = new Float64Array(width);
        for (const [t, date] of market.dates.entries()) {
          if (traded.has(date)) positions = daily.slice(t * width, (t + 1) * width).map((weight) => weight * worth);
          for (let i = 0; i < width; i++) {
            const expected = positions[i]! / worth;
            expect(Math.abs(daily[t * width + i]! - expected)).toBeLessThanOrEqual(
              1e-9 * Math.max(1, Math.abs(expected)),
            );
          }
          const cash = worth - positions.reduce((sum, each) => sum + each, 0);
          positions = positions.map((each, i) => each * Math.exp(market.returns[t * width + i]!));
          worth = cash + positions.reduce((sum, each) => sum + each, 0);
          if (worth < 1e-6) return; // what rounding leaves of next to nothing proves nothing
        }
      }),
      PROPERTY,
    );
  });

  it("is known bar by bar: cutting the market changes nothing before the cut, to the bit", () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.3, max: 1, noNaN: true }), (seed, part) => {
        const { market, config } = anyScenario(seed);
        const width = market.assets.length;
        const bars = Math.ceil(market.dates.length * part);
        const returns = market.returns.slice(0, bars * width);
        const cut = { ...market, dates: market.dates.slice(0, bars), returns };
        const weekly = parseConfig({
          sleeves: [{ name: "all", budget: 1, strategy: { kind: "equal-weight" } }],
          rebalance: "week",
          exposure: { kind: "none" },
          holding: "drifting-positions",
          costs: config.costs,
          conventions: config.conventions,
        });
        const whole = runStages(createScenario(market, weekly));
        const short = runStages(createScenario(cut, weekly));
        const expected = whole.table("weights_daily")!.values.subarray(0, bars * width);
        expect(short.table("weights_daily")!.values).toEqual(Float64Array.from(expected));
      }),
      PROPERTY,
    );
  });

  it("is recorded at a rebalance as the book traded to", () => {
    for (let seed = 0; seed < 100; seed++) {
      const run = runStages(anyScenario(seed));
      const scaled = run.table("weights_scaled")!;
      const daily = run.table("weights_daily")!;
      const width = scaled.columns.length;
      for (const [k, date] of scaled.dates.entries()) {
        const t = daily.dates.indexOf(date);
        const held = daily.values.subarray(t * width, (t + 1) * width);
        expect(held).toEqual(scaled.values.subarray(k * width, (k + 1) * width));
      }
    }
  });
});
