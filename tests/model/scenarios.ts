import { ConfigError } from "../../src/model/errors.ts";
import { DEFAULT_LAYERS } from "../../src/model/regime.ts";
import { parseScenario } from "../../src/model/scenario.ts";

/** A small correct scenario document, to be broken in one place at a time. */
export function goodDocument() {
  return {
    schema: "tieout.scenario/1",
    market: {
      dates: ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"],
      assets: ["ZT", "ES"],
      returns: [
        [0, 0],
        [0.001, -0.01],
        [-0.002, 0.02],
        [0.0005, 0],
      ] as unknown[][],
    },
    config: goodConfig(),
  };
}

/** A small correct config with every part written out. */
export function goodConfig() {
  return {
    initialCapital: 1,
    sleeves: [
      {
        name: "core",
        budget: 1,
        strategy: {
          kind: "weights",
          dates: ["2024-01-03", "2024-01-05"],
          values: [[0.5, -0.5], null] as unknown[],
        } as Record<string, unknown>,
      },
    ],
    rebalance: "day" as unknown,
    exposure: { kind: "none" } as Record<string, unknown>,
    allocator: { mode: "off", applyMissingScalarAs: 1, layers: DEFAULT_LAYERS } as Record<string, unknown>,
    holding: "constant-weights",
    limits: { maxAssetWeight: 2, maxGross: 4 },
    costs: { halfSpreadBps: 0, feeBps: 0 },
    conventions: { returns: "log", earnsFrom: 0, annualization: 252, ddof: 1 } as Record<string, unknown>,
  };
}

/** The error that `attempt` throws; the test fails when it throws none. */
export function errorOf(attempt: () => unknown): Error {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
}

/** Breaks a good config in one place. */
export type Break = (config: ReturnType<typeof goodConfig>) => void;

/** The ConfigError with which a config broken in one place is refused, as part of a scenario. */
export function refusal(breakIt: Break): ConfigError {
  const document = goodDocument();
  breakIt(document.config);
  const error = errorOf(() => parseScenario(document));
  if (error instanceof ConfigError) return error;
  throw error;
}

/** Changes keys of the only sleeve's strategy. */
export function strategy(change: Record<string, unknown>): Break {
  return (config) => {
    Object.assign(config.sleeves[0]!.strategy, change);
  };
}

/** Puts a volatility target with these keys in the place of the exposure policy. */
export function exposure(change: Record<string, unknown>): Break {
  return (config) => {
    config.exposure = { kind: "vol-target", targetVol: 0.2, volWindow: 2, minObservations: 2, ...change };
  };
}

/** Puts another allocator in its place. */
export function allocator(value: Record<string, unknown>): Break {
  return (config) => {
    config.allocator = value;
  };
}
