import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { engineOfFunction, loadEngineModule } from "../../src/adapters/module-engine.ts";
import { runStages } from "../../src/engine/reference.ts";
import { parseConfig } from "../../src/model/config.ts";
import { ConfigError, EngineError } from "../../src/model/errors.ts";
import { createMarket } from "../../src/model/market.ts";
import { createScenario, scenarioDocument } from "../../src/model/scenario.ts";

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

/** What a function in JavaScript may do to a scenario, whatever its types say. */
interface Writable {
  market: { dates: string[]; returns: Float64Array };
  config: { sleeves: object[] };
}

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

  it("that writes to the scenario it is given is told where, and the scenario is what it was", async () => {
    const before = scenarioDocument(scenario);
    const writing = (change: (given: Writable) => void) =>
      engineOfFunction(
        async (given) => {
          await Promise.resolve();
          change(given as unknown as Writable);
          return { tables: { turnover: { dates: [], columns: ["turnover", "cost"], values: [] } } };
        },
        { name: "writer", version: "1" },
      );
    for (const [change, said] of [
      [({ market }) => void market.returns.fill(0.5, 1, 2), "the return of ZT on 2024-01-03 was 0.01 and is 0.5"],
      [({ market }) => void market.dates.reverse(), "market.dates[0] was 2024-01-02 and is 2024-01-03"],
      [
        ({ config }) => void Object.assign(config.sleeves[0]!, { budget: 2 }),
        "config.sleeves[0].budget was 1 and is 2",
      ],
      [({ config }) => void config.sleeves.pop(), "config.sleeves[0] was {…} and is absent"],
      [(given) => void Object.assign(given, { config: {} }), "config.initialCapital was 1 and is absent"],
      [({ config }) => void Object.assign(config, { own: [1] }), "config.own was absent and is […]"],
    ] as [(given: Writable) => void, string][]) {
      await expect(writing(change).run(scenario)).rejects.toMatchObject({
        kind: "crashed",
        name: "EngineChangedScenarioError",
        message: expect.stringContaining(said),
      });
      expect(scenarioDocument(scenario)).toEqual(before);
    }
    expect(await writing(() => {}).run(scenario)).toBeDefined();
  });

  it("is held to that as an Engine of its own too, and keeps what else it can", async () => {
    const file = moduleOf(
      "writer.mjs",
      `export default {
        describe: async () => ({ name: "writer" }),
        run: async ({ market }) => { market.returns[1] = 7; return { table: () => undefined }; },
        close: async () => { throw new Error("closed"); },
        runsAreFinal: true,
      };`,
    );
    const engine = await loadEngineModule(file);
    await expect(engine.run(scenario)).rejects.toThrow(/the return of ZT on 2024-01-03 was 0.01 and is 7/);
    await expect(engine.close?.()).rejects.toThrow("closed");
    expect(engine.runsAreFinal).toBe(true);
    expect(engine.runDocument).toBeUndefined();
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
