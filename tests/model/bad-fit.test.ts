import { describe, expect, it } from "vitest";
import { createScenario, parseScenario } from "../../src/model/scenario.ts";
import type { Break } from "./scenarios.ts";
import { allocator, exposure, goodDocument, refusal, strategy } from "./scenarios.ts";

const applied = (...dates: string[]) => dates.map((date) => ({ date, risk_scalar_applied: 0.5 }));

describe("a config that does not fit its market is refused", () => {
  const at = "scenario.config.sleeves[0].strategy";
  it.each<[string, Break, string]>([
    [
      "a row of weights too short",
      strategy({ values: [[0.5], null] }),
      "config.sleeves[0].strategy.values[0] (2024-01-03): a row has another length than there are assets: expected 2 numbers, one an asset, was 1",
    ],
    [
      "fewer rows of weights than dates",
      strategy({ values: [[0.5, 0.5]] }),
      "config.sleeves[0].strategy.values: the weights have another number of rows than there are dates: expected 2 rows, was 1",
    ],
    [
      "a weight that is not finite",
      strategy({ values: [[0.5, Number.NaN], null] }),
      `${at}.values[0][1]: a value of the wrong kind: expected a finite number, was NaN`,
    ],
    [
      "a weight date that is not in the market",
      strategy({ dates: ["2024-01-03", "2024-01-06"] }),
      "config.sleeves[0].strategy.dates[1]: a date is not in the market: expected a date of market.dates, was 2024-01-06",
    ],
    [
      "weight dates out of order",
      strategy({ dates: ["2024-01-05", "2024-01-03"] }),
      "config.sleeves[0].strategy.dates[1]: the dates are not in order: expected strictly increasing dates, was 2024-01-03",
    ],
    [
      "a weight date that is no date",
      strategy({ dates: ["2024-01-03", "Friday"] }),
      `${at}.dates[1]: not one of the values allowed: expected a date YYYY-MM-DD, was "Friday"`,
    ],
    [
      "a rebalance date that is not in the market",
      (config) => {
        config.rebalance = { dates: ["2023-12-29"] };
      },
      "config.rebalance.dates[0]: a date is not in the market: expected a date of market.dates, was 2023-12-29",
    ],
    [
      "a rebalance date twice",
      (config) => {
        config.rebalance = { dates: ["2024-01-03", "2024-01-03"] };
      },
      "config.rebalance.dates[1]: a date is repeated: expected strictly increasing dates, was 2024-01-03",
    ],
    [
      "a rebalance date that no calendar has",
      (config) => {
        config.rebalance = { dates: ["2024-02-30"] };
      },
      "config.rebalance.dates[0]: not a date: expected a calendar date YYYY-MM-DD, was 2024-02-30",
    ],
    [
      "precomputed scalars out of order",
      allocator({ mode: "precomputed", applied: applied("2024-01-04", "2024-01-03") }),
      "config.allocator.applied[1].date: the dates are not in order: expected strictly increasing dates, was 2024-01-03",
    ],
    [
      "a precomputed scalar twice",
      allocator({ mode: "precomputed", applied: applied("2024-01-04", "2024-01-04") }),
      "config.allocator.applied[1].date: a date is repeated: expected strictly increasing dates, was 2024-01-04",
    ],
    [
      "two sleeves of one name",
      (config) => {
        config.sleeves = [config.sleeves[0]!, config.sleeves[0]!];
      },
      'config.sleeves[1].name: two sleeves have the same name: expected each sleeve\'s name once, was "core"',
    ],
    [
      "more observations than the window holds",
      exposure({ volWindow: 5, minObservations: 6 }),
      "config.exposure.minObservations: more observations are asked for than the window holds: expected at most volWindow = 5, was 6",
    ],
    [
      "fewer bars than minObservations",
      exposure({ volWindow: 20, minObservations: 3 }),
      "market.dates: the market has fewer bars than the longest lookback: expected at least 5 dates, because 3 returns must lie before the first rebalance, was 4 dates (use a longer market, or a shorter period, skip or minObservations)",
    ],
    [
      "fewer bars than a momentum's lookback",
      (config) => {
        config.sleeves[0]!.strategy = { kind: "momentum", period: 2, skip: 1 };
      },
      "market.dates: the market has fewer bars than the longest lookback: expected at least 5 dates, because 3 returns must lie before the first rebalance, was 4 dates (use a longer market, or a shorter period, skip or minObservations)",
    ],
  ])("%s", (_name, breakIt, message) => {
    expect(refusal(breakIt).message).toBe(message);
  });

  it("names date and asset of a weight that is not finite, also when the config was not parsed", () => {
    const { market, config } = parseScenario(goodDocument());
    const sleeves = [
      { ...config.sleeves[0]!, strategy: { kind: "weights" as const, dates: ["2024-01-04"], values: [[0, 1 / 0]] } },
    ];
    expect(() => createScenario(market, { ...config, sleeves })).toThrow(
      "config.sleeves[0].strategy.values[0] (2024-01-04, ES): a weight is not a finite number: expected a finite weight; a null row to hold, was Infinity",
    );
  });
});
