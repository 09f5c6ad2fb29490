import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { engineOfFunction, loadEngineModule } from "../../src/adapters/module-engine.ts";
import { runStages } from "../../src/engine/reference.ts";
import { parseConfig } from "../../src/model/config.ts";
import { ConfigError, EngineError } from "../../src/model/errors.ts";
import { createMarket } from "../../src/model/market.ts";
import { createScenario } from "../../src/model/scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-engine-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = createScenario(
  createMarket(["2024-01-02", "2024-01-03"], ["ZT"], Float64Array.of(0, 0.01)),
  parseConfig({
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
    exposure: { kind: "none" },
    rebalance: "day",
  }),
);

function moduleOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("an engine from a module", () => {
  it("is a plain function in TypeScript that answers plain tables", async () => {
    const file = moduleOf(
      "plain.ts",
      `export default (scenario: { market: { dates: string[]; assets: string[] } }) => ({
        tables: { weights_scaled: { dates: scenario.market.dates, columns: scenario.market.assets, values: scenario.market.dates.map(() => [1]) } },
      });`,
    );
    const engine = await loadEngineModule(file);
    expect((await engine.describe()).name).toBe("plain.ts");
    const run = await engine.run(scenario);
    expect([...run.table("weights_scaled")!.values]).toEqual([1, 1]);
  });

  it("is an Engine of its own", async () => {
    const file = moduleOf(
      "whole.mjs",
      `export const engine = { describe: async () => ({ name: "whole" }), run: async () => { throw 1; } };`,
    );
    expect((await (await loadEngineModule(file)).describe()).name).toBe("whole");
  });

  it("may answer a Run outright", async () => {
    const engine = engineOfFunction((asked) => runStages(asked), { name: "mine", version: "2" });
    expect((await engine.run(scenario)).table("equity_curve")?.dates).toEqual(scenario.market.dates);
  });

  it("is told by name when it does not exist or exports none", async () => {
    await expect(loadEngineModule(join(folder, "absent.ts"))).rejects.toThrow(ConfigError);
    const empty = moduleOf("empty.mjs", "export const other = 1;");
    await expect(loadEngineModule(empty)).rejects.toThrow(/exports no engine.*expected a default export/);
    const text = moduleOf("text.mjs", "export default 'engine';");
    await expect(loadEngineModule(text)).rejects.toThrow(/was string/);
  });

  it("that throws has crashed; what it rejects, it rejects", async () => {
    const broken = engineOfFunction(
      () => {
        throw new RangeError("index 7");
      },
      { name: "broken", version: "1" },
    );
    await expect(broken.run(scenario)).rejects.toMatchObject({
      kind: "crashed",
      name: "RangeError",
      message: expect.stringMatching(/^index 7 \(at .*…\/module-engine\.test\.ts:\d+:\d+\)?\)$/),
    });
    const refusing = engineOfFunction(
      () => {
        throw new EngineError("rejected", { what: "no" });
      },
      { name: "refusing", version: "1" },
    );
    await expect(refusing.run(scenario)).rejects.toMatchObject({ kind: "rejected" });
  });
});
