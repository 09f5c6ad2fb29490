import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import { DEFAULT_LAYERS } from "../../src/model/regime.ts";
import type { TableName } from "../../src/model/run.ts";
import { EXACT, relative } from "../../src/numeric/tolerance.ts";
import { Column, columnOfRun, recordedEquity, simpleReturns } from "../../src/verify/column.ts";
import { defaultScalars } from "../../src/verify/default-scalars.ts";
import { followedRegimes } from "../../src/verify/followed-regimes.ts";
import { followedRisk, riskColumns } from "../../src/verify/followed-risk.ts";
import { stateWarmup } from "../../src/verify/state-warmup.ts";
import { viewOf } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

type Tables = Readonly<Partial<Record<TableName, Panel>>>;

const book = table`
  date        ES    TY
  2024-01-05  1     -3
  2024-02-05  -0.5  0.25
  2024-03-05  0     0`;

describe("a column of a run", () => {
  it("is made once by table and name, and is NaN where the table has none", () => {
    const turnover = table`
      date        turnover  cost
      2024-01-05  1         2
      2024-02-05  3         4`;
    const view = viewOf({ turnover, weights_post: { ...turnover, values: Float64Array.of(5, 6, 7, 8) } });
    const cost = columnOfRun(view, "turnover", "cost");
    expect([...cost]).toEqual([2, 4]);
    expect(columnOfRun(view, "turnover", "cost")).toBe(cost);
    expect([...columnOfRun(view, "turnover", "turnover")]).toEqual([1, 3]);
    expect([...columnOfRun(view, "weights_post", "cost")]).toEqual([6, 8]);
    expect([...columnOfRun(view, "turnover", "price")]).toEqual([Number.NaN, Number.NaN]);
    expect(columnOfRun(view, "returns", "ES")).toHaveLength(0);
  });
});

describe("the warm-up of the state", () => {
  const warmup = (state: Panel) => {
    const { rows, isAll } = stateWarmup(viewOf({ allocator_state_v1: state }));
    return [[...rows], isAll];
  };

  it("is how long each column is empty, and whether nothing else is", () => {
    const state = table`
      date        corr_20d  dd_level  vol_accel
      2024-01-03  -         0         -
      2024-01-04  -         0         -
      2024-01-05  0.5       0         -`;
    expect(warmup(state)).toEqual([[2, 0, 3], true]);
    const gap = table`
      date        corr_20d  dd_level
      2024-01-03  -         0
      2024-01-04  0.5       -
      2024-01-05  -         0`;
    expect(warmup(gap)).toEqual([[1, 0], false]);
    const whole = table`
      date        corr_20d  dd_level
      2024-01-03  0.5       NaN`;
    expect(warmup(whole)).toEqual([[0, 0], true]);
    expect(stateWarmup(viewOf({}))).toEqual({ rows: new Int32Array(0), isAll: true });
  });
});

describe("columns of a table that the run lacks", () => {
  it("are empty", () => {
    expect([simpleReturns(viewOf({})).length, recordedEquity(viewOf({})).length]).toEqual([0, 0]);
    const equity_curve = table`
      date        equity
      2024-01-02  7`;
    expect([...recordedEquity(viewOf({ equity_curve })), new Column(equity_curve, "equity").at(0)]).toEqual([7, 7]);
  });
});

describe("the tables in which a default scalar can stand", () => {
  const scalars = table`
    date        risk_scalar_applied
    2024-01-05  1
    2024-02-05  1
    2024-03-05  1`;
  const defaults = (config: Partial<ConfigInput> | undefined, tables: Tables) =>
    defaultScalars(viewOf({ weights_post: book, ...tables }, config)).map(({ name, table: panel, isDefault }) => [
      name,
      ...panel.dates.map((_, row) => isDefault(row)),
    ]);

  it("are none without a config", () => {
    expect(defaults(undefined, { allocator_risk_v1_applied: scalars })).toEqual([]);
  });

  it("have it at the first rebalance, or on dates that the source lacks", () => {
    const tables = { allocator_risk_v1_applied: scalars, allocator_sleeve_risk_v1_applied: scalars };
    for (const mode of ["off", "compute"] as const) {
      expect(defaults({ allocator: { mode } }, tables)).toEqual([
        ["allocator_risk_v1_applied", true, false, false],
        ["allocator_sleeve_risk_v1_applied", true, false, false],
      ]);
    }
    const applied = [{ date: "2024-02-05", risk_scalar_applied: 0.5 }];
    expect(defaults({ allocator: { mode: "precomputed", applied } }, { allocator_risk_v1_applied: scalars })).toEqual([
      ["allocator_risk_v1_applied", true, false, true],
    ]);
  });

  it("have it past the end of a list of scalars that is given", () => {
    const tables = { allocator_risk_v1: scalars };
    expect(defaults({ allocator: { mode: "compute", scalars: [0.5, 0.6] } }, tables)).toEqual([
      ["allocator_risk_v1", false, false, true],
    ]);
    expect(defaults({ allocator: { mode: "compute" } }, tables)).toEqual([]);
    expect(defaults({ allocator: { mode: "off" } }, tables)).toEqual([]);
  });
});

