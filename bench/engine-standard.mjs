/**
 * The standard backtest (momentum over 126 bars every 21, volatility target, lagged scalar, daily P&L, metrics) with the
 * reference engine against tuned numpy, as a ratio in one run. Both get the same returns, and must agree on the figures.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runStages } from "../dist/src/engine/reference.js";
import { isoDate, periodKey } from "../dist/src/model/calendar.js";
import { parseConfig } from "../dist/src/model/config.js";
import { createMarket } from "../dist/src/model/market.js";
import { createScenario } from "../dist/src/model/scenario.js";
import { Random } from "../dist/src/numeric/random.js";

const PYTHON = "/usr/bin/python3";
const SCRIPT = fileURLToPath(new URL("./standard_backtest.py", import.meta.url));
const SIZES = [
  { assets: 500, bars: 5040, repeats: 11, target: 1.0 },
  { assets: 3000, bars: 5040, repeats: 5, target: 1.5 },
];
const ROUNDS = 5;
const AGREEMENT = 1e-9;
const COMPARED = ["cagr", "annual_vol", "sharpe", "max_drawdown", "worst_month", "turnover_annual"];

export default async function standardBacktest() {
  const numpy = hasNumpy();
  return SIZES.flatMap((size) => measure(size, numpy));
}

/** Engine and numpy take turns, and the better median of each counts, so that a noisy spell decides nothing. */
function measure({ assets, bars, repeats, target }, numpy) {
  const scenario = standardScenario(assets, bars);
  const name = `standard backtest ${assets} × ${bars}`;
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ours: timed(scenario, repeats),
    peer: numpy ? runNumpy(scenario, repeats) : undefined,
  }));
  const ours = Math.min(...rounds.map((round) => round.ours.medianMs));
  const rows = [{ name, measured: ours, target: null, unit: "ms", ok: true }];
  if (!numpy) {
    const skipped = `${name} against numpy: skipped, ${PYTHON} has no numpy (apt-get install python3-numpy)`;
    return [...rows, { name: skipped, measured: null, target, unit: "×", ok: true }];
  }
  const peer = Math.min(...rounds.map((round) => round.peer.medianMs));
  const residual = disagreement(rounds[0].ours.run, rounds[0].peer.figures);
  return [
    ...rows,
    { name: `${name} in numpy`, measured: peer, target: null, unit: "ms", ok: true },
    { name: `${name} against numpy`, measured: ours / peer, target, unit: "×", ok: ours / peer <= target },
    {
      name: `${name}, figures apart`,
      measured: residual,
      target: AGREEMENT,
      unit: "relative",
      ok: residual <= AGREEMENT,
    },
  ];
}

/** Correlated returns with one market factor, so that books differ and volatility moves. */
function standardScenario(assets, bars) {
  const random = new Random(20240105);
  const returns = new Float64Array(assets * bars);
  for (let t = 1; t < bars; t++) {
    const factor = random.normal() * 0.008;
    for (let i = 0; i < assets; i++) returns[t * assets + i] = factor + (random.next() - 0.5) * 0.06;
  }
  const dates = [];
  for (let day = 10_959; dates.length < bars; day++) if ((day + 3) % 7 < 5) dates.push(isoDate(day));
  const names = Array.from({ length: assets }, (_, i) => `A${String(i).padStart(4, "0")}`);
  const scalars = Array.from({ length: Math.ceil(bars / 21) }, () => 0.5 + random.next() / 2);
  const config = parseConfig({
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "momentum", period: 126, skip: 0, fraction: 0.2 } }],
    rebalance: { bars: 21 },
    exposure: { kind: "vol-target", targetVol: 0.1, volWindow: 63, minObservations: 63, leverageCap: 4 },
    allocator: { mode: "compute", scalars },
  });
  return createScenario(createMarket(dates, names, returns), config);
}

function timed(scenario, repeats) {
  let run = forced(scenario);
  for (let i = 0; i < 3; i++) run = forced(scenario);
  const times = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    run = forced(scenario);
    times.push(performance.now() - start);
  }
  return { run, medianMs: median(times) };
}

/** A run whose equity curve and metrics have been asked for. */
function forced(scenario) {
  const run = runStages(scenario);
  run.table("equity_curve");
  run.metrics();
  return run;
}

function runNumpy({ market, config }, repeats) {
  const folder = mkdtempSync(join(tmpdir(), "tieout-bench-"));
  try {
    const { returns, dates, assets } = market;
    writeFileSync(join(folder, "returns.f64"), new Uint8Array(returns.buffer, returns.byteOffset, returns.byteLength));
    const months = dates.map((date) => periodKey(date, "month"));
    const job = {
      returns: join(folder, "returns.f64"),
      bars: dates.length,
      assets: assets.length,
      monthStarts: [...months.keys()].filter((t) => months[t] !== months[t - 1]),
      scalars: config.allocator.scalars,
      repeats,
    };
    writeFileSync(join(folder, "job.json"), JSON.stringify(job));
    return JSON.parse(execFileSync(PYTHON, [SCRIPT, join(folder, "job.json")], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The largest relative difference between the engine's figures and numpy's. */
function disagreement(run, figures) {
  const equity = run.table("equity_curve").values.at(-2);
  let worst = relative(equity, figures.equity);
  for (const name of COMPARED) worst = Math.max(worst, relative(run.metrics()[name], figures[name]));
  return worst;
}

function relative(a, b) {
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}

function hasNumpy() {
  return spawnSync(PYTHON, ["-c", "import numpy"]).status === 0;
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
