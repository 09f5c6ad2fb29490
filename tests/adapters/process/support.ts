import { join } from "node:path";
import { engineOfCommand } from "../../../src/adapters/process/command-engine.ts";
import type { EngineFailure } from "../../../src/adapters/process/failures.ts";
import type { Engine } from "../../../src/model/engine.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { parseScenario } from "../../../src/model/scenario.ts";

const ENGINES = join(import.meta.dirname, "../../../fixtures/engines");

/** Three days of two assets, a book on the second. */
export const SCENARIO: Scenario = parseScenario({
  schema: "tieout.scenario/1",
  market: {
    dates: ["2024-01-02", "2024-01-03", "2024-01-04"],
    assets: ["ZT", "ES"],
    returns: [
      [0, 0],
      [0.01, -0.02],
      [0.03, 0.01],
    ],
  },
  config: {
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "weights", dates: ["2024-01-03"], values: [[0.5, -0.5]] } }],
    rebalance: "day",
    exposure: { kind: "none" },
  },
});

/** What a test hears of an engine's failures. */
export interface Heard {
  readonly failures: EngineFailure[];
}

/** Works with an engine that breaks in the way named, and closes it. */
export async function withBroken<T>(
  defect: string,
  work: (engine: Engine, heard: Heard) => Promise<T>,
  timeout = 5,
): Promise<T> {
  const failures: EngineFailure[] = [];
  const engine = engineOfCommand(`node engine.mjs ${defect}`, join(ENGINES, "broken"), {
    timeout,
    onFailure: (failure) => failures.push(failure),
  });
  try {
    return await work(engine, { failures });
  } finally {
    await engine.close?.();
  }
}

/** How a run ends that must not succeed: the error's class and its message. */
export async function failureOf(engine: Engine): Promise<{ name: string; message: string }> {
  return engine.run(SCENARIO).then(
    () => ({ name: "no failure", message: "" }),
    (error: Error) => ({ name: error.name, message: error.message }),
  );
}
