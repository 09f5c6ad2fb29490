import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { LimitError } from "../../src/model/errors.ts";
import { january, logOf, rowsOf, scenarioOn } from "./scenarios.ts";

const DAYS = ["2024-01-02", "2024-01-03", "2024-01-04"] as const;
const BARS = january([0, 0], [-0.2, 0], [0, 0]); // on the second day A loses a fifth
const AT_ONCE = { drawdownLevel: [-0.1], regimeScores: [1, 8, 9] as [number, number, number], halfLife: 1e-3 };
const HALF = { NORMAL: 1, ELEVATED: 0.5, STRESS: 0.5, CRISIS: 0.5 };
const QUARTER = { NORMAL: 1, ELEVATED: 0.25, STRESS: 0.25, CRISIS: 0.25 };

/** Sleeve "long" with 1 in A, sleeve "hedge" with `hedge`, on three days. */
function twoSleeves(allocator: ConfigInput["allocator"], hedge: number[], rest: Partial<ConfigInput> = {}) {
  const dates = [...DAYS];
  const outright = (row: number[]) => ({ kind: "weights" as const, dates, values: dates.map(() => row) });
  const config: ConfigInput = {
    sleeves: [
      { name: "long", budget: 1, strategy: outright([1, 0]) },
      { name: "hedge", budget: 0.5, strategy: outright(hedge) },
    ],
    rebalance: "day",
    exposure: { kind: "none" },
    ...(allocator && { allocator }),
    ...rest,
  };
  return runStages(scenarioOn(BARS, config));
}

const layers = { ...AT_ONCE, scalars: HALF };

