import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { LimitError } from "../../src/model/errors.ts";
import { january, logOf, rowsOf, scenarioOn, weightsConfig } from "./scenarios.ts";

const DAYS = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06"] as const;
const BARS = january([0, 0], [-0.3, 0], [0, 0], [0.5, 0], [0, 0]); // A crashes on row 2 and is back from row 4 on

/** Under water by more than a tenth is a crisis, at once and no longer than it lasts. */
const LAYERS = {
  volAccel: [],
  corrShock: [],
  drawdownLevel: [-0.1, -0.1, -0.1],
  drawdownSlope: [],
  regimeScores: [1, 2, 3] as [number, number, number],
  minDwell: 1,
  halfLife: 1e-3,
  scalars: { NORMAL: 1, ELEVATED: 0.5, STRESS: 0.5, CRISIS: 0.5 },
};

const OVERLAY = {
  name: "tail-hedge",
  budget: 0.25,
  strategy: { kind: "weights" as const, dates: [DAYS[0], DAYS[3]], values: [[0, 1] as number[], [-0.5, 0.5]] },
};

type Allocator = NonNullable<ConfigInput["allocator"]>;

/** Half of A on every day, and the overlay. */
function run(parts: Partial<Allocator> = {}, rest: Partial<ConfigInput> = {}) {
  const rows = Object.fromEntries(DAYS.map((date) => [date, [0.5, 0]]));
  const allocator = { mode: "compute", layers: LAYERS, overlay: OVERLAY, ...parts } as Allocator;
  return runStages(scenarioOn(BARS, weightsConfig(rows, { allocator, ...rest })));
}

const regimes = (of: ReturnType<typeof run>) => of.regimes()!.labels;

describe("a convexity overlay", () => {
  const overlaid = run();

  it("adds its budget's worth of its strategy while the rebalance before lay in its regimes", () => {
    // The loss of row 2 is known on row 3; the recovery of row 4 on row 5, where the regime falls by one level.
    expect(regimes(overlaid)).toEqual(["NORMAL", "NORMAL", "NORMAL", "CRISIS", "CRISIS", "STRESS"]);
    expect(rowsOf(overlaid, "overlay_weights")).toEqual([
      [DAYS[0], [0, 0]],
      [DAYS[1], [0, 0]],
      [DAYS[2], [0, 0]],
      [DAYS[3], [-0.125, 0.125]],
      [DAYS[4], [-0.125, 0.125]],
    ]);
  });

  it("is part of weights_raw and so comes before the scalar", () => {
    expect(rowsOf(overlaid, "weights_post")[3]).toEqual([DAYS[3], [0.5, 0]]);
    expect(rowsOf(overlaid, "weights_raw")[3]).toEqual([DAYS[3], [0.375, 0.125]]);
    expect(rowsOf(overlaid, "allocator_risk_v1_applied")[3]).toEqual([DAYS[3], [0.5]]);
    expect(rowsOf(overlaid, "weights_scaled")[3]).toEqual([DAYS[3], [0.1875, 0.0625]]);
  });

  it("keeps its strategy's last answer while the gate is shut", () => {
    const early = { ...OVERLAY, strategy: { ...OVERLAY.strategy, dates: [DAYS[0]], values: [[0, 1]] } };
    expect(rowsOf(run({ overlay: early }), "overlay_weights")[3]).toEqual([DAYS[3], [0, 0.25]]);
  });

  it("stays out of regimes that it does not name", () => {
    const elevated = run({ overlay: { ...OVERLAY, regimes: ["ELEVATED"] } });
    expect(elevated.table("overlay_weights")!.values.every((weight) => weight === 0)).toBe(true);
    expect(rowsOf(elevated, "weights_raw")).toEqual(rowsOf(elevated, "weights_post"));
  });

  it("adds nothing in mode off, and follows the layers' own regimes in mode precomputed", () => {
    const off = run({ mode: "off" });
    expect(off.table("overlay_weights")!.values.every((weight) => weight === 0)).toBe(true);
    expect(rowsOf(off, "weights_scaled")).toEqual(rowsOf(off, "weights_post"));
    const replayed = run({ mode: "precomputed", applied: [] } as Partial<Allocator>);
    expect(rowsOf(replayed, "overlay_weights")).toEqual(rowsOf(overlaid, "overlay_weights"));
    expect(rowsOf(replayed, "weights_scaled")).toEqual(rowsOf(replayed, "weights_raw"));
  });

  it("is scaled by the system's scalar where sleeves have their own", () => {
    const apart = run({ sleeveScalars: { core: { NORMAL: 1, ELEVATED: 1, STRESS: 1, CRISIS: 1 } } });
    expect(rowsOf(apart, "weights_scaled")[3]).toEqual([DAYS[3], [0.5 - 0.0625, 0.0625]]);
  });

  it("leaves the limits to the sleeves less its budget, whatever the regime", () => {
    const exposure = { kind: "vol-target", targetVol: 9, volWindow: 2, minObservations: 2 } as const;
    const limits = { maxAssetWeight: 1, maxGross: 2 };
    const targeted = run({}, { exposure, limits });
    expect(rowsOf(targeted, "weights_post")[0]).toEqual([DAYS[2], [0.75, 0]]);
    expect(rowsOf(run({ overlay: undefined }, { exposure, limits }), "weights_post")[0]).toEqual([DAYS[2], [1, 0]]);
    expect(() => run({}, { limits: { maxAssetWeight: 0.6, maxGross: 2 } })).toThrow(LimitError);
    expect(() => run({}, { limits: { maxAssetWeight: 0.6, maxGross: 2 } })).toThrow(
      /weights_post at 2024-01-02, A: .* limits\.maxAssetWeight less the overlay's budget = 0\.35/,
    );
  });

  it("is no table without one", () => {
    expect(run({ overlay: undefined }).table("overlay_weights")).toBeUndefined();
  });

  it("shows its regime in the log", () => {
    const lines = logOf(overlaid);
    expect(lines).toContain("[Allocator] 2024-01-05: computed=0.50, applied=0.50, regime=CRISIS");
    expect(lines).toContain("[Summary] allocator mode=compute, source=config.allocator.layers");
    expect(lines).toContain("[Summary] de-risk 2: 2024-01-06 applied=0.50, regime=STRESS");
  });
});
