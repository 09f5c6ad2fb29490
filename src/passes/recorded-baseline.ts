import { join } from "node:path";
import { readJsonFile } from "../adapters/json-file.ts";
import { scenarioDigest } from "../adapters/run-directory/digest.ts";
import { canonicalJson } from "../adapters/run-directory/json-text.ts";
import { readRun } from "../adapters/run-directory/read.ts";
import { parseRunDocument } from "../adapters/run-directory/run-document.ts";
import { ConfigError } from "../model/errors.ts";
import type { Run } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { sameTexts } from "../verify/align.ts";
import { baselineScenario } from "./scenarios.ts";

/**
 * A recorded run that is to stand for the first pass of a scenario. Throws a ConfigError where it was made of another
 * scenario, or with the allocator on, and says what differs; a RunDirectoryError where it cannot be read.
 */
export function readBaseline(directory: string, scenario: Scenario): Run {
  const run = readRun(directory);
  const { config } = run.info;
  if (config === undefined) {
    throw misfit(
      directory,
      "the baseline run does not say what it was made of",
      "a run.json with config and digest",
      "none",
    );
  }
  if (config.allocator.mode !== "off") {
    throw misfit(
      directory,
      "the baseline run has its allocator on",
      'mode "off"',
      JSON.stringify(config.allocator.mode),
    );
  }
  const expected = baselineScenario(scenario);
  checkReturns(run, expected, directory);
  const document = parseRunDocument(readJsonFile(join(directory, "run.json")), directory);
  if (document.scenarioDigest === scenarioDigest(expected)) return run;
  const keys = Object.keys(expected.config) as (keyof typeof config)[];
  const differing = keys.filter((key) => canonicalJson(expected.config[key]) !== canonicalJson(config[key]));
  throw misfit(
    directory,
    "the baseline run was made of another scenario",
    differing.length === 0
      ? scenarioDigest(expected)
      : `the same ${differing.map((key) => `config.${key}`).join(", ")}`,
    differing.length === 0 ? document.scenarioDigest : "another one",
  );
}

function checkReturns(run: Run, { market }: Scenario, directory: string): void {
  const recorded = run.table("returns");
  if (recorded === undefined) throw misfit(directory, "the baseline run records no market", "returns.csv", "none");
  const { dates, assets, returns } = market;
  if (!sameTexts(recorded.dates, dates)) {
    throw misfit(directory, "the baseline run has other dates", span(dates), span(recorded.dates));
  }
  if (!sameTexts(recorded.columns, assets)) {
    throw misfit(directory, "the baseline run has other assets", assets.join(", "), recorded.columns.join(", "));
  }
  const cell = returns.findIndex((value, at) => !Object.is(value, recorded.values[at]));
  if (cell < 0) return;
  const place = `${assets[cell % assets.length]} on ${dates[Math.floor(cell / assets.length)]}`;
  throw misfit(
    directory,
    `the baseline run has another return of ${place}`,
    String(returns[cell]),
    String(recorded.values[cell]),
  );
}

function misfit(where: string, what: string, expected: string, actual: string): ConfigError {
  const hint = "leave out --baseline-run to make the baseline anew";
  return new ConfigError({ what, where, expected, actual, hint });
}

function span(dates: readonly string[]): string {
  return `${dates.length} dates from ${dates[0]} to ${dates.at(-1)}`;
}
