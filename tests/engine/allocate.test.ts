import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { january, logOf, rowsOf, scenarioOn, weightsConfig } from "./scenarios.ts";

const DAYS = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"] as const;

/** Four rebalances into the same book (1, −0.5). */
function fourRebalances(allocator: ConfigInput["allocator"]) {
  const book = [1, -0.5];
  const rows = Object.fromEntries(DAYS.map((date) => [date, book]));
  const config = weightsConfig(rows, allocator === undefined ? {} : { allocator });
  return runStages(scenarioOn(january([0, 0], [0, 0], [0, 0], [0, 0]), config));
}

const scaledBy = (...scalars: number[]) => scalars.map((scalar, k) => [DAYS[k], [scalar, -0.5 * scalar]]);
const byDate = (...scalars: (number | null)[]) => scalars.map((scalar, k) => [DAYS[k], [scalar]]);

describe("allocator off", () => {
  const run = fourRebalances(undefined);

  it("applies nothing: weights_raw and weights_scaled are weights_post", () => {
    expect(rowsOf(run, "weights_scaled")).toEqual(scaledBy(1, 1, 1, 1));
    expect(rowsOf(run, "weights_raw")).toEqual(rowsOf(run, "weights_post"));
  });

  it("records what the layers computed, lagged and ready, and how it came about", () => {
    expect(rowsOf(run, "allocator_risk_v1")).toEqual(byDate(1, 1, 1, 1));
    expect(rowsOf(run, "allocator_risk_v1_applied")).toEqual(byDate(1, 1, 1, 1));
    expect(run.document("allocator_risk_v1_applied_meta")).toEqual({
      schema: "tieout.allocator-risk-v1-applied-meta/1",
      mode: "off",
      source: "config.allocator.layers",
      applyMissingScalarAs: 1,
      rebalances: 4,
      lagRebalances: 1,
      missing: 1,
      used: false,
    });
  });

  it("has no source of scalars to record, and nothing to log but the summary", () => {
    expect(run.table("allocator_scalars_at_rebalances")).toBeUndefined();
    expect(run.document("allocator_precomputed_meta")).toBeUndefined();
    expect(logOf(run).filter((line) => line.includes("[Allocator]"))).toEqual([]);
    expect(logOf(run).slice(-2)).toEqual([
      "[Summary] allocator mode=off, source=none",
      "[Summary] rebalances=4, scaled=0 (0.0%)",
    ]);
  });
});

describe("allocator compute", () => {
  it("applies at each rebalance what was computed at the one before, the default at the first", () => {
    const run = fourRebalances({ mode: "compute", scalars: [0.5, 0.75, 0.25, 1], applyMissingScalarAs: 0.9 });
    expect(rowsOf(run, "allocator_risk_v1")).toEqual(byDate(0.5, 0.75, 0.25, 1));
    expect(rowsOf(run, "allocator_risk_v1_applied")).toEqual(byDate(0.9, 0.5, 0.75, 0.25));
    expect(rowsOf(run, "weights_scaled")).toEqual(scaledBy(0.9, 0.5, 0.75, 0.25));
    expect(rowsOf(run, "weights_raw")).toEqual(scaledBy(1, 1, 1, 1));
    expect(run.table("allocator_risk_v1_applied_source")).toBeUndefined();
  });

  it("uses the default past the end of the list", () => {
    const run = fourRebalances({ mode: "compute", scalars: [0.5], applyMissingScalarAs: 0.9 });
    expect(rowsOf(run, "allocator_risk_v1")).toEqual(byDate(0.5, 0.9, 0.9, 0.9));
    expect(rowsOf(run, "allocator_risk_v1_applied")).toEqual(byDate(0.9, 0.5, 0.9, 0.9));
    expect(run.document("allocator_risk_v1_applied_meta")).toEqual({
      schema: "tieout.allocator-risk-v1-applied-meta/1",
      mode: "compute",
      source: "config.allocator.scalars",
      applyMissingScalarAs: 0.9,
      rebalances: 4,
      lagRebalances: 1,
      missing: 3,
      used: true,
    });
  });

  it("logs both scalars, and ends with the summary and the five deepest events", () => {
    const run = fourRebalances({ mode: "compute", scalars: [0.5, 0.75, 0.5, 1] });
    expect(logOf(run).filter((line) => line.includes("[Allocator]"))).toEqual([
      "[Allocator] 2024-01-02: computed=0.50, applied=1.00, regime=NORMAL",
      "[Allocator] 2024-01-03: computed=0.75, applied=0.50, regime=NORMAL",
      "[Allocator] 2024-01-04: computed=0.50, applied=0.75, regime=NORMAL",
      "[Allocator] 2024-01-05: computed=1.00, applied=0.50, regime=NORMAL",
    ]);
    expect(logOf(run).slice(-6)).toEqual([
      "[Summary] allocator mode=compute, source=config.allocator.scalars",
      "[Summary] rebalances=4, scaled=3 (75.0%)",
      "[Summary] scalar mean=0.69, min=0.50, max=1.00",
      "[Summary] de-risk 1: 2024-01-03 applied=0.50, regime=NORMAL",
      "[Summary] de-risk 2: 2024-01-05 applied=0.50, regime=NORMAL",
      "[Summary] de-risk 3: 2024-01-04 applied=0.75, regime=NORMAL",
    ]);
  });

  it("lists no more than five events", () => {
    const rows = Object.fromEntries(["02", "03", "04", "05", "06", "07", "08"].map((day) => [`2024-01-${day}`, [1]]));
    const allocator = { mode: "compute", scalars: [0.9, 0.8, 0.7, 0.6, 0.5, 0.4] } as const;
    const bars = january([0], [0], [0], [0], [0], [0], [0]);
    const config = weightsConfig(rows, { allocator: { ...allocator, scalars: [...allocator.scalars] } });
    const events = logOf(runStages(scenarioOn(bars, config))).filter((line) => line.includes("de-risk"));
    expect(events).toHaveLength(5);
    expect(events[0]).toBe("[Summary] de-risk 1: 2024-01-08 applied=0.40, regime=NORMAL");
  });

  it("says so when a run makes no rebalance", () => {
    const config = weightsConfig({}, { allocator: { mode: "compute", scalars: [0.5] } });
    const run = runStages(scenarioOn(january([0]), config));
    expect(logOf(run)).toEqual([
      "[Summary] allocator mode=compute, source=config.allocator.scalars",
      "[Summary] rebalances=0, scaled=0 (0.0%)",
    ]);
    expect(run.document("allocator_risk_v1_applied_meta")).toMatchObject({ rebalances: 0, missing: 0 });
    expect(rowsOf(run, "weights_scaled")).toEqual([]);
  });
});

