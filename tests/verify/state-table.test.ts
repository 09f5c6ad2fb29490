import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { Probe } from "../../src/verify/probe.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { checkStateBounds, checkStateParts, checkStateShape, checkStateWarmup } from "../../src/verify/state-table.ts";
import { runOf, withBlank } from "../support/run-of.ts";

const BARS = 90;
const dates = Array.from({ length: BARS }, (_, t) => new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10));
const returns: Panel = { dates, columns: ["ES"], values: new Float64Array(BARS) };

/** A state of these columns; each row's figures from a function, NaN for an empty cell. */
function stateOf(columns: readonly string[], figure: (row: number, column: string) => number, rows = dates): Panel {
  const values = Float64Array.from(rows.flatMap((date) => columns.map((name) => figure(dates.indexOf(date), name))));
  return panel(
    rows,
    columns,
    values,
    Uint8Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0)),
  );
}

/** The run of a market with that state, and with its first book on a row where given. */
function runWith(allocator_state_v1: Panel, bookedOn: number | undefined, config?: Partial<ConfigInput>): RunView {
  const post = {
    dates: bookedOn === undefined ? [] : [dates[bookedOn]!],
    columns: ["ES"],
    values: new Float64Array(1),
  };
  const tables = { returns, allocator_state_v1, ...(bookedOn === undefined ? {} : { weights_post: post }) };
  return new RunView(runOf(config === undefined ? { tables } : { tables, config }), "run");
}

function found(check: (probe: Probe) => void) {
  const probe = new Probe(relative(1e-9));
  check(probe);
  return { examined: probe.examined, count: probe.violationCount, violations: probe.violations };
}

describe("when a feature of the state must be there", () => {
  const missing = (name: string, bookedOn: number | undefined) => {
    const state = stateOf([name], () => Number.NaN);
    const { violations, count, examined } = found((probe) => checkStateWarmup(runWith(state, bookedOn), state, probe));
    expect(examined).toBe(count);
    return count === 0 ? undefined : [violations[0]!.date, count];
  };
  const from = (row: number) => [dates[row], BARS - row];

  it.each([
    ["dd_level", 0],
    ["dd_slope_10d", 10],
    ["corr_20d", 21],
    ["corr_60d", 61],
    ["corr_shock", 61],
  ])("counts bars of the market for %s", (name, row) => {
    expect([missing(name, 3), missing(name, undefined)]).toEqual([from(row), from(row)]);
  });

  it.each([
    ["port_rvol_20d", 20],
    ["trend_breadth_20d", 20],
    ["port_rvol_60d", 60],
    ["vol_accel", 60],
    ["sleeve_concentration_60d", 60],
  ])("counts bars of the book for %s, of which the first market row is none", (name, bars) => {
    expect([missing(name, 3), missing(name, 1), missing(name, 0)]).toEqual([
      from(3 + bars),
      from(1 + bars),
      from(1 + bars),
    ]);
    expect(missing(name, undefined)).toBeUndefined();
  });

  it("asks nothing of a column that it does not know", () => {
    expect(missing("alpha", 3)).toBeUndefined();
  });

  it("is marked row by row where one is missing", () => {
    const figure = (row: number, name: string) => (name === "warmup" ? (row < 10 ? 1 : 0) : row < 10 ? Number.NaN : 0);
    const state = stateOf(["dd_slope_10d", "warmup"], figure);
    const check = (of: Panel) => found((probe) => checkStateWarmup(runWith(of, 3), of, probe));
    // The mark is there on each row and right on each, and the feature is there on 80.
    expect(check(state)).toMatchObject({ examined: 2 * BARS + 80, count: 0 });
    const late = stateOf(["dd_slope_10d", "warmup"], (row, name) =>
      row === 20 && name === "warmup" ? 1 : figure(row, name),
    );
    expect(check(late).violations).toMatchObject([
      {
        date: dates[20],
        asset: null,
        expected: 0,
        actual: 1,
        message: "a row is marked 1 where a feature is missing, else 0",
      },
    ]);
    expect(check(withBlank(state, dates[30]!, "warmup")).violations).toMatchObject([
      {
        date: dates[30],
        expected: "a number",
        actual: "NaN",
        message: "a row is marked 1 where a feature is missing, else 0",
      },
      { date: dates[30], expected: 0, actual: "NaN" },
    ]);
    expect(check(withBlank(state, dates[10]!, "dd_slope_10d")).violations).toMatchObject([
      { expected: "a number", message: "dd_slope_10d: its window is full" },
      { expected: 1, actual: 0 },
    ]);
  });
});

