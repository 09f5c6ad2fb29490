import { describe, expect, it } from "vitest";
import type { ConfigInput, Strategy } from "../../src/model/config.ts";
import { answerDates, dueRebalances, returnsKnown, scheduledDates } from "../../src/verify/due-rebalances.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf } from "../support/run-of.ts";

const DAY = 86_400_000;
/** Every day of some stretches: ends of centuries with and without a leap day, and of years. */
const days = ["1899-12-20", "1999-12-20", "2023-12-20", "2099-12-20"].flatMap((from) =>
  Array.from({ length: 100 }, (_, i) => new Date(Date.parse(from) + i * DAY).toISOString().slice(0, 10)),
);

/** The first day of each stretch, and every day on which a period begins. */
function firsts(begins: (date: Date) => boolean): string[] {
  return days.filter((date, i) => i % 100 === 0 || begins(new Date(date)));
}

describe("the dates that a schedule names", () => {
  it("are the first of each week, month and quarter, as a calendar has them", () => {
    expect(scheduledDates(days, "day")).toEqual(days);
    expect(scheduledDates(days, "week")).toEqual(firsts((date) => date.getUTCDay() === 1));
    expect(scheduledDates(days, "month")).toEqual(firsts((date) => date.getUTCDate() === 1));
    expect(scheduledDates(days, "quarter")).toEqual(
      firsts((date) => date.getUTCDate() === 1 && date.getUTCMonth() % 3 === 0),
    );
  });

  it("tell the same month and quarter of two years apart", () => {
    const dates = ["2022-01-03", "2023-01-03", "2023-02-03", "2023-12-04", "2024-01-02", "2024-12-02"];
    expect(scheduledDates(dates, "month")).toEqual(dates);
    expect(scheduledDates(dates, "quarter")).toEqual(dates.filter((date) => date !== "2023-02-03"));
  });

  it("are every so many bars from the first, or those listed that the market has", () => {
    expect(scheduledDates(days.slice(0, 7), { bars: 3 })).toEqual([days[0], days[3], days[6]]);
    expect(scheduledDates(days.slice(0, 7), { dates: [days[5]!, "1999-01-01", days[2]!] })).toEqual([days[2], days[5]]);
  });
});

describe("the rebalances that are due", () => {
  const market = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-02-01", "2024-02-02"];
  const returns = { dates: market, columns: ["ES"], values: new Float64Array(market.length) };
  const due = (config: Partial<ConfigInput>, tables = { returns }) =>
    dueRebalances(new RunView(runOf({ config, tables }), "run"));
  const sleeves = (...strategies: ConfigInput["sleeves"][number]["strategy"][]): Partial<ConfigInput> => ({
    rebalance: "day",
    sleeves: strategies.map((strategy, i) => ({ name: `s${i}`, budget: 0.5, strategy })),
  });
  const on = (...dates: string[]) => ({ kind: "weights", dates, values: dates.map(() => [1]) }) as const;
  const rotation = { kind: "sector-rotation", momentumPeriod: 2, every: "month" } as const;

  it("are the eligible dates, the very list, where a sleeve always answers", () => {
    for (const strategy of [{ kind: "equal-weight" }, { kind: "momentum", period: 2 }] as const) {
      const found = due(sleeves(on("2024-01-03"), strategy));
      expect(found.due).toBe(found.eligible);
      expect(found.eligible).toEqual(strategy.kind === "momentum" ? market.slice(3) : market);
    }
  });

  it("are those on which one sleeve answers or another", () => {
    expect(due(sleeves(on("2024-02-01", "2024-01-03", "2020-01-01"))).due).toEqual(["2024-01-03", "2024-02-01"]);
    expect(due(sleeves(rotation))).toEqual({ eligible: market.slice(3), due: ["2024-02-01"] });
    expect(due(sleeves(on("2024-02-02"), on("2024-01-03", "2024-02-02"))).due).toEqual(["2024-01-03", "2024-02-02"]);
    expect(due(sleeves(on("2024-01-03", "2024-02-02"), rotation)).due).toEqual(["2024-02-01", "2024-02-02"]);
  });

  it("are none where the market is shorter than the lookback, or nothing is recorded of either", () => {
    const nothing = { eligible: [], due: [] };
    expect(due(sleeves({ kind: "momentum", period: 9 }))).toEqual(nothing);
    expect(dueRebalances(new RunView(runOf({ tables: { returns } }), "run"))).toEqual(nothing);
    expect(dueRebalances(new RunView(runOf({ config: {} }), "run"))).toEqual(nothing);
  });

  it("know the returns up to the bar before, or the bar itself where the book earns the next", () => {
    expect([0, 1, 2, 3].map((row) => returnsKnown(row, 0))).toEqual([0, 0, 1, 2]);
    expect([0, 1, 2, 3].map((row) => returnsKnown(row, 1))).toEqual([0, 1, 2, 3]);
  });

  it("are answered by weights where there is a row that is no hold", () => {
    const given: Strategy = { kind: "weights", dates: market.slice(0, 3), values: [[1], null, [0]] };
    expect(answerDates(given, market)).toEqual(["2024-01-02", "2024-01-04"]);
    expect(answerDates({ kind: "equal-weight" }, market)).toBe(market);
  });
});
