import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import { isoDate } from "../../src/model/calendar.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { parseConfig } from "../../src/model/config.ts";
import { createMarket } from "../../src/model/market.ts";
import type { Run } from "../../src/model/run.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import { january, logOf, rowsOf, scenarioOn } from "./scenarios.ts";

const PROPERTY = { seed: 20240105, numRuns: 100 };

type Rotation = Extract<ConfigInput["sleeves"][number]["strategy"], { kind: "sector-rotation" }>;

function rotating(strategy: Partial<Rotation>, rest: Partial<ConfigInput> = {}): ConfigInput {
  return {
    sleeves: [{ name: "sectors", budget: 1, strategy: { kind: "sector-rotation", ...strategy } }],
    rebalance: "day",
    exposure: { kind: "none" },
    ...rest,
  };
}

/** Weekdays from 2024-01-01 on. */
function weekdays(count: number): string[] {
  return Array.from({ length: count }, (_, t) => isoDate(19723 + 7 * Math.floor(t / 5) + (t % 5)));
}

/** `bars` weekdays of `width` assets that wander, the same every time. */
function wandering(bars: number, width: number, seed = 7) {
  const random = new Random(seed);
  const returns = Float64Array.from({ length: bars * width }, (_, cell) => (cell < width ? 0 : 0.01 * random.normal()));
  return createMarket(weekdays(bars), ["XLB", "XLE", "XLF", "XLK", "XLU", "XLV"].slice(0, width), returns);
}

function datesOf(run: Run): string[] {
  return [...run.table("weights_scaled")!.dates];
}

describe("sector rotation", () => {
  // Scores on 01-04 over 01-02 and 01-03: 3%, 5%, −1%, 4%.
  const rows = [
    [0.01, 0.05, -0.03, 0.02],
    [0.02, 0.0, 0.02, 0.02],
    [0.9, -0.9, 0.9, 0.9], // the day itself is not looked at
  ];

  it("holds the best of those above the least momentum, at equal weights", () => {
    const run = runStages(scenarioOn(january(...rows), rotating({ momentumPeriod: 2, topN: 2, minMomentum: 0.01 })));
    expect(rowsOf(run, "weights_pre")).toEqual([["2024-01-04", [0, 0.5, 0, 0.5]]]);
  });

  it("divides by those that pass: fewer than topN still add up to 1", () => {
    const run = runStages(scenarioOn(january(...rows), rotating({ momentumPeriod: 2, topN: 3, minMomentum: 0.035 })));
    expect(rowsOf(run, "weights_pre")).toEqual([["2024-01-04", [0, 0.5, 0, 0.5]]]);
  });

  it("is in cash when none passes, which is an answer and no hold", () => {
    const run = runStages(scenarioOn(january(...rows), rotating({ momentumPeriod: 2, minMomentum: 0.05 })));
    expect(rowsOf(run, "weights_pre")).toEqual([["2024-01-04", [0, 0, 0, 0]]]); // above 5%, not at it
    expect(rowsOf(run, "turnover")).toEqual([["2024-01-04", [0, 0]]]);
  });

  it("breaks ties by name, whatever the order of the assets", () => {
    const flat = [0.02, 0.02, 0.02, 0.02];
    const config = rotating({ momentumPeriod: 2, topN: 2, minMomentum: 0 });
    const run = runStages(scenarioOn(january(flat, flat, flat), config, ["ZT", "CL", "es", "ES"]));
    expect(rowsOf(run, "weights_pre")).toEqual([["2024-01-04", [0, 0.5, 0, 0.5]]]); // CL < ES < ZT < es in code units
  });

  it("has the parameters of the system it is taken from", () => {
    expect(parseConfig(rotating({})).sleeves[0]!.strategy).toEqual({
      kind: "sector-rotation",
      momentumPeriod: 77,
      topN: 3,
      minMomentum: 0.044,
      every: "month",
    });
  });

  it("looks back on exactly its period, and is not asked before that", () => {
    const config = rotating({ momentumPeriod: 20, topN: 1, minMomentum: -100 });
    const market = wandering(60, 3);
    const run = runStages(createScenario(market, parseConfig(config)));
    expect(datesOf(run)[0]).toBe(market.dates[21]); // row 0 is no return
    const scores = [0, 1, 2].map((i) =>
      Array.from({ length: 20 }, (_, t) => market.returns[(t + 1) * 3 + i]!).reduce((a, b) => a + b, 0),
    );
    const book = rowsOf(run, "weights_pre")[0]![1];
    expect(book[scores.indexOf(Math.max(...scores))]).toBe(1);
  });
});

