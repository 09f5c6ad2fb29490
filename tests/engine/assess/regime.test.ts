import { describe, expect, it } from "vitest";
import { regimeLevels } from "../../../src/engine/assess/regime.ts";
import { riskScalars } from "../../../src/engine/assess/risk.ts";
import { DEFAULT_LAYERS } from "../../../src/model/regime.ts";

/** Levels for drawdowns by bar, under the default scores and a threshold a point: −1 is one point, −7 seven. */
function levels(scores: readonly number[], minDwell: number, from = 0): number[] {
  const none = { values: new Float64Array(scores.length), from: 0 };
  const features = {
    volAccel: none,
    corrShock: none,
    drawdownLevel: { values: Float64Array.from(scores, (score) => -score - 0.5), from },
    drawdownSlope: none,
  };
  const drawdownLevel = [-1, -2, -3, -4, -5, -6, -7];
  return [...regimeLevels(features, { ...DEFAULT_LAYERS, drawdownLevel, minDwell })];
}

describe("the regime", () => {
  it("is that of the score: 0–1 NORMAL, 2–3 ELEVATED, 4–5 STRESS, 6 and more CRISIS", () => {
    expect(levels([0, 1, 2, 3, 4, 5, 6, 7], 10)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it("goes up at once, over several levels too", () => {
    expect(levels([0, 6], 10)).toEqual([0, 3]);
  });

  it("goes down by one level after as many bars below as it has to dwell, and counts anew", () => {
    expect(levels([6, 0, 0, 0, 0, 0, 0, 0, 0, 0], 3)).toEqual([3, 3, 3, 2, 2, 2, 1, 1, 1, 0]);
    expect(levels([2, 1, 1], 1)).toEqual([1, 0, 0]);
  });

  it("counts only bars in a row: one at its score begins the count again", () => {
    expect(levels([4, 3, 3, 4, 3, 3, 3], 3)).toEqual([2, 2, 2, 2, 2, 2, 1]);
  });

  it("goes up from wherever it is on its way down", () => {
    expect(levels([6, 0, 0, 4, 6], 1)).toEqual([3, 2, 1, 2, 3]);
  });

  it("gives no points to a feature that is missing", () => {
    expect(levels([6, 6, 6], 10, 2)).toEqual([0, 0, 3]);
  });

  it("adds up the points of all four features, each past its threshold and not at it", () => {
    const one = (value: number) => ({ values: Float64Array.of(value), from: 0 });
    const features = { volAccel: one(1.5), corrShock: one(0.3), drawdownLevel: one(-0.06), drawdownSlope: one(-0.04) };
    // 1 (1.5 is not above 1.5) + 2 + 0 (−6% is not below −6%) + 1 = 4
    expect([...regimeLevels(features, DEFAULT_LAYERS)]).toEqual([2]);
    const deeper = { ...features, volAccel: one(1.51), drawdownLevel: one(-0.0601) };
    expect([...regimeLevels(deeper, DEFAULT_LAYERS)]).toEqual([3]);
    const missing = { ...features, corrShock: { values: Float64Array.of(0.3), from: 1 } };
    expect([...regimeLevels(missing, DEFAULT_LAYERS)]).toEqual([1]);
  });
});

describe("the risk scalar", () => {
  const aims = { NORMAL: 1, ELEVATED: 0.5, STRESS: 0.25, CRISIS: 0.125 };
  const at = (regimes: number[], rows: number[], parts: Partial<typeof DEFAULT_LAYERS> = {}) => [
    ...riskScalars(Uint8Array.from(regimes), Int32Array.from(rows), aims, {
      ...DEFAULT_LAYERS,
      halfLife: 1,
      scalarMin: 0.01,
      ...parts,
    }),
  ];

  it("starts at 1 and covers half of the way to its regime's in a half-life", () => {
    expect(at([0, 1, 1, 1], [0, 1, 2, 3])).toEqual([1, 0.75, 0.625, 0.5625]);
    expect(at([1, 1, 1, 1, 1], [4], { halfLife: 5 })[0]).toBeCloseTo(0.75, 15);
  });

  it("moves on every bar and is read off at the rebalances", () => {
    expect(at([0, 1, 1, 0], [1, 3])).toEqual([0.75, 0.8125]);
  });

  it("never falls below its least, and is back as soon as what is under it is", () => {
    expect(at([3, 3, 3, 0], [0, 1, 2, 3], { scalarMin: 0.5 })).toEqual([0.5625, 0.5, 0.5, (0.234375 + 1) / 2]);
  });

  it("has none without rebalances", () => {
    expect(at([0, 1], [])).toEqual([]);
  });
});
