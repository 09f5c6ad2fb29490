import { referenceStages, runStages } from "../../src/engine/reference.ts";
import type { Stages } from "../../src/engine/stages.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { Random } from "../../src/numeric/random.ts";
import { baselineScenario, scaledScenario } from "../../src/passes/scenarios.ts";
import type { Invariant } from "../../src/verify/invariant.ts";
import type { Finding } from "../../src/verify/judge.ts";
import { Probe } from "../../src/verify/probe.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { judged, judgedPair, judgedPasses } from "./judging.ts";
import { smallScenario } from "./reference-run.ts";

/** What an invariant finds on its own about what an engine, the reference unless told, makes of a small scenario. */
export function findingOf(
  invariant: Invariant,
  parts: Partial<ConfigInput>,
  stages: Stages = referenceStages,
): Finding {
  const scenario = smallScenario(parts);
  const run = runStages(scenario, stages);
  if (invariant.kind === "run") return judged(invariant, run);
  if (invariant.kind === "passes") {
    const baseline = baselineScenario(scenario);
    const off = runStages(baseline, stages);
    return judgedPasses(invariant, off, runStages(scaledScenario(scenario, off), stages));
  }
  const followUp = invariant.followUp(scenario, new Random(7), new RunView(run, "source"));
  if (typeof followUp === "string") {
    return { verdict: "skipped", reason: followUp, probe: new Probe(invariant.tolerance) };
  }
  if (invariant.between !== undefined) runStages(invariant.between(scenario), stages);
  return judgedPair(invariant, [scenario, run], [followUp, runStages(followUp, stages)]);
}

/** Settings under which, between them, everything that the engine can do is done. */
export const POLICIES: Readonly<Record<string, Partial<ConfigInput>>> = {
  "vol-target, scalars computed": {},
  "vol-target, simple returns, allocator off": {
    allocator: { mode: "off" },
    conventions: { returns: "simple" },
  },
  "fixed, scalars precomputed": {
    exposure: { kind: "fixed", multiplier: 1.25 },
    allocator: { mode: "precomputed", applied: [{ date: "2024-01-12", risk_scalar_applied: 0.5 }] },
  },
  "fixed, layers, scalars by sleeve and an overlay": {
    exposure: { kind: "fixed", multiplier: 0.5 },
    allocator: {
      mode: "compute",
      layers: { drawdownLevel: [-0.0001, -0.001, -0.002], regimeScores: [1, 2, 3], minDwell: 2 },
      sleeveScalars: { core: { NORMAL: 0.9, ELEVATED: 0.7, STRESS: 0.5, CRISIS: 0.3 } },
      overlay: { name: "crisis", budget: 0.1, strategy: { kind: "equal-weight" } },
    },
  },
  "equal weights every other day, drifting": {
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
    rebalance: { bars: 2 },
    exposure: { kind: "none" },
    holding: "drifting-positions",
  },
  "none, ddof 0": { exposure: { kind: "none" }, conventions: { ddof: 0, annualization: 260 } },
  "two sleeves under limits that bind, with costs": {
    sleeves: [
      { name: "trend", budget: 0.7, strategy: { kind: "momentum", period: 5, fraction: 0.4 } },
      { name: "even", budget: 0.5, strategy: { kind: "equal-weight" } },
    ],
    limits: { maxAssetWeight: 0.6, maxGross: 1.2 },
    costs: { halfSpreadBps: 10, feeBps: 2 },
  },
  "vol-target at its cap, beyond its limits": {
    exposure: { kind: "vol-target", targetVol: 9, volWindow: 8, minObservations: 5, leverageCap: 2 },
    limits: { maxAssetWeight: 0.7, maxGross: 1.1 },
    allocator: { mode: "off" },
  },
  "a book that is held over scheduled dates": {
    sleeves: [
      {
        name: "core",
        budget: 1,
        strategy: {
          kind: "weights",
          dates: ["2024-01-02", "2024-01-12", "2024-01-22", "2024-02-01", "2024-02-11"],
          values: [[0.4, -0.2, 0.4], null, null, [0.1, 0, -0.9], null],
        },
      },
    ],
    exposure: { kind: "fixed", multiplier: 0.8 },
    initialCapital: 1000,
  },
};
