import { describe, expect, it } from "vitest";
import { assetsReversed, withoutMoves } from "../../../src/campaign/reduction/edits.ts";
import { shorterHistory } from "../../../src/campaign/reduction/fewer-rows.ts";
import { plainBooks } from "../../../src/campaign/reduction/plain-books.ts";
import { plainNames } from "../../../src/campaign/reduction/plain-names.ts";
import { plainSchedule } from "../../../src/campaign/reduction/plain-schedule.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { scenarioOf } from "../support.ts";
import { booksOf, days, sessionOf } from "./support.ts";

const market = { "2024-01-02": [0], "2024-01-03": [0.02], "2024-01-04": [-0.03] };

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