describe("the scalars that follow the regime", () => {
  const allocator_risk_v1 = table`
    date        risk_scalar
    2024-01-05  1`;
  const allocator_sleeve_risk_v1 = table`
    date        trend  carry
    2024-01-05  1      1`;
  const tables = { allocator_risk_v1, allocator_sleeve_risk_v1 };
  const calm = { NORMAL: 1, ELEVATED: 0.9, STRESS: 0.8, CRISIS: 0.7 };
  const columns = (allocator: ConfigInput["allocator"], of: Tables = tables) =>
    riskColumns(viewOf(of, { allocator })).map(({ name, column, aims }) => [name, column, aims]);

  it("are the system's unless they are given, and those of the sleeves that have aims", () => {
    const system = ["allocator_risk_v1", 0, DEFAULT_LAYERS.scalars];
    expect(columns({ mode: "compute" })).toEqual([system]);
    expect(columns({ mode: "off" })).toEqual([system]);
    expect(columns({ mode: "compute", scalars: [1] })).toEqual([]);
    expect(columns({ mode: "compute", sleeveScalars: { carry: calm } })).toEqual([
      system,
      ["allocator_sleeve_risk_v1", 1, calm],
    ]);
    expect(columns({ mode: "compute", sleeveScalars: { carry: calm } }, {})).toEqual([]);
    expect(riskColumns(viewOf(tables))).toEqual([]);
  });

  it("halve their distance from the aim every half-life, between the smallest one and 1", () => {
    const layers = { ...DEFAULT_LAYERS, halfLife: 1, scalarMin: 0.5 };
    const path = followedRisk(["CRISIS", "CRISIS", "NORMAL", "NORMAL"], { NORMAL: 1, CRISIS: 0.25 }, layers);
    expect([...path]).toEqual([0.625, 0.5, 0.71875, 0.859375].map((x) => expect.closeTo(x, 12)));
    expect([...followedRisk(["NORMAL", null, "NORMAL"], { NORMAL: 1 }, layers)]).toEqual([1, Number.NaN, Number.NaN]);
    expect([...followedRisk([null], { null: 1, NORMAL: 1 }, layers)]).toEqual([Number.NaN]);
    expect([...followedRisk(["HIGH"], { HIGH: 3 }, layers)]).toEqual([1]);
  });
});

describe("the level of the regime by row of the state", () => {
  const layers = {
    ...DEFAULT_LAYERS,
    volAccel: [2],
    corrShock: [4],
    drawdownLevel: [-0.5],
    drawdownSlope: [],
    minDwell: 2,
  };
  const levels = (rows: readonly (readonly [number, number, number])[], tolerance = EXACT) => {
    const dates = rows.map((_, t) => `2024-01-${String(t + 1).padStart(2, "0")}`);
    const state = { dates, columns: ["vol_accel", "corr_shock", "dd_level"], values: Float64Array.from(rows.flat()) };
    return followedRegimes(state, { ...layers, regimeScores: [1, 2, 3] }, tolerance);
  };

  it("rises at once, and falls one level after as many rows as it must dwell", () => {
    const [calm, two] = [
      [1, 3, 0],
      [3, 5, 0],
    ] as const;
    expect(levels([calm, [3, 3, 0], [3, 5, -0.75], two, two, calm, calm, calm, calm])).toEqual([
      0, 1, 3, 3, 2, 2, 1, 1, 0,
    ]);
    expect(levels([two, calm, two, calm, calm])).toEqual([2, 2, 2, 2, 1]);
  });

  it("has no point of a feature that is not known", () => {
    expect(levels([[Number.NaN, 5, Number.NaN]])).toEqual([1]);
    expect(levels([[Number.NaN, Number.NaN, Number.NaN]])).toEqual([0]);
  });

  it("ends where a feature is as near to its threshold as the tolerance, to the bit", () => {
    const near = { absolute: 0.25, relative: 0.125 };
    expect(
      levels(
        [
          [1, 3, 0],
          [2 + 0.5, 3, 0],
          [1, 3, 0],
        ],
        near,
      ),
    ).toEqual([0]); // 0.25 + 0.125 · 2
    expect(
      levels(
        [
          [1, 3, 0],
          [2 + 0.5625, 3, 0],
        ],
        near,
      ),
    ).toEqual([0, 1]);
    expect(levels([[1, 4 - 0.75, 0]], near)).toEqual([]); // 0.25 + 0.125 · 4
    expect(levels([[1, 4 - 0.8125, 0]], near)).toEqual([0]);
    expect(levels([[1, 3, -0.5 - 0.3125]], near)).toEqual([]);
    expect(levels([[1, 3, -0.5 - 0.375]], near)).toEqual([1]);
    expect(levels([[2, 3, 0]], relative(0))).toEqual([]);
  });
});
