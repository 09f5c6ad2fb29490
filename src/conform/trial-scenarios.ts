import type { Capabilities } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import { parseScenario, SCENARIO_SCHEMA } from "../model/scenario.ts";
import { Random } from "../numeric/random.ts";
import type { ScenarioOptions } from "../scenarios/generate.ts";
import { generateScenario } from "../scenarios/generate.ts";

/** The scenarios that an engine is tried with: valid ones, and all but one of what its capabilities name. */

const DATES = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"];

/** Two assets on four days, a book on the second and another on the third; the config of the first of each capability. */
export function smallestScenario(capabilities: Capabilities, weights: readonly number[] = [0.5, -0.25]): Scenario {
  const strategy = { kind: "weights", dates: DATES.slice(1, 3), values: [weights, weights.map((each) => each / 2)] };
  const { exposure, allocator, holding, returns } = capabilities;
  return smallWith({
    sleeves: [{ name: "core", budget: 1, strategy }],
    rebalance: "day",
    exposure: exposureOf(exposure.includes("none") ? "none" : exposure[0]),
    allocator: allocatorOf(allocator.includes("off") ? "off" : allocator[0]),
    holding: holding[0],
    conventions: { returns: returns[0] },
  });
}

/** The smallest scenario in each of the allocator's modes that the engine has. */
export function inEachMode(capabilities: Capabilities): Scenario[] {
  return capabilities.allocator.map((mode) => smallestScenario({ ...capabilities, allocator: [mode] }));
}

/** A valid scenario that asks for one thing which the capabilities do not name; undefined where they name everything. */
export function beyond(capabilities: Capabilities): { readonly what: string; readonly scenario: Scenario } | undefined {
  const { config } = smallestScenario(capabilities);
  const asking = (what: string, change: object) => ({ what, scenario: smallWith({ ...config, ...change }) });
  const momentum = { name: "core", budget: 1, strategy: { kind: "momentum", period: 2, fraction: 0.5 } };
  if (!capabilities.strategies.includes("momentum")) return asking("strategy momentum", { sleeves: [momentum] });
  if (!capabilities.allocatorParts?.includes("layers")) {
    return asking("an allocator that computes its own scalars", { allocator: { mode: "compute" } });
  }
  const holding = (["constant-weights", "drifting-positions"] as const).find(
    (each) => !capabilities.holding.includes(each),
  );
  if (holding !== undefined) return asking(`holding ${holding}`, { holding });
  const returns = (["log", "simple"] as const).find((each) => !capabilities.returns.includes(each));
  if (returns !== undefined) return asking(`returns ${returns}`, { conventions: { ...config.conventions, returns } });
  return undefined;
}

function smallWith(config: object): Scenario {
  const returns = [
    [0, 0],
    [0.01, -0.02],
    [0.03, 0.01],
    [-0.02, 0.04],
  ];
  return parseScenario({ schema: SCENARIO_SCHEMA, market: { dates: DATES, assets: ["ZT", "ES"], returns }, config });
}

/** Scenarios of the campaign's generator. */
export function generated(capabilities: Capabilities, count: number, options: ScenarioOptions = {}): Scenario[] {
  const random = new Random(20240105);
  return Array.from({ length: count }, () => generateScenario(random, capabilities, options));
}

/** The single things that an engine says it can do, each with capabilities that name no other of its kind. */
export function oneByOne(capabilities: Capabilities): { readonly name: string; readonly only: Capabilities }[] {
  const { strategies, exposure, allocator, allocatorParts = [], holding, returns } = capabilities;
  const plain = { ...capabilities, allocatorParts: [] };
  return [
    ...strategies.map((each) => ({ name: `strategies: ${each}`, only: { ...plain, strategies: [each] } })),
    ...exposure.map((each) => ({ name: `exposure: ${each}`, only: { ...plain, exposure: [each] } })),
    ...allocator.map((each) => ({ name: `allocator: ${each}`, only: { ...plain, allocator: [each] } })),
    ...allocatorParts.map((each) => ({
      name: `allocatorParts: ${each}`,
      only: { ...capabilities, allocatorParts: each === "layers" ? [each] : (["layers", each] as const).slice() },
    })),
    ...holding.map((each) => ({ name: `holding: ${each}`, only: { ...plain, holding: [each] } })),
    ...returns.map((each) => ({ name: `returns: ${each}`, only: { ...plain, returns: [each] } })),
  ];
}

function exposureOf(kind: Capabilities["exposure"][number] | undefined) {
  if (kind === "vol-target") return { kind, targetVol: 0.1, volWindow: 2, minObservations: 2 };
  return kind === "fixed" ? { kind, multiplier: 1 } : { kind: "none" };
}

function allocatorOf(mode: Capabilities["allocator"][number] | undefined) {
  if (mode === "compute") return { mode, scalars: [0.5, 1] };
  if (mode === "precomputed") return { mode, applied: [{ date: DATES[2], risk_scalar_applied: 0.5 }] };
  return { mode: "off" };
}