describe("scalars by sleeve", () => {
  const run = twoSleeves({ mode: "compute", layers, sleeveScalars: { hedge: QUARTER } }, [-1, 1]);

  it("split weights_post into the sleeves' shares of it", () => {
    expect(run.table("sleeve_weights_post")!.columns).toEqual(["long/A", "long/B", "hedge/A", "hedge/B"]);
    expect(rowsOf(run, "sleeve_weights_post")[0]).toEqual([DAYS[0], [1, 0, -0.5, 0.5]]);
    expect(rowsOf(run, "weights_post")[0]).toEqual([DAYS[0], [0.5, 0.5]]);
  });

  it("are the system's for a sleeve without its own, and all of them lag by one rebalance", () => {
    // Half of A loses 9.5%, which is not below −10%; all of A does, and it is known one row later.
    expect(rowsOf(run, "allocator_sleeve_risk_v1").map(([, row]) => row)).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    const deeper = twoSleeves({ mode: "compute", layers, sleeveScalars: { hedge: QUARTER } }, [0, 1]);
    expect(rowsOf(deeper, "allocator_sleeve_risk_v1").map(([, row]) => row)).toEqual([
      [1, 1],
      [1, 1],
      [0.5, 0.25],
    ]);
    expect(rowsOf(deeper, "allocator_risk_v1").map(([, row]) => row)).toEqual([[1], [1], [0.5]]);
    expect(rowsOf(deeper, "allocator_sleeve_risk_v1_applied").map(([, row]) => row)).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(deeper.table("allocator_sleeve_risk_v1")!.columns).toEqual(["long", "hedge"]);
  });

  it("take each sleeve's book by its own scalar, and the default for all at the first rebalance", () => {
    const allocator = {
      mode: "compute" as const,
      scalars: [0.5, 0.8],
      applyMissingScalarAs: 0.9,
      sleeveScalars: { hedge: { NORMAL: 0.25, ELEVATED: 0.25, STRESS: 0.25, CRISIS: 0.25 } },
      layers: AT_ONCE,
    };
    const given = twoSleeves(allocator, [-1, 1]);
    expect(rowsOf(given, "allocator_sleeve_risk_v1").map(([, row]) => row)).toEqual([
      [0.5, 0.25],
      [0.8, 0.25],
      [0.9, 0.25],
    ]);
    expect(rowsOf(given, "allocator_sleeve_risk_v1_applied").map(([, row]) => row)).toEqual([
      [0.9, 0.9],
      [0.5, 0.25],
      [0.8, 0.25],
    ]);
    expect(rowsOf(given, "weights_scaled")[1]).toEqual([DAYS[1], [0.5 - 0.125, 0.125]]);
  });

  it("are read from the source in mode precomputed: the entry's system scalar where it names no sleeve", () => {
    const applied = [
      { date: DAYS[0], risk_scalar_applied: 0.5, sleeves: { hedge: 0.25 } },
      { date: DAYS[2], risk_scalar_applied: 0.75, sleeves: {} },
    ];
    const allocator = { mode: "precomputed" as const, applied, applyMissingScalarAs: 0.9, layers };
    const replayed = twoSleeves({ ...allocator, sleeveScalars: { hedge: QUARTER } }, [0, 1]);
    expect(rowsOf(replayed, "allocator_sleeve_risk_v1_applied").map(([, row]) => row)).toEqual([
      [0.5, 0.25],
      [0.9, 0.9],
      [0.75, 0.75],
    ]);
    expect(rowsOf(replayed, "weights_scaled").map(([, row]) => row)).toEqual([
      [0.5, 0.125],
      [0.9, 0.45],
      [0.75, 0.375],
    ]);
    expect(rowsOf(replayed, "allocator_sleeve_risk_v1").at(-1)).toEqual([DAYS[2], [0.5, 0.25]]); // the layers' own
  });

  it("are recorded and unused in mode off", () => {
    const off = twoSleeves({ mode: "off", layers, sleeveScalars: { hedge: QUARTER } }, [0, 1]);
    expect(rowsOf(off, "allocator_sleeve_risk_v1").at(-1)).toEqual([DAYS[2], [0.5, 0.25]]);
    expect(rowsOf(off, "allocator_sleeve_risk_v1_applied").at(-1)).toEqual([DAYS[2], [1, 1]]);
    expect(rowsOf(off, "sleeve_weights_post")[0]).toEqual([DAYS[0], [1, 0, 0, 0.5]]);
    expect(rowsOf(off, "weights_scaled")).toEqual(rowsOf(off, "weights_post"));
  });

  it("are no tables where the config does not ask for them", () => {
    const plain = twoSleeves({ mode: "compute" }, [0, 1]);
    for (const name of [
      "sleeve_weights_post",
      "allocator_sleeve_risk_v1",
      "allocator_sleeve_risk_v1_applied",
    ] as const) {
      expect(plain.table(name)).toBeUndefined();
    }
  });

  it("refuse a book that they take over its limit: nothing clips it afterwards", () => {
    const sleeveScalars = { hedge: { NORMAL: 0.1, ELEVATED: 0.1, STRESS: 0.1, CRISIS: 0.1 } };
    const allocator = { mode: "compute" as const, sleeveScalars, layers: { ...AT_ONCE, scalarMin: 0.1 } };
    const limits = { maxAssetWeight: 0.6, maxGross: 4 };
    const attempt = () => twoSleeves(allocator, [-1, 0], { limits });
    expect(attempt).toThrow(LimitError);
    expect(attempt).toThrow(
      /weights_scaled at 2024-01-03, A: a weight is over its limit: expected .* = 0\.6, was 0\.95/,
    );
    expect(() => twoSleeves(allocator, [-1, 0])).not.toThrow();
  });

  it("leave sleeves that cancel out with nothing under a volatility target", () => {
    const exposure = { kind: "vol-target", targetVol: 0.1, volWindow: 2, minObservations: 2 } as const;
    const nothing = twoSleeves({ mode: "compute", sleeveScalars: { hedge: QUARTER } }, [-2, 0], { exposure });
    expect(rowsOf(nothing, "sleeve_weights_post")).toEqual([[DAYS[2], [0, 0, 0, 0]]]);
    expect(rowsOf(nothing, "weights_scaled")).toEqual([[DAYS[2], [0, 0]]]);
  });

  it("keep quiet in the log: its lines are the system's", () => {
    expect(logOf(run).filter((line) => line.startsWith("[Allocator]"))).toHaveLength(3);
  });
});
