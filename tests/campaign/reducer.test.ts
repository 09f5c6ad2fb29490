import { describe, expect, it } from "vitest";
import { reduce } from "../../src/campaign/reducer.ts";
import {
  dropAssets,
  dropDays,
  dropRows,
  dropSleeves,
  renameDates,
  setConfig,
  setReturns,
  setWeights,
  withNegated,
} from "../../src/campaign/reduction/edits.ts";
import { dropRebalances } from "../../src/campaign/reduction/fewer-rebalances.ts";
import type { FailingCase } from "../../src/campaign/reduction/session.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { scenarioDocument } from "../../src/model/scenario.ts";
import { scenarioOf } from "./support.ts";

const market = {
  "2024-01-02": [0, 0],
  "2024-01-03": [0.01, 0.02],
  "2024-01-04": [-0.03, 0.04],
  "2024-01-05": [0.05, -0.06],
};
const books = { "2024-01-03": [0.5, -0.5], "2024-01-05": [1, 0] };

function returnsOf(scenario: Scenario | undefined): number[][] | undefined {
  return scenario === undefined ? undefined : scenarioDocument(scenario).market.returns;
}

function booksOf(scenario: Scenario | undefined): Record<string, number[] | null> {
  const strategy = scenario?.config.sleeves[0]?.strategy;
  if (strategy?.kind !== "weights") return {};
  return Object.fromEntries(strategy.dates.map((date, k) => [date, strategy.values[k]!]));
}

describe("an edit of a scenario", () => {
  const scenario = scenarioOf(market, books);

  it("takes days out and moves what was decided on them to the next day that is left", () => {
    const edited = dropDays(new Set(["2024-01-02", "2024-01-03"]))(scenario);
    expect(edited?.market.dates).toEqual(["2024-01-04", "2024-01-05"]);
    expect(returnsOf(edited)).toEqual([
      [0, 0],
      [0.05, -0.06],
    ]);
    expect(booksOf(edited)).toEqual({ "2024-01-04": [0.5, -0.5], "2024-01-05": [1, 0] });
  });

  it("moves scheduled dates and scalars along, and drops them past the last day", () => {
    const dated = scenarioOf(market, books, {
      rebalance: { dates: ["2024-01-03", "2024-01-05"] },
      allocator: {
        mode: "precomputed",
        applied: [
          { date: "2024-01-03", risk_scalar_applied: 0.5 },
          { date: "2024-01-05", risk_scalar_applied: 0.25 },
        ],
      },
    });
    const edited = dropDays(new Set(["2024-01-03", "2024-01-05"]))(dated);
    expect(edited?.config.rebalance).toEqual({ dates: ["2024-01-04"] });
    expect(edited?.config.allocator).toMatchObject({ applied: [{ date: "2024-01-04", risk_scalar_applied: 0.5 }] });
    expect(booksOf(edited)).toEqual({ "2024-01-04": [0.5, -0.5] });
  });

  it("takes assets out with their returns and weights", () => {
    const edited = dropAssets(new Set(["ZT"]))(scenario);
    expect(edited?.market.assets).toEqual(["ES"]);
    expect(returnsOf(edited)).toEqual([[0], [0.02], [0.04], [-0.06]]);
    expect(booksOf(edited)).toEqual({ "2024-01-03": [-0.5], "2024-01-05": [0] });
  });

  it("changes single rows, weights and returns, and passes over what is not there", () => {
    expect(booksOf(dropRows("core", new Set(["2024-01-05"]))(scenario))).toEqual({ "2024-01-03": [0.5, -0.5] });
    const weight = { date: "2024-01-05", asset: "ES", value: 0.1 };
    expect(booksOf(setWeights("core", [weight])(scenario))["2024-01-05"]).toEqual([1, 0.1]);
    expect(booksOf(setWeights("other", [weight])(scenario))).toEqual(books);
    const cells = [
      { date: "2024-01-04", asset: "ZT", value: 0 },
      { date: "2024-01-02", asset: "ZT", value: 9 }, // the first date has no return
      { date: "1999-01-01", asset: "ZT", value: 9 },
    ];
    expect(returnsOf(setReturns(cells)(scenario))).toEqual([
      [0, 0],
      [0.01, 0.02],
      [0, 0.04],
      [0.05, -0.06],
    ]);
  });

  it("turns an asset round with all its profits kept", () => {
    const edited = withNegated("ES")(scenario);
    expect(returnsOf(edited)?.[3]).toEqual([0.05, 0.06]);
    expect(booksOf(edited)).toEqual({ "2024-01-03": [0.5, 0.5], "2024-01-05": [1, 0] });
  });

  it("renames dates everywhere", () => {
    const names = new Map(scenario.market.dates.map((date) => [date, date.replace("2024", "2025")]));
    const edited = renameDates(names)(scenario);
    expect(edited?.market.dates[0]).toBe("2025-01-02");
    expect(Object.keys(booksOf(edited))).toEqual(["2025-01-03", "2025-01-05"]);
  });

  it("gives nothing where nothing valid or nothing new would be left", () => {
    expect(dropDays(new Set(scenario.market.dates))(scenario)).toBeUndefined();
    expect(dropAssets(new Set(["ZT", "ES"]))(scenario)).toBeUndefined();
    expect(dropSleeves(new Set(["core"]))(scenario)).toBeUndefined();
    const twice = setConfig(({ sleeves }) => ({ sleeves: [...sleeves, ...sleeves] }));
    expect(twice(scenario)).toBeUndefined();
  });

  it("gives the scenario itself where there is nothing to take out", () => {
    expect(dropDays(new Set(["1999-01-01"]))(scenario)).toBe(scenario);
    expect(dropAssets(new Set(["GC"]))(scenario)).toBe(scenario);
    expect(dropSleeves(new Set(["trend"]))(scenario)).toBe(scenario);
  });

  it("lets a bug of ours through", () => {
    const buggy = setConfig(() => ({
      get sleeves(): never {
        throw new TypeError("a bug");
      },
    }));
    expect(() => buggy(scenario)).toThrow("a bug");
  });
});

