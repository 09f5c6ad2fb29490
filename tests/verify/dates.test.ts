import { describe, expect, it } from "vitest";
import type { Panel } from "../../src/model/panel.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { checkIncrease, checkSubset } from "../../src/verify/date-order.ts";
import { Probe } from "../../src/verify/probe.ts";
import { holdingPeriods, marketDates, rebalanceDates, tablesBy, tablesOf } from "../../src/verify/rebalance-dates.ts";
import { viewOf } from "../support/run-of.ts";

const dated = (...dates: readonly string[]): Panel => ({
  dates,
  columns: ["ES"],
  values: new Float64Array(dates.length),
});

describe("the dates of a run", () => {
  const [first, second, third] = ["2024-01-05", "2024-02-05", "2024-03-05"];

  it("are those of its rebalance tables together: one lost row does not lose the rebalance", () => {
    const both = dated(first, second);
    expect(rebalanceDates(viewOf({ weights_post: both, turnover: dated(first, second) }))).toBe(both.dates);
    expect(rebalanceDates(viewOf({ weights_post: dated(second), turnover: both }))).toEqual([first, second]);
    expect(rebalanceDates(viewOf({ weights_post: dated(third, first), turnover: dated(second) }))).toEqual([
      first,
      second,
      third,
    ]);
    expect(rebalanceDates(viewOf({ weights_post: dated(second, first, second) }))).toEqual([first, second]);
    expect(rebalanceDates(viewOf({}))).toEqual([]);
  });

  it("are not those of a table with a row each market date, nor those of another run's scalars", () => {
    const view = viewOf({
      returns: dated("2024-01-02", first),
      weights_daily: dated("2024-01-02"),
      weights_post: dated(first),
      allocator_risk_v1_applied_source: dated(third),
    });
    expect(rebalanceDates(view)).toEqual([first]);
    expect(marketDates(view)).toEqual(["2024-01-02", first]);
    expect(tablesBy(view, "dates").map(({ name }) => name)).toEqual(["returns", "weights_daily"]);
    expect(tablesBy(view, "rebalances").map(({ name }) => name)).toEqual(["weights_post"]);
    expect(tablesOf(view).map(({ name, rows }) => [name, rows])).toEqual([
      ["returns", "dates"],
      ["weights_post", "rebalances"],
      ["allocator_risk_v1_applied_source", undefined],
      ["weights_daily", "dates"],
    ]);
    expect(marketDates(viewOf({ weights_post: dated(first) }))).toBeUndefined();
  });

  it("fall into the periods between rebalances", () => {
    const weights_daily = dated("2024-01-02", first, "2024-02-02", second, third);
    expect([...holdingPeriods(viewOf({ weights_daily, weights_post: dated(first, second) }))]).toEqual([
      -1, 0, 0, 1, 1,
    ]);
    expect([...holdingPeriods(viewOf({ weights_post: dated(first) }))]).toEqual([]);
  });
});

describe("the order of dates", () => {
  const inOrder = ["2024-01-05", "2024-02-05"];
  const broken = ["2024-02-05", "2024-01-05", "2024-01-05", "2024-02-30", "2024-02-06"];

  it("is read once a list, unless it was found broken", () => {
    const checked: (readonly string[])[] = [];
    const probe = new Probe(EXACT);
    checkIncrease(probe, "a.csv", inOrder, checked);
    checkIncrease(probe, "b.csv", broken, checked);
    expect(checked).toEqual([inOrder]);
    const found = probe.violationCount;
    checkIncrease(probe, "c.csv", inOrder, checked);
    expect(probe.violationCount).toBe(found);
    checkIncrease(probe, "d.csv", broken, checked);
    expect([probe.examined, probe.violationCount]).toEqual([2 + 5 + 2 + 5, 2 * found]);
    const trusted = new Probe(EXACT);
    checkIncrease(trusted, "b.csv", broken, [broken]);
    expect([trusted.examined, trusted.violationCount]).toEqual([5, 0]);
  });

  it("is broken by a date before the latest one, the same one again, and what is none", () => {
    const probe = new Probe(EXACT);
    checkIncrease(probe, "a.csv", broken, [], (row) => `a.csv:${row + 2}`);
    const later = (date: string) => `a date after ${date}`;
    expect(probe.violations).toMatchObject([
      { date: "2024-01-05", expected: later("2024-02-05"), location: "a.csv:3" },
      { date: "2024-01-05", expected: later("2024-01-05"), location: "a.csv:4" },
      { date: "2024-02-30", expected: "a calendar date YYYY-MM-DD", actual: "2024-02-30", location: "a.csv:5" },
    ]);
    expect(probe.violations.map(({ message }) => message)).toEqual([
      "a.csv: row 2, dated 2024-01-05, comes after a later date; the row before it is dated 2024-02-05",
      "a.csv: row 3, dated 2024-01-05, repeats the date of the row before it; the row before it is dated 2024-01-05",
      'a.csv: row 4 is dated "2024-02-30", which is no calendar date',
    ]);
    const plain = new Probe(EXACT);
    checkIncrease(plain, "a.csv", broken, []);
    expect(plain.violations[0]?.location).toBeNull();
  });

  it("of the market holds every rebalance", () => {
    const view = viewOf({});
    const market = ["2024-01-05", "2024-01-06", "2024-02-05"];
    const checked: (readonly string[])[] = [];
    const probe = new Probe(EXACT);
    checkSubset(probe, "a.csv", inOrder, market, view, checked);
    checkSubset(probe, "b.csv", broken, market, view, checked);
    expect(checked).toEqual([inOrder]);
    expect(probe.examined).toBe(2 + 5);
    expect(probe.violations).toMatchObject([
      { artifact: "b.csv", date: "2024-02-30", expected: "a market date", actual: "2024-02-30" },
      { date: "2024-02-06", message: "b.csv has a rebalance on 2024-02-06, which is no date of the market" },
    ]);
    const trusted = new Probe(EXACT);
    checkSubset(trusted, "b.csv", broken, market, view, [broken]);
    expect([trusted.examined, trusted.violationCount]).toEqual([5, 0]);
  });
});
