import { RunDirectoryError } from "../../model/errors.ts";
import { createMarket } from "../../model/market.ts";
import type { Panel } from "../../model/panel.ts";
import type { Run, RunDocument } from "../../model/run.ts";
import type { Scenario } from "../../model/scenario.ts";
import { createScenario } from "../../model/scenario.ts";
import { scenarioDigest } from "./digest.ts";
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

/**
 * What to tell of the digest of the scenario where it is not that of the recorded market and config; undefined where it
 * is. That is no violation: an engine may record the market in other last digits, or make digests of its own.
 */
export function strangeDigest(document: RunDocument, returns: Panel | undefined): string | undefined {
  const { universe, config } = document;
  const market = returns && inOrder(returns, universe);
  if (market === undefined) return undefined;
  const found = scenarioDigest({ market, config });
  return document.scenarioDigest === found
    ? undefined
    : `${RUN_FILE}: scenarioDigest is not that of its config and returns.csv, so whether it was given another market is not known`;
}

/** The market with its assets in the order of the universe; as it is where that names others. */
function inOrder({ dates, columns, values }: Panel, universe: readonly string[]): Scenario["market"] {
  const places = universe.map((asset) => columns.indexOf(asset));
  const isOrder = universe.length === columns.length && new Set(places).size === columns.length && !places.includes(-1);
  if (!isOrder) return { dates, assets: columns, returns: values };
  const width = columns.length;
  const returns = Float64Array.from(values, (_, cell) => values[cell - (cell % width) + places[cell % width]!]!);
  return { dates, assets: universe, returns };
}
