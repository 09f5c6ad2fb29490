/**
 * Reduction of what is large, and of what is new: a failing scenario of 500 assets × 5,000 days, in engine runs and
 * seconds; and a canary from a cold start of the command line to its stored counterexample.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalog } from "../dist/invariants/catalog.js";
import { counterexampleOf } from "../dist/src/campaign/counterexample.js";
import { failuresOn } from "../dist/src/campaign/failures.js";
import { REDUCTION_BUDGET } from "../dist/src/campaign/reducer.js";
import { engineOf, referenceStages } from "../dist/src/engine/reference.js";
import { faults } from "../dist/src/faults/catalog.js";
import { isoDate } from "../dist/src/model/calendar.js";
import { parseConfig } from "../dist/src/model/config.js";
import { createMarket } from "../dist/src/model/market.js";
import { createScenario } from "../dist/src/model/scenario.js";
import { Random } from "../dist/src/numeric/random.js";

const [ASSETS, DAYS] = [500, 5_000];
const MOST = { runs: 150, seconds: 30, cells: 12 };
const COLD_SECONDS = 2;
const COLD_ROUNDS = 5;

/** Fault and the invariant by which its failure is reduced. */
const LARGE = [
  ["off-by-one-earning-date", "accounting/pnl-linear-in-weights"],
  ["vol-ddof-zero", "exposure/leverage-follows-target"],
  ["vol-window-includes-today", "exposure/leverage-follows-target"],
  ["cost-on-net-trades", "accounting/costs-conserved"],
  ["drawdown-absolute", "drawdown/drawdown-recomputes"],
  ["look-ahead-one-bar", "relation/no-look-ahead"],
];

export default async function shrink() {
  const rows = [];
  for (const [fault, invariant] of LARGE) rows.push(await reduced(fault, invariant));
  rows.push(coldStart());
  return rows;
}

async function reduced(fault, id) {
  const engine = engineOf(faults.find((each) => each.id === fault).stages(referenceStages), fault);
  const invariants = catalog.filter((invariant) => invariant.id === id);
  const scenario = largeScenario();
  const [discovery] = (await failuresOn(engine, scenario, invariants, 1)).discoveries;
  const name = `${ASSETS} × ${DAYS}: ${fault} by ${id}`;
  if (discovery === undefined) return { name, measured: "does not fail", target: "a failure", unit: "", ok: false };
  const identity = { name: fault, version: "bench" };
  const start = performance.now();
  const found = await counterexampleOf(discovery, { engine, identity, seed: 1, reductionBudget: REDUCTION_BUDGET });
  const seconds = (performance.now() - start) / 1000;
  const { dates, assets } = found.scenario.market;
  const { shrinkRuns } = found.found;
  return {
    name,
    measured: `${dates.length} days × ${assets.length} assets in ${shrinkRuns} engine runs, ${seconds.toFixed(1)}`,
    target: `≤ ${MOST.cells} cells, ≤ ${MOST.runs} runs, ≤ ${MOST.seconds}`,
    unit: "s",
    ok: dates.length * assets.length <= MOST.cells && shrinkRuns <= MOST.runs && seconds <= MOST.seconds,
  };
}

/** Momentum with a volatility target and costs on a random market, traded monthly. */
function largeScenario() {
  const random = new Random(1);
  const returns = Float64Array.from({ length: ASSETS * DAYS }, (_, cell) =>
    cell < ASSETS ? 0 : (random.next() - 0.5) / 25,
  );
  const dates = Array.from({ length: DAYS }, (_, t) => isoDate(12_000 + t));
  const assets = Array.from({ length: ASSETS }, (_, i) => `A${String(i).padStart(3, "0")}`);
  const config = parseConfig({
    initialCapital: 1_000_000,
    sleeves: [{ name: "trend", budget: 1, strategy: { kind: "momentum", period: 120, skip: 5 } }],
    rebalance: "month",
    exposure: { kind: "vol-target", targetVol: 0.1 },
    costs: { halfSpreadBps: 1, feeBps: 0.5 },
  });
  return createScenario(createMarket(dates, assets, returns), config);
}

/** Lets a process say at its end how much processor time it took, in microseconds. */
const TELLS_TIME = `data:text/javascript,${encodeURIComponent(
  'process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write("cpu "+(user+system)+"\\n")})',
)}`;

/** The best of several cold starts, in processor time: other work on the machine slows the clock's down. */
function coldStart() {
  const folder = mkdtempSync(join(tmpdir(), "tieout-bench-"));
  const main = new URL("../dist/src/cli/main.js", import.meta.url).pathname;
  const args = ["--import", TELLS_TIME, main, "fuzz", "--engine", "fault:renormalized-after-rt", "--cases", "64"];
  let [best, byClock] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let stored = true;
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    byClock = Math.min(byClock, (performance.now() - start) / 1000);
    best = Math.min(best, Number(/cpu (\d+)/.exec(stderr)?.[1]) / 1e6);
    stored &&= status === 1 && stdout.includes("no-post-rt-renormalization-");
    rmSync(join(folder, ".tieout"), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  return {
    name: "a canary from a cold start of tieout fuzz, the whole catalog",
    measured: `${stored ? "a stored counterexample" : "nothing"} after ${best.toFixed(2)} s of processor time, by the clock ${byClock.toFixed(2)}`,
    target: `processor time < ${COLD_SECONDS}`,
    unit: "s",
    ok: stored && best < COLD_SECONDS,
  };
}
