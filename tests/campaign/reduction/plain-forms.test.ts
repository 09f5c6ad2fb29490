import { describe, expect, it } from "vitest";
import { assetsReversed, withoutMoves } from "../../../src/campaign/reduction/edits.ts";
import { shorterHistory } from "../../../src/campaign/reduction/fewer-rows.ts";
import { plainAllocator, sharperLayers } from "../../../src/campaign/reduction/plain-allocator.ts";
import { plainBooks } from "../../../src/campaign/reduction/plain-books.ts";
import { plainConfig } from "../../../src/campaign/reduction/plain-config.ts";
import { plainNames } from "../../../src/campaign/reduction/plain-names.ts";
import { plainSchedule } from "../../../src/campaign/reduction/plain-schedule.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import { DEFAULT_LAYERS } from "../../../src/model/regime.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { scenarioOf } from "../support.ts";
import { booksOf, sessionOf } from "./support.ts";

const market = { "2024-01-02": [0], "2024-01-03": [0.02], "2024-01-04": [-0.03] };
const largestWeight = (scenario: Scenario) =>
  Math.max(0, ...Object.values(booksOf(scenario)).flatMap((row) => (row ?? []).map(Math.abs)));

function days(count: number): Record<string, number[]> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, t) => [`2024-01-${String(t + 1).padStart(2, "0")}`, [0]]),
  );
}

describe("plain settings", () => {
  it("replace an exposure policy by weights as large as it makes them, where a large book is what fails", async () => {
    const scenario = scenarioOf(market, { "2024-01-02": [0.75] }, { exposure: { kind: "fixed", multiplier: 4 } });
    const gross = ({ exposure }: Scenario["config"]) => (exposure.kind === "fixed" ? exposure.multiplier : 1);
    const { session } = sessionOf(
      { scenario },
      (each) => largestWeight(each.scenario) * gross(each.scenario.config) > 2,
    );
    await plainConfig(session);
    expect(session.scenario.config.exposure).toEqual({ kind: "none" });
    expect(booksOf(session.scenario)).toEqual({ "2024-01-02": [3] });
  });

  it("replace an allocator by weights as small as it makes them, where a small book is what fails", async () => {
    const applied = [{ date: "2024-01-02", risk_scalar_applied: 0.25 }];
    const scenario = scenarioOf(market, { "2024-01-02": [0.5] }, { allocator: { mode: "precomputed", applied } });
    const scalar = ({ allocator }: Scenario["config"]) => (allocator.mode === "off" ? 1 : 0.25);
    const { session } = sessionOf(
      { scenario },
      (each) => largestWeight(each.scenario) * scalar(each.scenario.config) < 0.2,
    );
    await plainConfig(session);
    expect(session.scenario.config.allocator.mode).toBe("off");
    expect(booksOf(session.scenario)).toEqual({ "2024-01-02": [0.125] });
  });

  it("keep the one policy that the failure needs, with round figures", async () => {
    const config: Partial<ConfigInput> = {
      exposure: { kind: "fixed", multiplier: 3.7 },
      costs: { halfSpreadBps: 3, feeBps: 2 },
      initialCapital: 12_345,
    };
    const { session } = sessionOf(
      { scenario: scenarioOf(market, {}, config) },
      (each) => each.scenario.config.exposure.kind === "fixed",
    );
    await plainConfig(session);
    expect(session.scenario.config).toMatchObject({
      exposure: { kind: "fixed", multiplier: 2 },
      costs: { halfSpreadBps: 0, feeBps: 0 },
      initialCapital: 1,
    });
  });
});

