/** The large run that reading and auditing are measured on: full-precision returns, two sleeves, rebalanced monthly. */
import { isoDate, periodKey } from "../../dist/src/model/calendar.js";
import { parseConfig } from "../../dist/src/model/config.js";
import { createMarket } from "../../dist/src/model/market.js";
import { createScenario } from "../../dist/src/model/scenario.js";
import { Random } from "../../dist/src/numeric/random.js";

export const ASSETS = 500;
export const BARS = 5040;

export function scenarioOf() {
  const random = new Random(20240105);
  const returns = new Float64Array(ASSETS * BARS);
  for (let t = 1; t < BARS; t++) {
    const common = random.normal() * 0.008;
    for (let i = 0; i < ASSETS; i++) returns[t * ASSETS + i] = common + (random.next() - 0.5) * 0.06;
  }
  const dates = [];
  for (let day = 11_000; dates.length < BARS; day++) {
    const date = isoDate(day);
    if ((periodKey(date, "day") + 3) % 7 < 5) dates.push(date);
  }
  const assets = Array.from({ length: ASSETS }, (_, i) => `A${String(i).padStart(3, "0")}`);
  const config = parseConfig({
    sleeves: [
      { name: "momentum", budget: 1, strategy: { kind: "momentum", period: 126, fraction: 0.2 } },
      { name: "equal", budget: 0.5, strategy: { kind: "equal-weight" } },
    ],
    rebalance: { bars: 21 },
    exposure: { kind: "vol-target", targetVol: 0.1 },
    allocator: { mode: "compute", scalars: Array.from({ length: 240 }, (_, k) => 1 - ((k * 7) % 50) / 100) },
    costs: { halfSpreadBps: 1, feeBps: 0.5 },
  });
  return createScenario(createMarket(dates, assets, returns), config);
}
