/** Engine runs a second in one thread at 4 assets × 40 bars: what a property campaign does all day. */
import { runStages } from "../dist/src/engine/reference.js";
import { isoDate } from "../dist/src/model/calendar.js";
import { parseConfig } from "../dist/src/model/config.js";
import { createMarket } from "../dist/src/model/market.js";
import { createScenario } from "../dist/src/model/scenario.js";
import { Random } from "../dist/src/numeric/random.js";

const SCENARIOS = 64;
const ASSETS = 4;
const BARS = 40;
const TARGET = 50_000;
const SECONDS = 1.5;

export default async function tinyRuns() {
  const scenarios = tinyScenarios();
  runFor(scenarios, 0.5);
  const perSecond = runFor(scenarios, SECONDS);
  return [
    {
      name: `engine runs at ${ASSETS} × ${BARS}, one thread`,
      measured: perSecond,
      target: TARGET,
      unit: "runs/s",
      ok: perSecond >= TARGET,
    },
  ];
}

/** Small markets with weekly or monthly weights under a volatility target. */
export function tinyScenarios() {
  return Array.from({ length: SCENARIOS }, (_, i) => tinyScenario(new Random(i)));
}

/** Every run is made fresh, through equity and metrics. */
function runFor(scenarios, seconds) {
  const start = performance.now();
  let runs = 0;
  let checksum = 0;
  while (performance.now() - start < seconds * 1000) {
    for (const scenario of scenarios) checksum += runStages(scenario).metrics().max_drawdown;
    runs += scenarios.length;
  }
  if (Number.isNaN(checksum)) throw new Error("a run without a drawdown");
  return runs / ((performance.now() - start) / 1000);
}

function tinyScenario(random) {
  const dates = Array.from({ length: BARS }, (_, t) => isoDate(19_723 + t + 2 * Math.floor(t / 5)));
  const assets = Array.from({ length: ASSETS }, (_, i) => `A${i}`);
  const returns = new Float64Array(ASSETS * BARS);
  for (let cell = ASSETS; cell < returns.length; cell++) returns[cell] = random.between(-300, 300) / 10_000;
  const config = parseConfig({
    sleeves: [{ name: "core", budget: 1, strategy: weightsOnMondays(dates, random) }],
    rebalance: random.chance(0.7) ? "week" : "month",
    exposure: { kind: "vol-target", targetVol: 0.2, volWindow: 20, minObservations: 5 },
    allocator: random.chance(0.5) ? { mode: "off" } : { mode: "compute", scalars: [1, 0.8, 0.6, 0.9] },
    costs: { halfSpreadBps: 1, feeBps: 0.5 },
  });
  return createScenario(createMarket(dates, assets, returns), config);
}

function weightsOnMondays(dates, random) {
  const mondays = dates.filter((_, t) => t % 5 === 0);
  const values = mondays.map(() => Array.from({ length: ASSETS }, () => random.between(-25, 25) / 100));
  return { kind: "weights", dates: mondays, values };
}
