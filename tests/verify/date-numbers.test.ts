import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayNumber, isoDate, periodKey } from "../../src/model/calendar.ts";
import {
  DateLists,
  dateNumbers,
  dayOfMonth,
  monthOf,
  NO_DATE,
  numbersOf,
  yearOf,
} from "../../src/verify/date-numbers.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf } from "../support/run-of.ts";

describe("the dates of a list as numbers", () => {
  it("reads year, month and day of a calendar date, and nothing of any other text", () => {
    expect([...numbersOf(["2024-02-29", "0001-01-01"])]).toEqual([20_240_229, 10_101]);
    const wrong = ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-01-00", "0000-01-01"];
    const inShortMonths = ["2024-06-31", "2024-09-31", "2024-11-31"];
    const misspelt = [
      "2024x01-01",
      "2024-01x01",
      "2024-1/-01",
      "2024-/1-01",
      "2024-1-01",
      "2024/01/01",
      "2024-01-01 ",
      "20a4-01-01",
      "2024-01-0:",
      "",
    ];
    for (const text of [...wrong, ...inShortMonths, ...misspelt]) expect(numbersOf([text])[0], text).toBe(NO_DATE);
  });

  it("agrees with the calendar on any day", () => {
    fc.assert(
      fc.property(fc.integer({ min: dayNumber("0001-01-01"), max: dayNumber("9999-12-31") }), (day) => {
        const date = isoDate(day);
        const number = numbersOf([date])[0]!;
        expect([yearOf(number), dayOfMonth(number)]).toEqual([Number(date.slice(0, 4)), Number(date.slice(8))]);
        expect(monthOf(number)).toBe(periodKey(date, "month"));
      }),
    );
  });

  it("reads each list of a run once", () => {
    const view = new RunView(runOf({}), "a run");
    const dates = ["2024-01-05"];
    expect(dateNumbers(view, dates)).toBe(dateNumbers(view, dates));
    expect([...dateNumbers(view, ["2024-01-08"])]).toEqual([20_240_108]);
  });

  it("tells a list of dates that increase from any other", () => {
    const lists = new DateLists();
    expect(lists.rising(["2024-01-05", "2024-01-08"])).toEqual(Int32Array.of(20_240_105, 20_240_108));
    expect(lists.rising([])).toEqual(Int32Array.of());
    for (const texts of [["2024-01-05", "2024-01-05"], ["2024-01-08", "2024-01-05"], ["2024-01-05", "b"], ["A0"]]) {
      expect(lists.rising(texts), texts.join(" ")).toBeUndefined();
    }
  });
});
