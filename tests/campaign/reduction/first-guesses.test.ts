import { describe, expect, it } from "vitest";
import { reduce } from "../../../src/campaign/reducer.ts";
import { firstGuesses, likeliestAssets, shortestWindow } from "../../../src/campaign/reduction/first-guesses.ts";
import { isoDate } from "../../../src/model/calendar.ts";
import { parseConfig } from "../../../src/model/config.ts";
import { createMarket } from "../../../src/model/market.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { createScenario } from "../../../src/model/scenario.ts";
import { sessionOf } from "./support.ts";

/** A market of that size with two returns in it, and a book of ever larger weights from its first date on. */
function largeScenario(assets: number, days: number, exposure: object = { kind: "none" }): Scenario {
  const dates = Array.from({ length: days }, (_, t) => isoDate(12_000 + t));
  const names = Array.from({ length: assets }, (_, i) => `A${i}`);
  const returns = Float64Array.from({ length: assets * days }, (_, cell) => (cell < assets ? 0 : 0.001));
  const values = [names.map((_, i) => (i + 1) / assets)];
  const sleeves = [{ name: "core", budget: 1, strategy: { kind: "weights", dates: [dates[0]], values } }];
  return createScenario(createMarket(dates, names, returns), parseConfig({ sleeves, rebalance: "day", exposure }));
}

const sizeOf = ({ market }: Scenario) => [market.dates.length, market.assets.length];

describe("the first guesses", () => {
  const scenario = largeScenario(20, 100);
  const place = { date: scenario.market.dates[50]!, asset: "A7" };

  it("are the violation's asset and the days up to it, which is all that most failures need", async () => {
    const { session, tried } = sessionOf({ scenario }, ({ scenario: { market } }) => market.dates.length >= 2);
    await firstGuesses(session, place);
    expect(tried.map(sizeOf)).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(session.scenario.market.assets).toEqual(["A7"]);
    expect(session.scenario.market.dates.at(-1)).toBe(place.date);
  });

  it("keep a volatility target in its plainest form, where there is one", async () => {
    const target = { kind: "vol-target", targetVol: 0.4, volWindow: 60, minObservations: 60, leverageCap: 3 };
    const { session, tried } = sessionOf(
      { scenario: largeScenario(20, 100, target) },
      ({ scenario: { config } }) => config.exposure.kind === "vol-target",
    );
    await firstGuesses(session, { date: null, asset: null });
    expect(sizeOf(session.scenario)).toEqual([4, 1]);
    expect(session.scenario.config.exposure).toMatchObject({ volWindow: 2, targetVol: 0.1, leverageCap: 1 });
    expect(session.scenario.market.assets).toEqual(["A19"]); // the largest weight
    expect(tried.length).toBe(5);
  });
});

describe("a window", () => {
  const scenario = largeScenario(2, 100);

  it("doubles in length up to the day of the violation", async () => {
    const { session, tried } = sessionOf({ scenario }, ({ scenario: { market } }) => market.dates.length > 20);
    await shortestWindow(session, { date: scenario.market.dates[79]!, asset: null });
    expect(tried.map((each) => each.market.dates.length)).toEqual([4, 8, 16, 32]);
    expect(session.scenario.market.dates.at(-1)).toBe(scenario.market.dates[79]);
  });

  it("reaches the first difference of a pair", async () => {
    const returns = scenario.market.returns.slice();
    returns[2 * 90] = 0.5;
    const followUp = { ...scenario, market: { ...scenario.market, returns } };
    const differs = ({ scenario: first, followUp: second }: { scenario: Scenario; followUp?: Scenario }) =>
      first.market.returns.some((value, cell) => value !== second?.market.returns[cell]);
    const { session } = sessionOf({ scenario, followUp }, differs);
    await shortestWindow(session, { date: scenario.market.dates[60]!, asset: null });
    expect(session.scenario.market.dates).toEqual(scenario.market.dates.slice(87, 91));
  });
});

describe("the likeliest assets", () => {
  it("are one, two, four, …, the violation's first and then the largest", async () => {
    const { session, tried } = sessionOf({ scenario: largeScenario(9, 3) }, ({ scenario: { market } }) =>
      market.assets.includes("A6"),
    );
    await likeliestAssets(session, { date: null, asset: "A2" });
    expect(tried.map(({ market }) => market.assets)).toEqual([["A2"], ["A2", "A8"], ["A2", "A6", "A7", "A8"]]);
  });
});

describe("a reduction of what no guess finds", () => {
  it("takes 2 cells far apart out of 200 assets × 2,000 days in at most 150 runs", async () => {
    const scenario = largeScenario(200, 2_000);
    const { dates } = scenario.market;
    const needed = [
      [dates[321]!, "A17"],
      [dates[1_876]!, "A140"],
    ] as const;
    const stillFails = async ({ scenario: { market } }: { scenario: Scenario }) =>
      needed.every(([date, asset]) => {
        const row = market.dates.indexOf(date);
        const column = market.assets.indexOf(asset);
        return row > 0 && column >= 0 && market.returns[row * market.assets.length + column] !== 0;
      });
    const place = { date: needed[1][0], asset: needed[1][1] };
    const { scenario: smallest, runs } = await reduce({ scenario }, stillFails, { place });
    expect(sizeOf(smallest)).toEqual([3, 2]);
    expect([...smallest.market.returns].filter((value) => value !== 0).length).toBe(2);
    expect(runs).toBeLessThanOrEqual(150);
  });
});