describe("sector rotation on a schedule denser than its periods", () => {
  const market = wandering(130, 4); // January to June 2024
  const strategy = { momentumPeriod: 10, topN: 2, minMomentum: -100 };

  it.each([
    ["week", "month", ["2024-01-22", "2024-02-05", "2024-03-04", "2024-04-01", "2024-05-06", "2024-06-03"]],
    ["day", "quarter", ["2024-01-16", "2024-04-01"]],
    ["day", "month", ["2024-01-16", "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01", "2024-06-03"]],
    [{ bars: 40 }, "week", ["2024-02-26", "2024-04-22", "2024-06-17"]],
  ] as const)("asked every %j answers once a %s, first when it has its history", (rebalance, every, dates) => {
    const config = rotating({ ...strategy, every }, { rebalance });
    expect(datesOf(runStages(createScenario(market, parseConfig(config))))).toEqual(dates);
  });

  it.each(["constant-weights", "drifting-positions"] as const)(
    "trades, pays, levers and logs on those dates alone under %s",
    (holding) => {
      const rest: Partial<ConfigInput> = {
        holding,
        exposure: { kind: "vol-target", targetVol: 0.1, volWindow: 20, minObservations: 5 },
        costs: { halfSpreadBps: 5, feeBps: 1 },
        allocator: { mode: "compute", scalars: [0.5, 1, 0.65, 0.85, 1, 1] },
      };
      const run = runStages(createScenario(market, parseConfig(rotating(strategy, rest))));
      const dates = datesOf(run);
      expect(dates).toHaveLength(6);
      for (const tag of ["[RT]", "[ExecSim]"]) {
        const lines = logOf(run).filter((line) => line.startsWith(tag));
        expect(lines.map((line) => line.slice(tag.length + 1, tag.length + 11))).toEqual(dates);
      }
      const paid = rowsOf(run, "portfolio_returns").filter(([, [, cost]]) => cost !== 0);
      expect(paid.map(([date]) => date)).toEqual(dates.filter((_, k) => rowsOf(run, "turnover")[k]![1][0]! > 0));
      // Scalars are counted by rebalances, not by days asked: the k-th is applied at the one after.
      const applied = rowsOf(run, "allocator_risk_v1_applied").map(([, [scalar]]) => scalar);
      expect(applied).toEqual([1, 0.5, 1, 0.65, 0.85, 1]);
    },
  );

  it("does the same on a daily schedule as on its own, where no history is missing", () => {
    const late = { ...strategy, every: "month" } as const;
    const daily = runStages(createScenario(market, parseConfig(rotating(late, { rebalance: "day" }))));
    const monthly = runStages(createScenario(market, parseConfig(rotating(late, { rebalance: "month" }))));
    expect(rowsOf(daily, "weights_scaled").slice(1)).toEqual(rowsOf(monthly, "weights_scaled"));
  });

  it("remembers nothing from one run to the next", () => {
    const scenario = createScenario(market, parseConfig(rotating(strategy)));
    const first = rowsOf(runStages(scenario), "weights_daily");
    expect(rowsOf(runStages(scenario), "weights_daily")).toEqual(first);
  });

  it("keeps its last answer while another sleeve trades every day", () => {
    const config = rotating(strategy);
    const two = {
      ...config,
      sleeves: [...config.sleeves, { name: "even", budget: 0, strategy: { kind: "equal-weight" } }],
    } as const;
    const run = runStages(createScenario(market, parseConfig(two)));
    const books = rowsOf(run, "weights_pre");
    expect(books).toHaveLength(130 - 11);
    const changes = books.filter(([, book], k) => k > 0 && book.join() !== books[k - 1]![1].join());
    expect(changes.length).toBeLessThanOrEqual(5);
  });
});

describe("sector rotation in general", () => {
  const strategy = fc.record({
    momentumPeriod: fc.integer({ min: 2, max: 30 }),
    topN: fc.integer({ min: 1, max: 6 }),
    minMomentum: fc.constantFrom(-1, 0, 0.02),
    every: fc.constantFrom("week" as const, "month" as const),
  });

  it("is long only, of gross 1 or in cash, in no more assets than topN", () => {
    fc.assert(
      fc.property(strategy, fc.integer(), (given, seed) => {
        const run = runStages(createScenario(wandering(80, 6, seed), parseConfig(rotating(given))));
        for (const [, book] of rowsOf(run, "weights_pre")) {
          const held = book.filter((weight) => weight !== 0);
          expect(held.length).toBeLessThanOrEqual(given.topN);
          for (const weight of held) expect(weight).toBe(1 / held.length);
        }
      }),
      PROPERTY,
    );
  });

  it("knows nothing of the day that it trades on", () => {
    fc.assert(
      fc.property(strategy, fc.integer(), (given, seed) => {
        const market = wandering(80, 6, seed);
        const config = parseConfig(rotating(given));
        const before = rowsOf(runStages(createScenario(market, config)), "weights_pre");
        const last = market.dates.indexOf(before.at(-1)![0]);
        const returns = market.returns.map((value, cell) => (cell >= last * 6 ? -value : value));
        const after = rowsOf(runStages(createScenario({ ...market, returns }, config)), "weights_pre");
        expect(after).toEqual(before);
      }),
      PROPERTY,
    );
  });
});
