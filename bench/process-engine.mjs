/** How many scenarios a second the Python engine of the fixtures answers through its pipe: 4 assets on 40 days. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { openEngine } from "../dist/src/index.js";
import { Random } from "../dist/src/numeric/random.js";
import { generateScenario } from "../dist/src/scenarios/generate.js";

const NAME = "scenarios a second, Python engine over pipes, 4 assets x 40 days";
const SCENARIOS = 300;
const ROUNDS = 5;
const TARGET = 500;

export default async function processEngine() {
  if (spawnSync("python3", ["--version"]).status !== 0) return [{ name: NAME, skipped: "there is no python3" }];
  const folder = join(dirname(fileURLToPath(import.meta.url)), "../fixtures/engines/python");
  const engine = await openEngine("python3 execsim.py", { cwd: folder });
  try {
    const { capabilities } = await engine.describe();
    const random = new Random(1);
    const size = { assets: { from: 4, to: 4 }, bars: { from: 40, to: 40 } };
    const scenarios = Array.from({ length: SCENARIOS }, () => generateScenario(random, capabilities, size));
    let best = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const from = performance.now();
      for (const scenario of scenarios) await engine.run(scenario);
      best = Math.max(best, (SCENARIOS * 1000) / (performance.now() - from));
    }
    return [{ name: NAME, measured: Math.round(best), target: `>= ${TARGET}`, unit: "/s", ok: best >= TARGET }];
  } finally {
    await engine.close();
  }
}