describe("an edit of the rebalances", () => {
  it("takes out the scalar computed at each one, so that the later ones keep theirs", () => {
    const scenario = scenarioOf(
      market,
      { "2024-01-02": [0, 0], "2024-01-03": null, "2024-01-04": [1, 0], "2024-01-05": [0, 1] },
      { allocator: { mode: "compute", scalars: [0.9, 0.5, 0.25] } },
    );
    const edited = dropRebalances(new Set(["2024-01-02"]))(scenario);
    expect(booksOf(edited)).toEqual({ "2024-01-03": null, "2024-01-04": [1, 0], "2024-01-05": [0, 1] });
    expect(edited?.config.allocator).toMatchObject({ scalars: [0.5, 0.25] });
    const off = dropRebalances(new Set(["2024-01-05"]))(scenarioOf(market, books));
    expect(booksOf(off)).toEqual({ "2024-01-03": [0.5, -0.5] });
    expect(off?.config.allocator.mode).toBe("off");
  });

  it("counts rebalances from the first with enough history", () => {
    const scenario = scenarioOf(
      market,
      { "2024-01-03": [1, 0], "2024-01-05": [0, 1] },
      {
        exposure: { kind: "vol-target", targetVol: 0.1, volWindow: 2, minObservations: 2 },
        allocator: { mode: "compute", scalars: [0.9, 0.5] },
      },
    );
    const edited = dropRebalances(new Set(["2024-01-05"]))(scenario);
    expect(edited?.config.allocator).toMatchObject({ scalars: [0.5] });
  });
});

describe("a reduction", () => {
  const losesOn = (scenario: Scenario): boolean => scenario.market.returns.some((value) => value < -0.04);
  const start = scenarioOf(market, books, {
    initialCapital: 100,
    costs: { halfSpreadBps: 1, feeBps: 0 },
    rebalance: "week",
    conventions: { returns: "simple" },
  });

  it("ends with the one figure that the failure needs, in plain settings", async () => {
    const { scenario, runs, steps } = await reduce({ scenario: start }, async (each) => losesOn(each.scenario));
    expect(returnsOf(scenario)).toEqual([[0], [-0.1]]);
    expect(scenario.config).toMatchObject({
      initialCapital: 1,
      costs: { halfSpreadBps: 0, feeBps: 0 },
      rebalance: "day",
    });
    expect(scenario.market.dates).toEqual(["2024-01-02", "2024-01-03"]);
    expect(runs).toBeLessThan(60);
    expect(steps).toBeGreaterThan(3);
  });

  it("spends no more runs than it may, and is the same every time", async () => {
    let asked = 0;
    const stillFails = async (each: FailingCase) => {
      asked++;
      return losesOn(each.scenario);
    };
    const first = await reduce({ scenario: start }, stillFails, { budget: 7 });
    expect(asked).toBe(7);
    expect(first.runs).toBe(7);
    expect(losesOn(first.scenario)).toBe(true);
    expect(await reduce({ scenario: start }, stillFails, { budget: 7 })).toEqual(first);
  });

  it("leaves alone what nothing smaller can replace", async () => {
    const { scenario, steps } = await reduce({ scenario: start }, async () => false, {
      place: { date: "2024-01-04", asset: null },
    });
    expect(scenario).toEqual(start);
    expect(steps).toBe(0);
  });

  it("guesses a day or two up to the violation, then cuts after its day and after the next", async () => {
    const tried: number[] = [];
    await reduce(
      { scenario: start },
      async (each) => {
        tried.push(each.scenario.market.dates.length);
        return false;
      },
      { place: { date: "2024-01-03", asset: null }, budget: 5 },
    );
    expect(tried).toEqual([1, 2, 2, 2, 3]);
  });

  it("changes both scenarios of a pair in step, and brings their difference down", async () => {
    const followUp = setReturns([
      { date: "2024-01-04", asset: "ES", value: 0.0123 },
      { date: "2024-01-05", asset: "ES", value: 0.0456 },
    ])(start)!;
    const differ = async ({ scenario, followUp: second }: FailingCase) =>
      second !== undefined && scenario.market.returns.some((value, cell) => value !== second.market.returns[cell]);
    const reduced = await reduce({ scenario: start, followUp }, differ);
    expect(reduced.scenario.market.dates).toEqual(reduced.followUp?.market.dates);
    expect([returnsOf(reduced.scenario), returnsOf(reduced.followUp)]).toEqual([
      [[0], [0]],
      [[0], [0.1]],
    ]);
  });

  it("writes strategies out as the books that the engine recorded, where it can", async () => {
    const ruled = scenarioOf(market, books, {
      sleeves: [{ name: "all", budget: 1, strategy: { kind: "equal-weight" } }],
    });
    const { dates, assets } = ruled.market;
    const recorded = { dates: dates.slice(1, 2), columns: assets, values: Float64Array.of(0.5, 0.5) };
    const withBook = async ({ scenario }: FailingCase) => scenario.config.sleeves[0]?.strategy.kind === "weights";
    const reduced = await reduce({ scenario: ruled }, withBook, { recordedBooks: async () => recorded });
    expect(reduced.scenario.config.sleeves[0]?.strategy.kind).toBe("weights");
    const without = await reduce({ scenario: ruled }, withBook);
    expect(without.scenario.config.sleeves[0]).toMatchObject({ name: "s1", strategy: { kind: "weights" } });
  });
});