describe("a plain allocator", () => {
  const parts: ConfigInput["allocator"] = {
    mode: "precomputed",
    applied: [{ date: "2024-01-03", risk_scalar_applied: 0.7, sleeves: { core: 0.9 } }],
    applyMissingScalarAs: 0.8,
    layers: { ...DEFAULT_LAYERS, minDwell: 3 },
    sleeveScalars: { core: { NORMAL: 0.9, ELEVATED: 0.8, STRESS: 0.7, CRISIS: 0.6 } },
    overlay: { name: "crisis", budget: 0.3, strategy: { kind: "equal-weight" }, regimes: ["ELEVATED"] },
  };
  const scenario = scenarioOf(market, { "2024-01-02": [1] }, { allocator: parts });
  const allocatorAfter = async (needs: (allocator: Scenario["config"]["allocator"]) => boolean) => {
    const { session } = sessionOf({ scenario }, (each) => needs(each.scenario.config.allocator));
    await plainAllocator(session);
    return session.scenario.config.allocator;
  };

  it("has no part that the failure does not need", async () => {
    expect(await allocatorAfter((each) => each.mode !== "off")).toEqual({
      mode: "compute",
      scalars: [],
      applyMissingScalarAs: 1,
      layers: DEFAULT_LAYERS,
    });
  });

  it("keeps an overlay, scalars by sleeve and loaded scalars in their plainest form", async () => {
    const overlay = (await allocatorAfter((each) => each.overlay !== undefined)).overlay;
    expect(overlay).toMatchObject({ budget: 0.1, strategy: { kind: "equal-weight" }, regimes: ["STRESS", "CRISIS"] });
    const half = { NORMAL: 0.5, ELEVATED: 0.5, STRESS: 0.5, CRISIS: 0.5 };
    expect((await allocatorAfter((each) => each.sleeveScalars !== undefined)).sleeveScalars).toEqual({ core: half });
    expect(await allocatorAfter((each) => each.mode === "precomputed")).toMatchObject({
      mode: "precomputed",
      applied: [],
    });
  });

  it("keeps single layers where neither plain nor sharp ones show the failure", async () => {
    const { layers } = await allocatorAfter((each) => each.layers.minDwell === 3);
    expect(layers).toEqual({ ...DEFAULT_LAYERS, minDwell: 3 });
  });

  it("takes sharp layers only where days can go then", async () => {
    const long = scenarioOf(days(12), {});
    const needs = ({
      scenario: {
        config,
        market: { dates },
      },
    }: {
      scenario: Scenario;
    }) => dates.length >= (config.allocator.layers.regimeScores[0] === 1 ? 3 : 12);
    const { session } = sessionOf({ scenario: long }, needs);
    await sharperLayers(session);
    expect(session.scenario.market.dates.length).toBe(3);
    const without = sessionOf(
      { scenario: long },
      ({
        scenario: {
          market: { dates },
        },
      }) => dates.length >= 12,
    );
    await sharperLayers(without.session);
    expect(without.session.scenario).toBe(long);
  });
});

describe("plain books", () => {
  it("hold the first asset from the first date on, where that will do", async () => {
    const scenario = scenarioOf(market, { "2024-01-03": [0.3], "2024-01-04": [-0.7] });
    const { session } = sessionOf({ scenario }, () => true);
    await plainBooks(session);
    expect(booksOf(session.scenario)).toEqual({ "2024-01-02": [1] });
  });

  it("turn returns round instead of the book", async () => {
    const scenario = scenarioOf(market, { "2024-01-02": [1], "2024-01-04": [-1] });
    const earns = ({
      scenario: {
        market: { returns },
        ...rest
      },
    }: {
      scenario: Scenario;
    }) => {
      const books = booksOf({ market: scenario.market, ...rest });
      const last = books["2024-01-04"]?.[0] ?? books["2024-01-02"]?.[0] ?? 0;
      return returns[1]! > 0 && returns[2]! * last > 0;
    };
    const { session } = sessionOf({ scenario }, earns);
    await plainBooks(session);
    expect(booksOf(session.scenario)).toEqual({ "2024-01-02": [1] });
    expect([...session.scenario.market.returns]).toEqual([0, 0.02, 0.03]);
  });

  it("are one and the same at every rebalance otherwise", async () => {
    const scenario = scenarioOf(market, { "2024-01-02": [0.3], "2024-01-03": null, "2024-01-04": [0.7] });
    const { session } = sessionOf({ scenario }, (each) => Object.keys(booksOf(each.scenario)).length === 3);
    await plainBooks(session);
    expect(booksOf(session.scenario)).toEqual({ "2024-01-02": [0.7], "2024-01-03": null, "2024-01-04": [0.7] });
  });
});

describe("a shorter history", () => {
  const exposure = { kind: "vol-target", targetVol: 0.1, volWindow: 8, minObservations: 6 } as const;
  const minimum = ({ exposure: { kind, ...rest } }: Scenario["config"]) =>
    kind === "vol-target" ? (rest as { minObservations: number }).minObservations : 0;

  it("lets the days go that the policy does not need any more, so that what comes early stays early", async () => {
    const scenario = scenarioOf(days(12), { "2024-01-07": [1] }, { exposure });
    // What trades on the row of the last missing observation.
    const { session } = sessionOf(
      { scenario },
      ({
        scenario: {
          market: { dates },
          config,
        },
      }) => {
        const [first] = Object.keys(booksOf({ market: scenario.market, config }));
        return dates.indexOf(first!) === minimum(config);
      },
    );
    await shorterHistory(session);
    expect(minimum(session.scenario.config)).toBe(2);
    expect(session.scenario.market.dates.length).toBe(8);
    expect(session.scenario.market.dates.indexOf("2024-01-07")).toBe(2);
  });
});

