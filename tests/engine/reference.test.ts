import { describe, expect, it } from "vitest";
import { engineOf, referenceEngine, referenceStages, runStages } from "../../src/engine/reference.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { capabilitiesSchema } from "../../src/model/engine.ts";
import { ConfigError } from "../../src/model/errors.ts";
import { VERSION } from "../../src/model/version.ts";
import { january, logOf, rowsOf, scenarioOn, weightsConfig } from "./scenarios.ts";

const BARS = january([0.01, 0.02], [0.02, 0.04], [0, 0]);
const PLAIN = weightsConfig({ "2024-01-02": [0.5, 0.5] });

describe("the reference engine", () => {
  it("describes what it really does", async () => {
    const { name, version, capabilities } = await referenceEngine.describe();
    expect([name, version]).toEqual(["tieout-reference", VERSION]);
    expect(capabilitiesSchema.parse(capabilities)).toEqual({
      strategies: ["weights", "equal-weight", "momentum", "sector-rotation"],
      exposure: ["vol-target", "fixed", "none"],
      allocator: ["off", "compute", "precomputed"],
      allocatorParts: ["layers", "sleeve-scalars", "overlay"],
      holding: ["constant-weights", "drifting-positions"],
      returns: ["log", "simple"],
    });
  });

  it("runs a scenario through the port as it does directly", async () => {
    const scenario = scenarioOn(BARS, PLAIN);
    const run = await referenceEngine.run(scenario);
    expect(run.metrics()).toEqual(runStages(scenario).metrics());
    expect(run.info.engine?.name).toBe("tieout-reference");
  });

  it("does not start when the caller has given up", async () => {
    await expect(referenceEngine.run(scenarioOn(BARS, PLAIN), AbortSignal.abort())).rejects.toThrow();
  });
});

describe("an engine of other stages", () => {
  const engine = engineOf({ ...referenceStages, schedule: () => Int32Array.of() }, "never-trades");

  it("signs its runs with its own name", async () => {
    expect(await engine.describe()).toMatchObject({ name: "never-trades", version: VERSION });
    const run = await engine.run(scenarioOn(BARS, PLAIN));
    expect(run.info).toMatchObject({ engine: { name: "never-trades", version: VERSION }, universe: ["A", "B"] });
    expect(rowsOf(run, "weights_pre")).toEqual([]);
    expect(run.metrics()!.max_drawdown).toBe(0);
    expect(logOf(run)).toHaveLength(2);
    expect(run.regimes()!.labels).toEqual(BARS.map(() => "NORMAL"));
    expect(run.files()).toBeUndefined();
    expect(run.document("allocator_precomputed_meta")).toBeUndefined();
  });
});

describe("what this version cannot do", () => {
  const earnsFrom1 = { returns: "log", earnsFrom: 1, annualization: 252, ddof: 1 } as const;
  it.each<[string, Partial<ConfigInput>, RegExp]>([
    ["config.conventions.earnsFrom", { conventions: earnsFrom1 }, /expected 0, was 1/],
  ])("is refused by the name of its key: %s", async (where, rest, message) => {
    const scenario = scenarioOn(BARS, { ...PLAIN, ...rest });
    expect(() => runStages(scenario)).toThrow(ConfigError);
    expect(() => runStages(scenario)).toThrow(message);
    await expect(referenceEngine.run(scenario)).rejects.toMatchObject({ details: { where } });
  });
});
