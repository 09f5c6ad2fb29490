import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import type { TableName } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { answerBounds } from "../../src/verify/answer-bounds.ts";
import { appliedScalars } from "../../src/verify/applied-scalars.ts";
import { beforeScalar, scalesBySleeve } from "../../src/verify/before-scalar.ts";
import { compareLoaded } from "../../src/verify/loaded-scalars.ts";
import { lookbackOfRun } from "../../src/verify/lookback.ts";
import { Probe } from "../../src/verify/probe.ts";
import { configOf, viewOf, withoutRows } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

type Tables = Readonly<Partial<Record<TableName, Panel>>>;
type Strategy = ConfigInput["sleeves"][number]["strategy"];
const sleeves = (...parts: readonly (readonly [number, Strategy])[]) =>
  configOf({ sleeves: parts.map(([budget, strategy], i) => ({ name: `s${i}`, budget, strategy })) });

describe("the most gross that sleeves can answer with", () => {
  const dates = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"];
  const given: Strategy = { kind: "weights", dates: dates.slice(1), values: [[1, -2], null, [2, 0]] };

  it("is 1 for one that decides by itself, and the largest row so far for weights given outright", () => {
    const { model, budgeted } = answerBounds(sleeves([0.5, { kind: "equal-weight" }], [0.25, given]), dates);
    expect([[...model], [...budgeted]]).toEqual([
      [1, 4, 4, 4],
      [0.5, 1.25, 1.25, 1.25],
    ]);
    const rising: Strategy = { kind: "weights", dates: dates.slice(0, 2), values: [[1], [-3]] };
    expect([...answerBounds(sleeves([1, rising]), dates).model]).toEqual([1, 3, 3, 3]);
    expect([...answerBounds(sleeves([1, rising]), ["2023-12-29", "2024-01-05"]).model]).toEqual([0, 3]);
  });
});

describe("the longest lookback", () => {
  it("is that of the one that asks for the most, the first of equals", () => {
    const momentum: Strategy = { kind: "momentum", period: 3, skip: 2 };
    const rotation: Strategy = { kind: "sector-rotation", momentumPeriod: 5, every: "month" };
    expect(lookbackOfRun(sleeves([1, momentum], [1, rotation]))).toEqual({
      returns: 5,
      askedBy: "momentum of sleeve s0",
    });
    expect(lookbackOfRun(sleeves([1, { kind: "equal-weight" }], [1, rotation]))).toEqual({
      returns: 5,
      askedBy: "sector-rotation of sleeve s1",
    });
    const given: Strategy = { kind: "weights", dates: [], values: [] };
    expect(lookbackOfRun(sleeves([1, given]))).toEqual({ returns: 0, askedBy: "weights of sleeve s0" });
    const exposure = { kind: "vol-target", targetVol: 0.1, volWindow: 9, minObservations: 7 } as const;
    expect(lookbackOfRun(configOf({ exposure }))).toEqual({ returns: 7, askedBy: "risk targeting" });
    const overlay = { name: "crisis", budget: 0.1, strategy: momentum };
    expect(lookbackOfRun(configOf({ allocator: { mode: "off", overlay } }))).toEqual({
      returns: 5,
      askedBy: "momentum of overlay crisis",
    });
  });
});

