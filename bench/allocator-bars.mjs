/**
 * The allocator's layers bar by bar: a history of twice the length takes about twice the time, because a bar costs the
 * same however much lies before it. Mode compute with layers, through every allocator table.
 */
import { runStages } from "../dist/src/engine/reference.js";
import { isoDate } from "../dist/src/model/calendar.js";
import { parseConfig } from "../dist/src/model/config.js";
import { createMarket } from "../dist/src/model/market.js";
import { createScenario } from "../dist/src/model/scenario.js";
import { Random } from "../dist/src/numeric/random.js";

const ASSETS = 20;
const SHORT_BARS = 10_000;
const LONG_BARS = 20_000;
const TARGET = 2.3;
const ROUNDS = 15;

export default async function allocatorBars() {
  const short = layeredScenario(SHORT_BARS);
  const long = layeredScenario(LONG_BARS);
  milliseconds(short);
  let shortMs = Number.POSITIVE_INFINITY;
  let longMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    shortMs = Math.min(shortMs, milliseconds(short));
    longMs = Math.min(longMs, milliseconds(long));
  }
  const name = `allocator layers at ${ASSETS} assets`;
  const ratio = longMs / shortMs;
  return [
    { name: `${name}, ${LONG_BARS} bars`, measured: round3(longMs), target: null, unit: "ms", ok: true },
    {
      name: `${name}, ${LONG_BARS} against ${SHORT_BARS} bars`,
      measured: round3(ratio),
      target: TARGET,
      unit: "×",
      ok: ratio < TARGET,
    },
  ];
}

/** A run in which the layers decide, with everything that they record. */
function milliseconds(scenario) {
  const start = performance.now();
  const run = runStages(scenario);
  run.table("allocator_state_v1");
  run.table("allocator_risk_v1_applied");
  run.regimes();
  run.metrics();
  return performance.now() - start;
}

/** Correlated returns whose volatility comes in waves, so that regimes change. */
function layeredScenario(bars) {
  const random = new Random(20240105);
  const returns = new Float64Array(ASSETS * bars);
  for (let t = 1; t < bars; t++) {
    const size = 0.006 * (1 + Math.max(0, Math.sin(t / 150)));
    const factor = random.normal() * size;
    for (let i = 0; i < ASSETS; i++) returns[t * ASSETS + i] = factor + random.normal() * size;
  }
  const dates = Array.from({ length: bars }, (_, t) => isoDate(t));
  const names = Array.from({ length: ASSETS }, (_, i) => `A${i}`);
  const config = parseConfig({
    sleeves: [
      { name: "trend", budget: 0.5, strategy: { kind: "momentum", period: 126 } },
      { name: "carry", budget: 0.5, strategy: { kind: "equal-weight" } },
    ],
    rebalance: { bars: 21 },
    exposure: { kind: "vol-target", targetVol: 0.1 },
    allocator: { mode: "compute" },
  });
  return createScenario(createMarket(dates, names, returns), config);
}

function round3(value) {
  return Math.round(value * 1000) / 1000;
}
