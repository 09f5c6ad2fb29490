import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engineOfCommand } from "../../src/adapters/process/command-engine.ts";
import { scenarioDigest } from "../../src/adapters/run-directory/digest.ts";
import { readRun } from "../../src/adapters/run-directory/read.ts";
import { writeRun } from "../../src/adapters/run-directory/write.ts";
import { engineSpec } from "../../src/cli/engine-spec.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { layoutSchema } from "../../src/model/layout.ts";
import { isMissing } from "../../src/model/panel.ts";
import type { Run } from "../../src/model/run.ts";
import { DOCUMENT_NAMES, TABLE_NAMES } from "../../src/model/run.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { settingsSchema } from "../../src/model/settings.ts";
import { Random } from "../../src/numeric/random.ts";
import { generateScenario } from "../../src/scenarios/generate.ts";
import { inTemporaryFolder } from "../cli/support.ts";

const ROOT = join(import.meta.dirname, "../..");
const SERVED = "node fixtures/engines/typescript/serve-reference.mjs";
const ONE_SHOT = "node dist/src/cli/main.js run --scenario {scenario} --out {out}";

/** The bits of a run, whoever brought it: doubles as hexadecimal, missing cells apart from NaN. */
function bitsOf(run: Run): unknown {
  const bytes = new DataView(new ArrayBuffer(8));
  const hex = (value: number) => {
    bytes.setFloat64(0, value);
    return Number.isNaN(value) ? "NaN" : bytes.getBigUint64(0).toString(16);
  };
  const tables = TABLE_NAMES.map((name) => {
    const table = run.table(name);
    if (table === undefined) return [name, "absent"];
    const cells = Array.from(table.values, (value, cell) => (isMissing(table, cell) ? "missing" : hex(value)));
    return [name, table.dates, table.columns, cells.join(" ")];
  });
  const metrics = Object.entries(run.metrics() ?? {}).map(([name, value]) => [
    name,
    typeof value === "number" ? hex(value) : value,
  ]);
  const documents = DOCUMENT_NAMES.map((name) => run.document(name));
  return { tables, metrics: metrics.sort(), log: run.log(), regimes: run.regimes(), documents, info: run.info };
}

/** Scenarios of everything that the reference can do, and one with the bits that are lost most easily. */
async function scenarios(count: number): Promise<Scenario[]> {
  const { capabilities } = await referenceEngine.describe();
  const random = new Random(99);
  const drawn = Array.from({ length: count }, () => generateScenario(random, capabilities));
  const [first] = drawn;
  const market = {
    ...first!.market,
    returns: first!.market.returns.map((value, cell) => (cell % 3 === 0 ? -0 : value)),
  };
  return [...drawn, { ...first!, market }];
}

describe("the same scenario through all adapters of the same engine is the same run, bit for bit", () => {
  it("in a process of its own, as one line of JSON each way", async () => {
    const engine = engineOfCommand(SERVED, ROOT, { timeout: 30 });
    try {
      expect(await engine.describe()).toEqual(await referenceEngine.describe());
      for (const scenario of await scenarios(40)) {
        expect(bitsOf(await engine.run(scenario))).toEqual(bitsOf(await referenceEngine.run(scenario)));
      }
    } finally {
      await engine.close?.();
    }
  });

  it("as a recorded run directory", async () => {
    await inTemporaryFolder(async (folder) => {
      for (const [i, scenario] of (await scenarios(20)).entries()) {
        const run = await referenceEngine.run(scenario);
        writeRun(run, join(folder, String(i)), { seed: null, scenarioDigest: scenarioDigest(scenario) });
        expect(bitsOf(readRun(join(folder, String(i))))).toEqual(bitsOf(run));
      }
    });
  });

  it("as a command that is started for each scenario", async () => {
    const engine = engineOfCommand(ONE_SHOT, ROOT, { timeout: 60 });
    for (const scenario of (await scenarios(2)).slice(-2)) {
      const run = await engine.run(scenario);
      const { engine: identity, ...info } = run.info;
      expect(identity?.name).toBe("node main.js run --scenario {scenario} --out {out}");
      const reference = await referenceEngine.run(scenario);
      const { engine: _, ...expected } = reference.info;
      expect({ ...(bitsOf(run) as object), info }).toEqual({ ...(bitsOf(reference) as object), info: expected });
    }
  });
});

describe("a command that is started for each scenario", () => {
  it.each([
    ["process.exit(0)", "EngineAnswerError", "the engine wrote no run directory"],
    ["console.error('loading'); console.error('no short sales'); process.exit(2)", "EngineError", "no short sales"],
    ["throw new TypeError('nothing there')", "EngineExitError", "exit code 1: TypeError: nothing there"],
    ["setInterval(() => {}, 1000)", "EngineTimeoutError", "it to write a run directory within 2 seconds"],
    [
      "const fs = require('fs'); fs.mkdirSync(process.argv[2]); fs.writeFileSync(process.argv[2] + '/returns.csv', 'date,ZT\\nx')",
      "EngineAnswerError",
      "returns.csv:2",
    ],
  ])("that does %s fails as %s", async (code, name, message) => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "engine"));
      writeFileSync(join(folder, "engine", "one-shot.cjs"), code);
      const engine = engineOfCommand("node engine/one-shot.cjs {out} {scenario}", folder, { timeout: 2 });
      const [scenario] = await scenarios(1);
      const error = await engine.run(scenario!).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ name });
      expect((error as Error).message).toContain(message);
      expect((error as Error).message).not.toContain(folder);
    });
  });

  it("that writes a folder of its own making is read by a layout, with the scenario's conventions and assets", async () => {
    const code = `const fs = require("fs");
const [scenario, out] = process.argv.slice(2);
const { market } = JSON.parse(fs.readFileSync(scenario, "utf8"));
fs.mkdirSync(out);
const half = market.assets.map(() => 100 / market.assets.length);
const rows = market.dates.map((date) => [date, ...half].join(";"));
fs.writeFileSync(out + "/held.csv", [["day", ...market.assets].join(";"), ...rows].join("\\n"));`;
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "one-shot.cjs"), code);
      const layout = layoutSchema.parse({
        schema: "tieout.layout/1",
        delimiter: ";",
        tables: {
          weights_daily: { file: "held.csv", date: "day", scale: 0.01 },
          turnover: { file: "trades.csv" },
        },
      });
      const engine = engineOfCommand("node one-shot.cjs {scenario} {out}", folder, { layout });
      const [scenario] = await scenarios(1);
      const run = await engine.run(scenario!);
      const { dates, assets } = scenario!.market;
      expect(run.table("weights_daily")).toMatchObject({ dates, columns: assets });
      expect(run.table("weights_daily")!.values[0]).toBeCloseTo(1 / assets.length, 15);
      expect(run.info).toMatchObject({
        universe: assets,
        config: scenario!.config,
        assumptions: ["The layout reads weights_daily from held.csv."],
        notExamined: ["turnover: the layout names trades.csv, which is not in the folder"],
      });
    });
    const settings = { engine: "x {out}", timeout: 1, layout: { schema: "tieout.layout/1", delimiter: ";" } };
    const spec = engineSpec({}, settingsSchema.parse(settings), "/");
    expect(spec.layout?.delimiter).toBe(";");
    expect(engineSpec({}, settingsSchema.parse({}), "/").layout).toBeUndefined();
  });
});