describe("the book that a scalar multiplies", () => {
  const weights_post = table`
    date        ES  TY
    2024-01-05  1   2
    2024-02-05  3   4`;
  const overlay_weights = table`
    date        TY    ES
    2024-01-05  0.25  0.5
    2024-02-05  8     16`;

  it("is the one after targeting with the overlay on top, by name and date", () => {
    const whole = beforeScalar(viewOf({ weights_post, overlay_weights }));
    expect([whole?.dates, whole?.columns, [...whole!.values]]).toEqual([
      weights_post.dates,
      ["ES", "TY"],
      [1.5, 2.25, 19, 12],
    ]);
    expect(beforeScalar(viewOf({ weights_post }))).toBe(weights_post);
    expect(beforeScalar(viewOf({ overlay_weights }))).toBeUndefined();
  });

  it("is NaN where the overlay lacks the date or the asset", () => {
    const late = withoutRows(overlay_weights, "2024-01-05");
    expect([...beforeScalar(viewOf({ weights_post, overlay_weights: late }))!.values]).toEqual([
      Number.NaN,
      Number.NaN,
      19,
      12,
    ]);
    const narrow = { ...overlay_weights, columns: ["TY", "GC"] };
    expect([...beforeScalar(viewOf({ weights_post, overlay_weights: narrow }))!.values]).toEqual([
      Number.NaN,
      2.25,
      Number.NaN,
      12,
    ]);
  });

  it("has one scalar for all unless sleeves have their own, and the allocator acts", () => {
    const calm = { NORMAL: 1, ELEVATED: 1, STRESS: 1, CRISIS: 1 };
    const of = (allocator: ConfigInput["allocator"]) =>
      scalesBySleeve(viewOf({ sleeve_weights_post: weights_post }, { allocator }));
    expect(of({ mode: "compute", sleeveScalars: { s0: calm } })).toBe(true);
    expect(of({ mode: "off", sleeveScalars: { s0: calm } })).toBe(false);
    expect(of({ mode: "compute" })).toBe(false);
    expect([scalesBySleeve(viewOf({})), scalesBySleeve(viewOf({ sleeve_weights_post: weights_post }))]).toEqual([
      false,
      true,
    ]);
  });
});

describe("the scalars that a run says it loaded", () => {
  const loaded = table`
    date        risk_scalar_applied
    2024-01-05  0.5
    2024-02-05  0.75`;
  const given = (...scalars: readonly (readonly [string, number])[]): Partial<ConfigInput> => ({
    allocator: {
      mode: "precomputed",
      applied: scalars.map(([date, risk_scalar_applied]) => ({ date, risk_scalar_applied })),
    },
  });
  const compared = (
    config: Partial<ConfigInput> | undefined,
    tables: Tables = { allocator_risk_v1_applied_source: loaded },
  ) => {
    const probe = new Probe(EXACT);
    compareLoaded(viewOf(tables, config), probe);
    return { examined: probe.examined, violations: probe.violations };
  };
  const both = given(["2024-01-05", 0.5], ["2024-02-05", 0.75]);

  it("are those that its config gives, one row a date", () => {
    expect(compared(both)).toEqual({ examined: 2, violations: [] });
    expect(compared(both, {})).toEqual({ examined: 0, violations: [] });
    expect(compared({ allocator: { mode: "compute" } })).toEqual({ examined: 0, violations: [] });
    expect(compared(undefined)).toEqual({ examined: 0, violations: [] });
  });

  it("are reported where another was loaded, one was left out, or one was made up", () => {
    const artifact = "allocator_risk_v1_applied_source.csv";
    const { examined, violations } = compared(given(["2024-01-05", 0.25], ["2024-03-05", 1]));
    expect(examined).toBe(3);
    expect(violations).toMatchObject([
      { artifact, date: "2024-01-05", expected: 0.25, actual: 0.5, message: "the config gives another scalar" },
      {
        artifact,
        date: "2024-03-05",
        expected: 1,
        actual: "no row",
        message: "the config gives a scalar for this date",
      },
      {
        artifact,
        date: "2024-02-05",
        expected: "no row",
        actual: 0.75,
        message: "the config gives no scalar for this date",
      },
    ]);
  });

  it("are applied by the system and, where they are recorded, by sleeves", () => {
    expect(appliedScalars(viewOf({}))).toBeUndefined();
    expect(appliedScalars(viewOf({ allocator_risk_v1_applied: loaded }))).toEqual({
      system: loaded,
      sleeves: undefined,
    });
    const sleeves = { ...loaded, columns: ["s0"] };
    const tables = { allocator_risk_v1_applied: loaded, allocator_sleeve_risk_v1_applied: sleeves };
    expect(appliedScalars(viewOf(tables))).toEqual({ system: loaded, sleeves });
  });
});
