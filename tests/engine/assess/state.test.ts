import { describe, expect, it } from "vitest";
import { sleeveReturns } from "../../../src/engine/assess/sleeve-returns.ts";
import { assess } from "../../../src/engine/assess.ts";
import { referenceStages, runStages } from "../../../src/engine/reference.ts";
import { sleeveBooksPost } from "../../../src/engine/sleeves.ts";
import { isoDate } from "../../../src/model/calendar.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import { parseConfig } from "../../../src/model/config.ts";
import { createMarket } from "../../../src/model/market.ts";
import { columnOf } from "../../../src/model/panel.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { createScenario } from "../../../src/model/scenario.ts";
import { Random } from "../../../src/numeric/random.ts";
import { featureOf } from "./support.ts";

const BARS = 90;
const CORE = ["port_rvol_20d", "port_rvol_60d", "vol_accel", "corr_20d", "corr_60d", "corr_shock"];
const DRAWDOWN = ["dd_level", "dd_slope_10d"];

/** Ninety bars of three assets. */
function scenarioOf(parts: Partial<ConfigInput> = {}): Scenario {
  const random = new Random(5);
  const returns = Float64Array.from({ length: 3 * BARS }, (_, cell) => (cell < 3 ? 0 : 0.01 * random.normal()));
  const dates = Array.from({ length: BARS }, (_, t) => isoDate(19_000 + t));
  const config: ConfigInput = {
    sleeves: [sleeve("core", 1)],
    rebalance: { bars: 7 },
    exposure: { kind: "none" },
    ...parts,
  };
  return createScenario(createMarket(dates, ["ES", "TY", "GC"], returns), parseConfig(config));
}

const sleeve = (name: string, budget: number) => ({
  name,
  budget,
  strategy: { kind: "momentum" as const, period: 5, fraction: 0.34 },
});

function stagesOf(scenario: Scenario) {
  const books = referenceStages.construct(scenario, referenceStages.schedule(scenario));
  const targeted = referenceStages.target(scenario, books);
  return { books, targeted, state: assess(scenario, books, targeted).state() };
}

/** The first row at which a feature is known. */
const firstKnown = (scenario: Scenario, name: string) =>
  featureOf(stagesOf(scenario).state, name).findIndex((value) => value !== null);

describe("the state", () => {
  it("has the core features and the mark of the warm-up", () => {
    expect(stagesOf(scenarioOf()).state.columns).toEqual([...CORE, ...DRAWDOWN, "warmup"]);
  });

  it("has the trend's breadth with a sleeve of that name, and the concentration with two sleeves", () => {
    const columns = (...sleeves: ReturnType<typeof sleeve>[]) => stagesOf(scenarioOf({ sleeves })).state.columns;
    expect(columns(sleeve("trend", 1))).toEqual([...CORE, ...DRAWDOWN, "trend_breadth_20d", "warmup"]);
    expect(columns(sleeve("a", 1), sleeve("b", 0.5))).toEqual([
      ...CORE,
      ...DRAWDOWN,
      "sleeve_concentration_60d",
      "warmup",
    ]);
    expect(columns(sleeve("carry", 1), sleeve("trend", 1))).toContain("trend_breadth_20d");
  });

  it("knows each feature from the bar on which its window is full", () => {
    const scenario = scenarioOf(); // the first rebalance is on row 7, and its bar is the first that earns
    expect(firstKnown(scenario, "port_rvol_20d")).toBe(27);
    expect(firstKnown(scenario, "port_rvol_60d")).toBe(67);
    expect(firstKnown(scenario, "vol_accel")).toBe(67);
    expect(firstKnown(scenario, "corr_20d")).toBe(21); // row 0 is no return
    expect(firstKnown(scenario, "corr_60d")).toBe(61);
    expect(firstKnown(scenario, "corr_shock")).toBe(61);
    expect(firstKnown(scenario, "dd_level")).toBe(0);
    expect(firstKnown(scenario, "dd_slope_10d")).toBe(10);
    expect(featureOf(stagesOf(scenario).state, "warmup")).toEqual(Array.from({ length: BARS }, (_, t) => +(t < 67)));
  });

  it("is a table of the run, with the cells of the warm-up missing", () => {
    const scenario = scenarioOf();
    const { state } = stagesOf(scenario);
    const table = runStages(scenario).table("allocator_state_v1")!;
    expect(table).toEqual({ dates: scenario.market.dates, ...state });
  });

  it("never ends the book's warm-up in a run without a rebalance, which has no drawdown either", () => {
    const scenario = scenarioOf({
      sleeves: [{ name: "core", budget: 1, strategy: { kind: "weights", dates: [], values: [] } }],
    });
    const { state } = stagesOf(scenario);
    expect(featureOf(state, "port_rvol_20d")).toEqual(new Array(BARS).fill(null));
    expect(featureOf(state, "dd_level")).toEqual(new Array(BARS).fill(0));
    expect(featureOf(state, "warmup")).toEqual(new Array(BARS).fill(1));
  });
});

describe("the shadow book", () => {
  it.each(["constant-weights", "drifting-positions"] as const)(
    "is held under %s, as a run without costs is",
    (holding) => {
      const exposure = { kind: "fixed", multiplier: 1.5 } as const;
      const run = runStages(scenarioOf({ holding, exposure }));
      const drawdown = columnOf(run.table("equity_curve")!, "drawdown")!;
      const level = featureOf(
        stagesOf(scenarioOf({ holding, exposure, costs: { halfSpreadBps: 50, feeBps: 0 }, initialCapital: 10 })).state,
        "dd_level",
      );
      for (let t = 1; t < BARS; t++) expect(level[t]).toBeCloseTo(drawdown[t - 1]!, 13);
    },
  );

  it.each([
    ["constant-weights", "log"],
    ["drifting-positions", "log"],
    ["drifting-positions", "simple"],
  ] as const)("is the sum of its sleeves' parts on every bar, under %s and %s returns", (holding, returns) => {
    const scenario = scenarioOf({
      holding,
      conventions: { returns },
      sleeves: [sleeve("a", 1), { name: "b", budget: 0.5, strategy: { kind: "equal-weight" } }],
    });
    const { books, targeted } = stagesOf(scenario);
    const run = runStages(scenario);
    const simpleReturn = columnOf(run.table("portfolio_returns")!, "simple_return")!;
    const gross = columnOf(run.table("portfolio_returns")!, "gross_return")!;
    const post = sleeveBooksPost(scenario.config, books, targeted);
    const [a, b] = sleeveReturns(scenario, books.rows, post, { simpleReturn, firstBar: books.rows[0]! });
    for (let t = 0; t < BARS; t++) expect(a![t]! + b![t]!).toBeCloseTo(gross[t]!, 14);
    expect(a).not.toEqual(b);
  });

  it("leaves nothing to any sleeve once the whole capital is lost", () => {
    const scenario = scenarioOf({
      holding: "drifting-positions",
      rebalance: { bars: 80 },
      sleeves: [
        { name: "a", budget: 1, strategy: { kind: "equal-weight" } },
        { name: "b", budget: 1, strategy: { kind: "equal-weight" } },
      ],
    });
    const { books, targeted } = stagesOf(scenario);
    const ruin = { simpleReturn: new Float64Array(BARS).fill(-1, 2, 3), firstBar: 1 };
    const [a] = sleeveReturns(scenario, books.rows, sleeveBooksPost(scenario.config, books, targeted), ruin);
    expect(a![2]).not.toBe(0);
    expect(new Set(a!.subarray(3, 80))).toEqual(new Set([0]));
    expect(a![80]).not.toBe(0);
  });
});
