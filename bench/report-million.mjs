/**
 * Reports over a run of which every cell of `weights_daily` is wrong, a million of them: how long the command takes from
 * its start to the written report, and how large a page gets.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scenarioDigest } from "../dist/src/adapters/run-directory/digest.js";
import { writeRun } from "../dist/src/adapters/run-directory/write.js";
import { runStages } from "../dist/src/engine/reference.js";
import { isoDate } from "../dist/src/model/calendar.js";
import { parseConfig } from "../dist/src/model/config.js";
import { createMarket } from "../dist/src/model/market.js";
import { createScenario } from "../dist/src/model/scenario.js";
import { Random } from "../dist/src/numeric/random.js";

const ASSETS = 200;
const BARS = 5040;
const COMMAND = new URL("../dist/src/cli/main.js", import.meta.url).pathname;
/** The best of these counts: other work on the machine is no part of it. */
const ROUNDS = 2;
const SECONDS = 10;
const MEGABYTES = 5;

export default function reportMillion() {
  const folder = mkdtempSync(join(tmpdir(), "tieout-bench-"));
  try {
    const scenario = scenarioOf();
    writeRun(wronged(runStages(scenario)), join(folder, "run"), {
      seed: null,
      scenarioDigest: scenarioDigest(scenario),
    });
    return ["html", "json", "text"].flatMap((format) => rows(folder, format));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rows(folder, format) {
  const seconds = Math.min(...Array.from({ length: ROUNDS }, () => secondsOf(folder, format)));
  const ending = format === "text" ? "txt" : format;
  const megabytes = statSync(join(folder, "report", `report.${ending}`)).size / 1e6;
  const name = `report over a million violations, ${format}`;
  return [
    { name, measured: seconds.toFixed(1), target: `≤ ${SECONDS}`, unit: "s", ok: seconds <= SECONDS },
    {
      name: `${name}, size`,
      measured: megabytes.toFixed(2),
      target: `≤ ${MEGABYTES}`,
      unit: "MB",
      ok: megabytes <= MEGABYTES,
    },
  ];
}

function secondsOf(folder, format) {
  const started = performance.now();
  const args = [COMMAND, "audit", "run", "--format", format, "--report", "report", "--quiet"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 1) throw new Error(`exit code ${status}: ${stderr}`);
  return (performance.now() - started) / 1000;
}

/** The run with every weight of every date a hundredth too large. */
function wronged(run) {
  const held = run.table("weights_daily");
  const wrong = { ...held, values: held.values.map((weight) => weight * 1.01) };
  return {
    info: run.info,
    table: (name) => (name === "weights_daily" ? wrong : run.table(name)),
    regimes: () => run.regimes(),
    metrics: () => run.metrics(),
    log: () => run.log(),
    document: (name) => run.document(name),
    files: () => run.files(),
  };
}

function scenarioOf() {
  const random = new Random(20240105);
  const dates = Array.from({ length: BARS }, (_, i) => isoDate(10_000 + i));
  const assets = Array.from({ length: ASSETS }, (_, i) => `asset ${i}`);
  const returns = Float64Array.from({ length: BARS * ASSETS }, (_, i) =>
    i < ASSETS ? 0 : 0.02 * (random.next() - 0.5),
  );
  const config = parseConfig({
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
    rebalance: "week",
    exposure: { kind: "vol-target", targetVol: 0.1 },
  });
  return createScenario(createMarket(dates, assets, returns), config);
}
