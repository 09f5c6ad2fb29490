import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { readJsonFile } from "../adapters/json-file.ts";
import { resolvePrecomputed } from "../adapters/precomputed-source.ts";
import { ConfigError } from "../model/errors.ts";
import { parseScenario } from "../model/scenario.ts";
import type { SubjectSettings } from "../model/settings.ts";
import type { CommonOptions } from "./command.ts";
import type { NamedScenario } from "./compose.ts";
import { builtinMarkets, scenarioOf } from "./compose.ts";
import type { Profile } from "./profiles.ts";
import { loadProfile, PROFILES_FILE } from "./profiles.ts";

/** Options of the commands that run an engine on one scenario. */
export interface ScenarioOptions extends CommonOptions {
  readonly market?: string;
  readonly prices?: string;
  readonly gaps?: string;
  readonly scenario?: string;
  readonly engineConfig?: string;
  readonly profile?: string;
  readonly profiles?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Adds the options by which a command is told its scenario. */
export function withScenarioOptions(command: Command): Command {
  const markets = builtinMarkets.map(({ name }) => name).join(", ");
  return command
    .option("--market <name>", `a built-in market: ${markets} (default: ${builtinMarkets[0]?.name})`)
    .option("--prices <file>", "a wide CSV file of prices: a date column, one column an asset")
    .option(
      "--gaps <policy>",
      "what to do with empty prices: forward-fill, start-late or drop-assets (default: refuse)",
    )
    .option("--scenario <file>", "a scenario in JSON: market and config in one")
    .option("--engine-config <file>", "the scenario's config in JSON (default: one that suits the market)")
    .option("--profile <name>", "a named config, with its market and dates; the other options override those")
    .option("--profiles <file>", `file of profiles (default: ${PROFILES_FILE}, found upwards)`)
    .option("--from <date>", "first date of the market to use")
    .option("--to <date>", "last date of the market to use");
}

/** The scenario that the options ask for: the first built-in market where they say nothing. */
export function scenarioAsked(options: ScenarioOptions, cwd: string): NamedScenario {
  const { scenario: file } = options;
  if (file !== undefined) {
    const others = ["market", "prices", "engineConfig", "gaps", "profile", "from", "to"] as const;
    if (others.some((other) => options[other] !== undefined)) {
      throw new ConfigError({ what: "--scenario already holds market and config; leave out the others", where: file });
    }
    return { name: file, scenario: parseScenario(readJsonFile(resolve(cwd, file), file), file) };
  }
  const profile = profileAsked(options, cwd);
  const from = options.from ?? profile?.from;
  const to = options.to ?? profile?.to;
  return scenarioOf(subjectAsked(options, profile, cwd), {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
}

function profileAsked({ profile, profiles, engineConfig }: ScenarioOptions, cwd: string): Profile | undefined {
  if (profile === undefined) {
    if (profiles === undefined) return undefined;
    throw new ConfigError({ what: "--profiles names a file and --profile no profile in it", where: profiles });
  }
  if (engineConfig !== undefined) {
    throw new ConfigError({ what: "--profile already holds a config; leave out --engine-config", where: engineConfig });
  }
  return loadProfile(profile, cwd, profiles);
}

/** What a profile says counts where the options say nothing; a market on the command line replaces the profile's. */
function subjectAsked(options: ScenarioOptions, profile: Profile | undefined, cwd: string): SubjectSettings {
  const { market, prices, gaps, engineConfig } = options;
  const config = engineConfig === undefined ? profile?.config : configAsked(engineConfig, cwd);
  const policy = gaps === undefined ? profile?.gaps : gapsNamed(gaps);
  return {
    ...marketAsked(market, prices === undefined ? undefined : resolve(cwd, prices), profile),
    ...(policy === undefined ? {} : { gaps: policy }),
    ...(config === undefined ? {} : { config }),
    ...(profile === undefined ? {} : { name: profile.name }),
  };
}

function marketAsked(market: string | undefined, prices: string | undefined, profile: Profile | undefined) {
  const asked = market !== undefined || prices !== undefined ? { market, prices } : (profile ?? {});
  const first = asked.market === undefined && asked.prices === undefined ? builtinMarkets[0]?.name : asked.market;
  return {
    ...(first === undefined ? {} : { market: first }),
    ...(asked.prices === undefined ? {} : { prices: asked.prices }),
  };
}

function configAsked(file: string, cwd: string): unknown {
  const path = resolve(cwd, file);
  return resolvePrecomputed(readJsonFile(path, file), dirname(path));
}

function gapsNamed(name: string): "forward-fill" | "start-late" | "drop-assets" {
  if (name === "forward-fill" || name === "start-late" || name === "drop-assets") return name;
  throw new ConfigError({
    what: "there is no such policy for gaps",
    where: "--gaps",
    expected: "forward-fill, start-late or drop-assets",
    actual: JSON.stringify(name),
  });
}
