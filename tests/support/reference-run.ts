import { runStages } from "../../src/engine/reference.ts";
import { isoDate } from "../../src/model/calendar.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { createMarket } from "../../src/model/market.ts";
import type { Run } from "../../src/model/run.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import { configOf } from "./run-of.ts";

/** 60 days of three assets and weights for every tenth day, the same every time. */
export function smallScenario(parts: Partial<ConfigInput> = {}, bars = 60): Scenario {
  const random = new Random(20240105);
  const dates = Array.from({ length: bars }, (_, t) => isoDate(19724 + t)); // from 2024-01-02 on
  const assets = ["ES", "TY", "GC"];
  const returns = Float64Array.from({ length: bars * 3 }, (_, cell) => (cell < 3 ? 0 : 0.01 * random.normal()));
  const rebalances = dates.filter((_, t) => t % 10 === 0);
  const values = rebalances.map(() => assets.map(() => Math.round(100 * random.normal()) / 200));
  const config = configOf({
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "weights", dates: rebalances, values } }],
    rebalance: { bars: 10 },
    exposure: { kind: "vol-target", targetVol: 0.1, volWindow: 8, minObservations: 5 },
    allocator: { mode: "compute", scalars: [0.5, 0.8, 1, 0.65, 0.9] },
    costs: { halfSpreadBps: 1, feeBps: 0.5 },
    ...parts,
  });
  return createScenario(createMarket(dates, assets, returns), config);
}

/** What the reference engine makes of {@link smallScenario}. */
export function smallRun(parts: Partial<ConfigInput> = {}): Run {
  return runStages(smallScenario(parts));
}
