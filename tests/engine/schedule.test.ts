import { describe, expect, it } from "vitest";
import { schedule } from "../../src/engine/schedule.ts";
import type { RebalanceSchedule } from "../../src/model/config.ts";
import { scenarioOn } from "./scenarios.ts";

/** The scheduled dates among the given ones. */
function scheduled(dates: readonly string[], rebalance: RebalanceSchedule): string[] {
  const scenario = scenarioOn(
    dates.map((date) => [date, [0]] as const),
    {
      sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
      rebalance,
      exposure: { kind: "none" },
    },
  );
  return Array.from(schedule(scenario), (row) => dates[row]!);
}

const OVER_NEW_YEAR = [
  "2020-12-23", // Wednesday, ISO week 52: a partial first period
  "2020-12-28", // Monday, ISO week 53
  "2020-12-31",
  "2021-01-01", // Friday, still ISO week 53 of 2020
  "2021-01-04", // Monday, ISO week 1
  "2021-01-29",
  "2021-02-01",
  "2021-03-31",
  "2021-04-06", // the second quarter starts with its first market date
];

describe("the schedule", () => {
  it("takes every date for day", () => {
    expect(scheduled(OVER_NEW_YEAR, "day")).toEqual(OVER_NEW_YEAR);
  });

  it("takes the first date of each ISO week, also when a week spans two years", () => {
    expect(scheduled(OVER_NEW_YEAR.slice(0, 5), "week")).toEqual(["2020-12-23", "2020-12-28", "2021-01-04"]);
  });

  it("does not take two Mondays a year apart for one week", () => {
    expect(scheduled(["2020-01-06", "2021-01-04"], "week")).toEqual(["2020-01-06", "2021-01-04"]);
  });

  it("takes the first date of each month, the partial first one included", () => {
    expect(scheduled(OVER_NEW_YEAR, "month")).toEqual([
      "2020-12-23",
      "2021-01-01",
      "2021-02-01",
      "2021-03-31",
      "2021-04-06",
    ]);
  });

  it("takes the first date of each quarter", () => {
    expect(scheduled(OVER_NEW_YEAR, "quarter")).toEqual(["2020-12-23", "2021-01-01", "2021-04-06"]);
  });

  it("takes dates 0, n, 2n for bars", () => {
    expect(scheduled(OVER_NEW_YEAR, { bars: 4 })).toEqual(["2020-12-23", "2021-01-04", "2021-04-06"]);
    expect(scheduled(OVER_NEW_YEAR, { bars: 100 })).toEqual(["2020-12-23"]);
  });

  it("takes the dates that are listed, or none", () => {
    expect(scheduled(OVER_NEW_YEAR, { dates: ["2020-12-28", "2021-04-06"] })).toEqual(["2020-12-28", "2021-04-06"]);
    expect(scheduled(OVER_NEW_YEAR, { dates: [] })).toEqual([]);
  });
});
