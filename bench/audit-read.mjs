/**
 * Reading a full run directory of 500 assets × 5,040 bars, and auditing it, against papaparse turning the same CSV
 * files into numbers, as ratios in one run. Ours hashes every file, knows line and column of what is malformed, and
 * reads every double exactly.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { catalog } from "../dist/invariants/catalog.js";
import { scenarioDigest } from "../dist/src/adapters/run-directory/digest.js";
import { readRun } from "../dist/src/adapters/run-directory/read.js";
import { writeRun } from "../dist/src/adapters/run-directory/write.js";
import { runStages } from "../dist/src/engine/reference.js";
import { auditRun } from "../dist/src/verify/audit.js";
import { RunView } from "../dist/src/verify/run-view.js";
import { ASSETS, BARS, scenarioOf } from "./support/large-run.mjs";

const REPEATS = 5;

export default async function auditRead() {
  const directory = mkdtempSync(join(tmpdir(), "tieout-bench-"));
  try {
    const scenario = scenarioOf();
    const started = performance.now();
    writeRun(runStages(scenario), directory, { seed: null, scenarioDigest: scenarioDigest(scenario) });
    return [milliseconds("run and write a run directory", performance.now() - started), ...compare(directory)];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Rounds of ours and theirs in turn, so that a noisy spell does not favour one. */
function compare(directory) {
  const files = readdirSync(directory).filter((file) => file.endsWith(".csv"));
  const bytes = files.reduce((total, file) => total + statSync(join(directory, file)).size, 0);
  const times = { read: [], audit: [], peer: [] };
  for (let round = 0; round < REPEATS; round++) {
    times.read.push(timed(() => readRun(directory)));
    times.audit.push(timed(() => auditRun(new RunView(readRun(directory), "bench"), catalog)));
    times.peer.push(timed(() => readWithPapaparse(directory, files)));
  }
  const peer = median(times.peer);
  const size = `${ASSETS} × ${BARS}, ${(bytes / 1e6).toFixed(0)} MB`;
  return [
    milliseconds(`read a run directory of ${size}`, median(times.read)),
    milliseconds(`papaparse the same CSV files into numbers`, peer),
    ratio("reading a run directory against papaparse", median(times.read) / peer, 0.5),
    milliseconds(`audit a run directory of ${size}`, median(times.audit)),
    ratio("auditing a run directory against papaparse", median(times.audit) / peer, 1),
  ];
}

function readWithPapaparse(directory, files) {
  for (const file of files) {
    const { data } = Papa.parse(readFileSync(join(directory, file), "utf8"), { header: false, skipEmptyLines: true });
    const width = data[0].length - 1;
    const values = new Float64Array((data.length - 1) * width);
    for (let t = 1; t < data.length; t++) {
      const row = data[t];
      for (let i = 0; i < width; i++) values[(t - 1) * width + i] = Number(row[i + 1]);
    }
  }
}

function timed(act) {
  const started = performance.now();
  act();
  return performance.now() - started;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function milliseconds(name, measured) {
  return { name, measured: Math.round(measured), target: null, unit: "ms", ok: true };
}

function ratio(name, measured, target) {
  return { name, measured: Number(measured.toFixed(2)), target, unit: "×", ok: measured <= target };
}