describe("the shape of the state", () => {
  const volatilities = ["port_rvol_20d", "port_rvol_60d", "vol_accel"];
  const eight = [...volatilities, "corr_20d", "corr_60d", "corr_shock", "dd_level", "dd_slope_10d"];
  const shape = (state: Panel, config?: Partial<ConfigInput>) =>
    found((probe) => checkStateShape(runWith(state, 3, config), state, probe));
  const sleeves = (...names: readonly string[]): Partial<ConfigInput> => ({
    sleeves: names.map((name) => ({ name, budget: 0.5, strategy: { kind: "equal-weight" } })),
  });

  it("is eight features and a row a market date", () => {
    expect(shape(stateOf(eight, () => 0))).toMatchObject({ examined: 8 + BARS, count: 0 });
    expect(shape(stateOf(eight.slice(1), () => 0)).violations).toMatchObject([
      { artifact: "allocator_state_v1.csv", expected: "port_rvol_20d", actual: "no such column" },
    ]);
    const lost = dates.filter((_, t) => t !== 7);
    const { examined, violations } = shape(stateOf(eight, () => 0, lost));
    expect(examined).toBe(8 + BARS);
    expect(violations).toMatchObject([
      { artifact: "allocator_state_v1.csv", date: dates[7], expected: "a row", actual: "no row" },
    ]);
  });

  it("has what the config's sleeves ask for, and a mark where something is missing", () => {
    const lacks = (config: Partial<ConfigInput>, figure = 0) =>
      shape(
        stateOf(eight, () => figure),
        config,
      ).violations.map(({ expected }) => expected);
    expect(lacks(sleeves("core"))).toEqual([]);
    expect(lacks(sleeves("trend"))).toEqual(["trend_breadth_20d"]);
    expect(lacks(sleeves("core", "carry"))).toEqual(["sleeve_concentration_60d"]);
    expect(lacks(sleeves("core", "trend"))).toEqual(["trend_breadth_20d", "sleeve_concentration_60d"]);
    expect(lacks(sleeves("core"), Number.NaN)).toEqual(["warmup"]);
    const empty = new RunView(runOf({}), "run");
    expect(
      found((probe) =>
        checkStateShape(
          empty,
          stateOf(eight, () => 0),
          probe,
        ),
      ),
    ).toMatchObject({ examined: 8 });
  });
});