describe("allocator precomputed", () => {
  const applied = [
    { date: "2023-12-29", risk_scalar_applied: 0.3 }, // a date of the source that is no rebalance
    { date: "2024-01-02", risk_scalar_applied: 0.5 },
    { date: "2024-01-04", risk_scalar_applied: 0.25 },
  ];
  const run = fourRebalances({ mode: "precomputed", applied, applyMissingScalarAs: 0.8 });

  it("applies what the source says for the date, never lagged again, and the default where it says nothing", () => {
    expect(rowsOf(run, "weights_scaled")).toEqual(scaledBy(0.5, 0.8, 0.25, 0.8));
    expect(rowsOf(run, "allocator_risk_v1_applied")).toEqual(byDate(0.5, 0.8, 0.25, 0.8));
    expect(rowsOf(run, "allocator_risk_v1_applied_used")).toEqual(byDate(0.5, 0.8, 0.25, 0.8));
    expect(rowsOf(run, "allocator_risk_v1")).toEqual(byDate(1, 1, 1, 1)); // the layers' own
  });

  it("records what was loaded, on the source's own dates, and both side by side", () => {
    expect(rowsOf(run, "allocator_risk_v1_applied_source")).toEqual([
      ["2023-12-29", [0.3]],
      ["2024-01-02", [0.5]],
      ["2024-01-04", [0.25]],
    ]);
    expect(rowsOf(run, "allocator_scalars_at_rebalances")).toEqual([
      [DAYS[0], [0.5, 0.5]],
      [DAYS[1], [null, 0.8]],
      [DAYS[2], [0.25, 0.25]],
      [DAYS[3], [null, 0.8]],
    ]);
    expect(run.document("allocator_precomputed_meta")).toEqual({
      schema: "tieout.allocator-precomputed-meta/1",
      mode: "precomputed",
      source: "config.allocator.applied",
      applyMissingScalarAs: 0.8,
      rebalances: 4,
      lagRebalances: 0,
      loaded: 3,
      missing: 2,
    });
  });

  it("marks nothing as missing when the source has every date", () => {
    const all = DAYS.map((date) => ({ date, risk_scalar_applied: 0.5 }));
    const complete = fourRebalances({ mode: "precomputed", applied: all });
    expect(complete.table("allocator_scalars_at_rebalances")!.missing).toBeUndefined();
  });

  it("logs what the layers computed beside what was applied", () => {
    expect(logOf(run).filter((line) => line.includes("[Allocator]"))[1]).toBe(
      "[Allocator] 2024-01-03: computed=1.00, applied=0.80, regime=NORMAL",
    );
  });
});
