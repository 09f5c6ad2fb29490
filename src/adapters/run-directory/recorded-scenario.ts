import { RunDirectoryError } from "../../model/errors.ts";
import { createMarket } from "../../model/market.ts";
import type { Run } from "../../model/run.ts";
import type { Scenario } from "../../model/scenario.ts";
import { createScenario } from "../../model/scenario.ts";
import { RUN_FILE } from "./files.ts";

/**
 * The scenario that a recorded run was made of: the market from returns.csv, the config from run.json. Throws a
 * RunDirectoryError where one of them is absent, a ConfigError or MarketError where they make no scenario.
 */
export function recordedScenario(run: Run, where: string): Scenario {
  const returns = run.table("returns");
  const { config } = run.info;
  const absent = [...(returns === undefined ? ["returns.csv"] : []), ...(config === undefined ? [RUN_FILE] : [])];
  if (returns === undefined || config === undefined) {
    throw new RunDirectoryError({
      what: "the run cannot be made a scenario again",
      where,
      expected: "the market in returns.csv and the config in run.json",
      actual: `no ${absent.join(", no ")}`,
      hint: "let the engine record both, or give the scenario itself as a JSON file",
    });
  }
  return createScenario(createMarket(returns.dates, returns.columns, returns.values.slice()), config);
}