describe("the bounds of a feature", () => {
  const bounds = (name: string, ...values: readonly number[]) =>
    found((probe) =>
      checkStateBounds(
        stateOf([name], (row) => values[row]!, dates.slice(0, values.length)),
        probe,
      ),
    );

  it.each([
    ["port_rvol_20d", 0, 1e9],
    ["port_rvol_60d", 0, 1e9],
    ["vol_accel", 0, 1e9],
    ["corr_20d", -1, 1],
    ["corr_60d", -1, 1],
    ["dd_level", -1, 0],
    ["trend_breadth_20d", 0, 1],
    ["sleeve_concentration_60d", 0, 1],
    ["warmup", 0, 1],
  ])("of %s are %d and %d", (name, low, high) => {
    expect(bounds(name, low, high, Number.NaN)).toMatchObject({ examined: 2, count: 0 });
    expect(bounds(name, low - 0.125).violations).toMatchObject([{ date: dates[0], actual: -(low - 0.125) }]);
    const above = bounds(name, high + 0.125);
    expect(above.count).toBe(high === 1e9 ? 0 : 1);
    if (above.count === 1) {
      expect(above.violations).toMatchObject([{ expected: high, message: `${name} lies between ${low} and ${high}` }]);
    }
    expect(bounds(name, low - 1e-13, high + 1e-13)).toMatchObject({ examined: 2, count: 0 }); // rounding
  });

  it("are none for a figure that may be anything, and no NaN lies between any", () => {
    expect(bounds("corr_shock", -9, 9)).toMatchObject({ examined: 0, count: 0 });
    const nan = { dates: [dates[0]!], columns: ["dd_level"], values: Float64Array.of(Number.NaN) };
    expect(found((probe) => checkStateBounds(nan, probe)).count).toBe(1);
  });
});

describe("the parts of the state", () => {
  const parts = (columns: readonly string[], figure: (row: number, column: string) => number, rows = dates) => {
    const state = stateOf(columns, figure, rows);
    return found((probe) => checkStateParts(runWith(state, 3), state, probe));
  };

  it("are a ratio of volatilities, 1 where the longer one is 0", () => {
    const accel = (short: number, long: number, ratio: number) =>
      parts(["port_rvol_20d", "port_rvol_60d", "vol_accel"], (_, name) =>
        name === "vol_accel" ? ratio : name === "port_rvol_20d" ? short : long,
      );
    expect(accel(3, 2, 1.5)).toMatchObject({ examined: BARS, count: 0 });
    expect(accel(3, 0, 1)).toMatchObject({ examined: BARS, count: 0 });
    expect(accel(3, 2, 1.25)).toMatchObject({ count: BARS });
    expect(accel(3, Number.NaN, 1)).toMatchObject({ examined: 0 });
    expect(accel(3, 2, Number.NaN)).toMatchObject({ examined: 0 });
    expect(accel(Number.NaN, 2, 1)).toMatchObject({ count: BARS });
  });

  it("are a difference of correlations", () => {
    const shock = (near: number, far: number, difference: number) =>
      parts(["corr_20d", "corr_60d", "corr_shock"], (_, name) =>
        name === "corr_shock" ? difference : name === "corr_20d" ? near : far,
      );
    expect(shock(0.5, 0.25, 0.25)).toMatchObject({ examined: BARS, count: 0 });
    expect(shock(0.5, 0.5, 0.9e-9)).toMatchObject({ count: 0 }); // at the scale of correlations, not of their difference
    expect(shock(0.5, 0.25, 0.75).violations[0]).toMatchObject({
      expected: 0.25,
      actual: 0.75,
      message: "corr_shock is corr_20d − corr_60d",
    });
    expect(shock(0.5, Number.NaN, 1)).toMatchObject({ examined: 0 });
  });

  it("are the change of the drawdown over ten bars, by date", () => {
    const level = (row: number) => -row / 1024;
    const slope = (row: number, name: string) => (name === "dd_level" ? level(row) : -10 / 1024);
    expect(parts(["dd_level", "dd_slope_10d"], slope)).toMatchObject({ examined: BARS - 10, count: 0 });
    // Without row 20 there is nothing to compare row 30 with, and it is not compared itself.
    const lost = dates.filter((_, t) => t !== 20);
    expect(parts(["dd_level", "dd_slope_10d"], slope, lost)).toMatchObject({ examined: BARS - 12, count: 0 });
    const off = parts(["dd_level", "dd_slope_10d"], (row, name) => slope(row, name) + (row === 40 ? 0.5 : 0));
    expect(off.violations).toMatchObject([
      { date: dates[50], message: "dd_slope_10d is dd_level less the one 10 bars before" },
    ]);
  });
});
