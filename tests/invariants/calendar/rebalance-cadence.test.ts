import { describe, expect, it } from "vitest";
import { rebalanceCadence } from "../../../invariants/calendar/rebalance-cadence.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import type { Panel } from "../../../src/model/panel.ts";
import { panel } from "../../../src/model/panel.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";

/** Around the end of the year 2024, whose last week is the first ISO week of 2025. */
const DATES = [
  "2024-11-29",
  "2024-12-02", // Monday, a new month
  "2024-12-27", // Friday
  "2024-12-30", // Monday
  "2024-12-31",
  "2025-01-02", // the same week; a new month and quarter
  "2025-01-06", // Monday
  "2025-01-07",
];

function ones(dates: readonly string[]): Panel {
  return panel(dates, ["ES"], new Float64Array(dates.length).fill(1));
}

function sleeve(strategy: ConfigInput["sleeves"][number]["strategy"]): Partial<ConfigInput> {
  return { sleeves: [{ name: "core", budget: 1, strategy }] };
}

/** What the invariant makes of a run on {@link DATES} with rebalances on `made`. */
function onDates(config: Partial<ConfigInput>, made: readonly string[]) {
  return judged(rebalanceCadence, { config, tables: { returns: ones(DATES), weights_scaled: ones(made) } });
}

describe("calendar/rebalance-cadence", () => {
  const always = sleeve({ kind: "equal-weight" });

  it.each<[ConfigInput["rebalance"], readonly number[]]>([
    ["day", [0, 1, 2, 3, 4, 5, 6, 7]],
    ["week", [0, 1, 2, 3, 6]],
    ["month", [0, 1, 5]],
    ["quarter", [0, 5]],
    [{ bars: 3 }, [0, 3, 6]],
    [{ dates: ["2024-12-02", "2024-12-31"] }, [1, 4]],
  ])("counts a schedule of every %j by itself", (rebalance, rows) => {
    const made = rows.map((row) => DATES[row!]!);
    expectPass(onDates({ ...always, rebalance }, made), 2 * made.length);
  });

  it("fails for each rebalance too many, with the counts", () => {
    expectFail(onDates({ ...always, rebalance: "quarter" }, ["2024-11-29", "2024-12-30", "2025-01-02"]), {
      date: "2024-12-30",
      artifact: "weights_scaled.csv",
      expected: "no rebalance",
      actual: "a rebalance",
      message: "2024-12-30 is not on the schedule, and it is a rebalance; rebalances recorded: 3, due by the config: 2",
    });
  });

  it("says why a date is no rebalance: the schedule, the history, or sleeves that all hold", () => {
    const held = sleeve({ kind: "weights", dates: ["2024-11-29"], values: [[1]] });
    const why = (config: Partial<ConfigInput>) =>
      onDates({ ...config, rebalance: "month" }, DATES.slice(1, 2)).probe.violations[0]?.message.split(", and")[0];
    expect(why(held)).toBe("every sleeve holds on 2024-12-02");
    expect(why(sleeve({ kind: "momentum", period: 3 }))).toBe("too few returns are known on 2024-12-02");
  });

  it("fails for each rebalance too few", () => {
    expectFail(onDates({ ...always, rebalance: "quarter" }, ["2024-11-29"]), {
      date: "2025-01-02",
      expected: "a rebalance",
      actual: "no rebalance",
      message:
        "a sleeve answers with a target on 2025-01-02, and it is no rebalance; " +
        "rebalances recorded: 1, due by the config: 2",
    });
  });

  it("knows that weights given outright answer where a scheduled date has a row", () => {
    const dates = ["2024-11-29", "2024-12-02", "2024-12-27", "2025-01-02"];
    const weights = sleeve({ kind: "weights", dates, values: [[1], null, [1], [0]] });
    // 12-02 holds, 12-27 is on no schedule, and zeros are an answer.
    expectPass(onDates({ ...weights, rebalance: "month" }, ["2024-11-29", "2025-01-02"]), 4);
    expect(onDates({ ...weights, rebalance: "month" }, ["2024-11-29", "2024-12-02"]).probe.violationCount).toBe(2);
  });

  it("knows that a rotation answers once a period, on its first eligible date, whatever the schedule", () => {
    const rotation = (every: "week" | "month" | "quarter") =>
      ({ ...sleeve({ kind: "sector-rotation", momentumPeriod: 2, every }), rebalance: "day" }) as const;
    expectPass(onDates(rotation("month"), ["2024-12-30", "2025-01-02"]), 4);
    expectPass(onDates(rotation("week"), ["2024-12-30", "2025-01-06"]), 4);
    expectPass(onDates(rotation("quarter"), ["2024-12-30", "2025-01-02"]), 4);
    const daily = onDates(rotation("month"), DATES.slice(3));
    expect(daily.probe.violationCount).toBe(3);
  });

  it("waits for the longest lookback of all, risk targeting's and the overlay's too", () => {
    const targeted = { kind: "vol-target", targetVol: 0.1, volWindow: 5, minObservations: 5 } as const;
    expectPass(onDates({ ...always, rebalance: "day", exposure: targeted }, DATES.slice(6)), 4);
    const overlay = { name: "crisis", budget: 0.1, strategy: { kind: "momentum", period: 3, skip: 2 } } as const;
    const allocator = { mode: "off", overlay } as const;
    expectPass(onDates({ ...always, rebalance: "day", allocator }, DATES.slice(6)), 4);
    const reading = { ...always, rebalance: "day", exposure: targeted, conventions: { earnsFrom: 1 } } as const;
    expectPass(onDates(reading, DATES.slice(5)), 6); // a book that earns from the day after knows its own day
  });

  it("takes the union of sleeves: one that answers makes a rebalance of the date", () => {
    const monthly = {
      name: "told",
      budget: 1,
      strategy: { kind: "weights", dates: ["2024-12-02"], values: [[1]] },
    } as const;
    const rotation = {
      name: "turns",
      budget: 1,
      strategy: { kind: "sector-rotation", momentumPeriod: 2, every: "quarter" },
    } as const;
    const both = { sleeves: [monthly, rotation], rebalance: "month" } as const;
    const config: Partial<ConfigInput> = JSON.parse(JSON.stringify(both));
    expectPass(onDates(config, ["2025-01-02"]), 2); // 12-02 has no two returns before it
  });

  it("is unproven where none is due and none is made, as when the market is too short", () => {
    expectUnproven(onDates({ ...sleeve({ kind: "momentum", period: 30 }), rebalance: "day" }, []));
  });

  it("is skipped without config, dates or rebalances", () => {
    expectSkipped(judged(rebalanceCadence, { tables: { returns: ones(DATES) } }), "needs run.json (config)");
    expectSkipped(judged(rebalanceCadence, { config: {}, tables: { weights_scaled: ones(DATES) } }), "a row a date");
    expectSkipped(judged(rebalanceCadence, { config: {}, tables: { returns: ones(DATES) } }), "a table of rebalances");
  });
});