describe("a plain schedule", () => {
  it("keeps a rule in its plainest form where the failure needs a rule", async () => {
    const strategy = { kind: "sector-rotation" as const, momentumPeriod: 3, topN: 2, minMomentum: 0.01 };
    const scenario = scenarioOf(days(8), {}, { sleeves: [{ name: "core", budget: 1, strategy }], rebalance: "week" });
    const { session } = sessionOf({ scenario }, (each) => each.scenario.config.sleeves[0]!.strategy.kind !== "weights");
    await plainSchedule(session);
    expect(session.scenario.config.sleeves[0]!.strategy).toEqual({
      kind: "momentum",
      period: 3,
      skip: 0,
      fraction: 0.2,
    });
    expect(session.scenario.config.rebalance).toBe("day");
  });
});

describe("plain names", () => {
  it("name sleeves and what is given by sleeve, and put the larger sleeve first", async () => {
    const half = { NORMAL: 0.5, ELEVATED: 0.5, STRESS: 0.5, CRISIS: 0.5 };
    const book = (weight: number) => ({ kind: "weights" as const, dates: ["2024-01-02"], values: [[weight]] });
    const scenario = scenarioOf(
      market,
      {},
      {
        sleeves: [
          { name: "trend", budget: 1, strategy: book(0.5) },
          { name: "carry", budget: 1, strategy: book(1) },
        ],
        allocator: {
          mode: "precomputed",
          applied: [{ date: "2024-01-02", risk_scalar_applied: 1, sleeves: { carry: 0.5 } }],
          sleeveScalars: { carry: half },
        },
      },
    );
    const { session } = sessionOf({ scenario }, () => true);
    await plainNames(session);
    const { sleeves, allocator } = session.scenario.config;
    expect(sleeves.map(({ name, strategy }) => [name, strategy])).toEqual([
      ["s1", book(1)],
      ["s2", book(0.5)],
    ]);
    expect(allocator).toMatchObject({ sleeveScalars: { s1: half }, applied: [{ sleeves: { s1: 0.5 } }] });
    expect(session.scenario.market.assets).toEqual(["A"]);
  });

  it("keep days between the dates where the failure needs some, and put a lone return on the first", async () => {
    const scenario = scenarioOf({ "2023-05-01": [0], "2023-05-09": [0], "2023-06-01": [0.1] }, { "2023-05-01": [1] });
    const { session } = sessionOf({ scenario }, (each) => {
      const [first, second] = each.scenario.market.dates;
      return Date.parse(second!) - Date.parse(first!) > 86_400_000;
    });
    await plainNames(session);
    expect(session.scenario.market.dates).toEqual(["2024-01-02", "2024-01-09", "2024-01-16"]);
    expect([...session.scenario.market.returns]).toEqual([0, 0.1, 0]);
  });

  it("stay out of order where the failure needs that", async () => {
    const scenario = scenarioOf({ "2024-01-02": [0, 0] }, { "2024-01-02": [1, 0] });
    const unsorted = ({
      scenario: {
        market: { assets },
      },
    }: {
      scenario: Scenario;
    }) => assets[0]! > assets[1]!;
    const { session } = sessionOf({ scenario }, unsorted);
    await plainNames(session);
    expect(session.scenario.market.assets).toEqual(["B", "A"]);
  });
});

describe("an edit of many cells", () => {
  const two = scenarioOf(
    { "2024-01-02": [0, 0], "2024-01-03": [0.1, 0.2], "2024-01-04": [0.3, 0.4] },
    { "2024-01-02": [1, 2] },
  );

  it("lets nothing move on dates, or of assets", () => {
    expect([...withoutMoves({ dates: new Set(["2024-01-03"]) })(two)!.market.returns]).toEqual([0, 0, 0, 0, 0.3, 0.4]);
    expect([...withoutMoves({ assets: new Set(["ZT"]) })(two)!.market.returns]).toEqual([0, 0, 0, 0.2, 0, 0.4]);
  });

  it("turns the order of the assets round with all their figures", () => {
    const turned = assetsReversed(two)!;
    expect(turned.market.assets).toEqual(["ZT", "ES"]);
    expect([...turned.market.returns]).toEqual([0, 0, 0.2, 0.1, 0.4, 0.3]);
    expect(booksOf(turned)).toEqual({ "2024-01-02": [2, 1] });
  });
});
