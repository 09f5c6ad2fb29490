import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayNumber, isIsoDate, isoDate, periodKey } from "../../src/model/calendar.ts";

const PROPERTY = { seed: 20240105, numRuns: 500 };
const MILLISECONDS_A_DAY = 86_400_000;

describe("day numbers", () => {
  it("count from 1970-01-01 and turn back into the date, for every day of four digits' years", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
        const date = isoDate(day);
        expect(dayNumber(date)).toBe(day);
        expect(date).toBe(new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10));
      }),
      PROPERTY,
    );
  });

  it("know leap years", () => {
    expect(dayNumber("2024-03-01") - dayNumber("2024-02-28")).toBe(2);
    expect(dayNumber("2023-03-01") - dayNumber("2023-02-28")).toBe(1);
    expect(dayNumber("2000-03-01") - dayNumber("2000-02-28")).toBe(2);
    expect(dayNumber("1900-03-01") - dayNumber("1900-02-28")).toBe(1);
  });

  it.each([
    "2024-02-30",
    "2023-02-29",
    "2024-04-31",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "0000-01-01",
    "2024-1-02",
    "2024/01/02",
    "20240102",
    "2024-01-02T00:00",
    "20x4-01-02",
    "",
  ])("%j is no date", (text) => {
    expect(isIsoDate(text)).toBe(false);
    expect(dayNumber(text)).toBeNaN();
  });
});

describe("periods", () => {
  it("are ISO weeks from Monday to Sunday, across a new year", () => {
    expect(periodKey("2020-12-28", "week")).toBe(periodKey("2021-01-03", "week"));
    expect(periodKey("2021-01-03", "week")).toBe(periodKey("2021-01-04", "week") - 1);
  });

  it("are calendar months and quarters of one year", () => {
    expect(periodKey("2024-01-31", "month")).not.toBe(periodKey("2024-02-01", "month"));
    expect(periodKey("2023-05-01", "month")).not.toBe(periodKey("2024-05-01", "month"));
    expect(periodKey("2024-04-01", "quarter")).toBe(periodKey("2024-06-30", "quarter"));
    expect(periodKey("2024-06-30", "quarter")).toBe(periodKey("2024-07-01", "quarter") - 1);
    expect(periodKey("2023-12-31", "quarter")).toBe(periodKey("2024-01-01", "quarter") - 1);
  });

  it("are days", () => {
    expect(periodKey("2024-03-01", "day")).toBe(periodKey("2024-02-29", "day") + 1);
  });
});
