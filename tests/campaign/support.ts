import { engineOf, referenceStages } from "../../src/engine/reference.ts";
import { faults } from "../../src/faults/catalog.ts";
import type { Config, ConfigInput } from "../../src/model/config.ts";
import { parseConfig } from "../../src/model/config.ts";
import type { Engine } from "../../src/model/engine.ts";
import { createMarket } from "../../src/model/market.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { createScenario } from "../../src/model/scenario.ts";

/** The reference engine with a seeded fault. */
export function faulty(id: string): Engine {
  const fault = faults.find((each) => each.id === id)!;
  return engineOf(fault.stages(referenceStages), id);
}

/** An engine that counts its runs. */
export function counting(engine: Engine): Engine & { readonly runs: () => number } {
  let runs = 0;
  return {
    describe: () => engine.describe(),
    run(scenario) {
      runs++;
      return engine.run(scenario);
    },
    runs: () => runs,
  };
}

/** A market of one row of log returns a date, and a config that holds the given books. */
export function scenarioOf(
  rows: Readonly<Record<string, readonly number[]>>,
  books: Readonly<Record<string, number[] | null>>,
  config: Partial<ConfigInput> = {},
): Scenario {
  const dates = Object.keys(rows);
  const width = rows[dates[0]!]!.length;
  const assets = ["ZT", "ES", "CL", "GC"].slice(0, width);
  const market = createMarket(dates, assets, Float64Array.from(Object.values(rows).flat()));
  const strategy = { kind: "weights" as const, dates: Object.keys(books), values: Object.values(books) };
  const parsed: Config = parseConfig({
    sleeves: [{ name: "core", budget: 1, strategy }],
    rebalance: "day",
    exposure: { kind: "none" },
    ...config,
  });
  return createScenario(market, parsed);
}
