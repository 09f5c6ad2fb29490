import { describe, expect, it } from "vitest";
import { referenceStages, runStages } from "../../src/engine/reference.ts";
import { regimeEvaluator } from "../../src/engine/regime-evaluator.ts";
import type { Layers } from "../../src/model/regime.ts";
import { DEFAULT_LAYERS, layersSchema, REGIMES } from "../../src/model/regime.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { regimeBehaviour } from "../../src/passes/regime-behaviour.ts";
import { tuneRegimes } from "../../src/passes/tune-regimes.ts";
import { tuningCandidates } from "../../src/passes/tuning-candidates.ts";
import { smallScenario } from "../support/reference-run.ts";

/** Levels by one digit a bar. */
const levels = (digits: string) => Uint8Array.from(digits, Number);

describe("the behaviour of a regime", () => {
  it("is transitions a year, shares of time, and their distance from 70/20/8/2", () => {
    const { transitionsPerYear, shares, distance, flagged, reactionBars } = regimeBehaviour(
      levels("00000001133"),
      252,
      [],
    );
    expect(transitionsPerYear).toBeCloseTo((2 / 10) * 252, 12);
    expect(shares).toEqual([7 / 11, 2 / 11, 0, 2 / 11]);
    expect(distance).toBeCloseTo(2 / 11 - 0.02, 12);
    expect([flagged, reactionBars]).toEqual([null, null]);
  });

  it("is how much of the stress was flagged, and after how many bars something was", () => {
    const windows = [
      { from: 2, to: 5 }, // 0 1 2 3: flagged half, ELEVATED after a bar
      { from: 7, to: 8 }, // 0 0: nothing, as late as can be
    ];
    const { flagged, reactionBars } = regimeBehaviour(levels("0001230000"), 252, windows);
    expect(flagged).toBeCloseTo(2 / 6, 12);
    expect(reactionBars).toBe((1 + 2) / 2);
  });
});

describe("candidates", () => {
  it("begin with the base, are valid layers, each once, and follow from the seed", () => {
    const candidates = tuningCandidates(200, 7);
    expect(candidates).toHaveLength(200);
    expect(candidates[0]).toBe(DEFAULT_LAYERS);
    expect(new Set(candidates.map((each) => JSON.stringify(each))).size).toBe(200);
    for (const candidate of candidates) {
      expect(layersSchema.parse(candidate)).toEqual(candidate);
      expect(candidate.scalars).toEqual(DEFAULT_LAYERS.scalars);
    }
    expect(tuningCandidates(200, 7)).toEqual(candidates);
    expect(tuningCandidates(200, 8)).not.toEqual(candidates);
  });
});

describe("tuning", () => {
  const base = { ...DEFAULT_LAYERS, minDwell: 1 };
  /** A regime that changes every `minDwell` bars and spends a stress of 40 bars in STRESS from bar `minDwell` on. */
  const evaluate = ({ minDwell }: Layers) =>
    Uint8Array.from({ length: 1000 }, (_, t) =>
      t >= 500 + minDwell && t < 540 ? 2 : minDwell < 10 ? Math.floor(t / minDwell) % 2 : 0,
    );
  const options = { evaluate, annualization: 252, windows: [{ from: 500, to: 539 }], candidates: 300, seed: 1, base };

  it("keeps what no other steady candidate beats, best first", () => {
    const { frontier, evaluated, calm, base: configured } = tuneRegimes(options);
    expect(evaluated).toBe(300);
    expect(calm).toBeGreaterThan(0);
    expect(calm).toBeLessThan(evaluated); // a dwell of 5 changes 50 times a year
    expect(configured.behaviour.transitionsPerYear).toBeGreaterThan(200);
    expect(frontier[0]!.layers.minDwell).toBe(10);
    expect(frontier.map(({ score }) => score)).toEqual([...frontier.map(({ score }) => score)].sort((a, b) => a - b));
    for (const { behaviour } of frontier) expect(behaviour.transitionsPerYear).toBeLessThan(20);
    // All candidates of one dwell behave the same: one of each is enough.
    expect(new Set(frontier.map(({ layers }) => layers.minDwell)).size).toBe(frontier.length);
  });

  it("gives the same for the same seed, tells how far it is, and finds nothing where nothing is steady", () => {
    const done: number[] = [];
    expect(tuneRegimes({ ...options, onProgress: (each) => done.push(each) })).toEqual(tuneRegimes(options));
    expect(done.at(-1)).toBe(300);
    const restless = () => Uint8Array.from({ length: 100 }, (_, t) => t % 2);
    expect(tuneRegimes({ ...options, windows: [], evaluate: restless }).frontier).toEqual([]);
  });
});

describe("the engine's regimes under given layers", () => {
  it("are what it records under them, bit for bit", () => {
    const scenario = smallScenario(
      { exposure: { kind: "fixed", multiplier: 4 }, limits: { maxAssetWeight: 99, maxGross: 99 } },
      200,
    );
    const evaluate = regimeEvaluator(scenario);
    for (const layers of tuningCandidates(20, 3)) {
      const { market, config } = scenario;
      const tuned = createScenario(market, { ...config, allocator: { ...config.allocator, layers } });
      const recorded = runStages(tuned, referenceStages).regimes()!.labels;
      expect(Array.from(evaluate(layers), (level) => REGIMES[level])).toEqual(recorded);
    }
    expect(new Set(evaluate(DEFAULT_LAYERS)).size).toBeGreaterThan(1);
  });
});
