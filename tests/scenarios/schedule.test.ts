import { describe, expect, it } from "vitest";
import type { RebalanceSchedule } from "../../src/model/config.ts";
import { scheduledRows } from "../../src/scenarios/schedule.ts";

const dates = [
  "2023-12-28", // Thursday
  "2023-12-29",
  "2024-01-02", // Tuesday: a new week, month and quarter
  "2024-01-03",
  "2024-01-08", // Monday
  "2024-02-01", // a new month
  "2024-04-02", // a new quarter
];

describe("the rows that a schedule names", () => {
  it.each<[string, RebalanceSchedule, number[]]>([
    ["every day", "day", [0, 1, 2, 3, 4, 5, 6]],
    ["the first date of each week", "week", [0, 2, 4, 5, 6]],
    ["the first date of each month", "month", [0, 2, 5, 6]],
    ["the first date of each quarter", "quarter", [0, 2, 6]],
    ["dates 0, 3, 6", { bars: 3 }, [0, 3, 6]],
    ["the dates listed", { dates: ["2023-12-29", "2024-02-01"] }, [1, 5]],
  ])("%s", (_, schedule, rows) => {
    expect(scheduledRows(dates, schedule)).toEqual(rows);
  });
});
