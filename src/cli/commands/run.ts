import { relative, resolve } from "node:path";
import { readJsonFile } from "../../adapters/json-file.ts";
import { scenarioDigest } from "../../adapters/run-directory/digest.ts";
import { writeRun } from "../../adapters/run-directory/write.ts";
import { ConfigError } from "../../model/errors.ts";
import type { Scenario } from "../../model/scenario.ts";
import { parseScenario } from "../../model/scenario.ts";
import { brief, count } from "../../report/figures.ts";
import type { CommonOptions, Register } from "../command.ts";
import { settingsOf, withCommonOptions } from "../command.ts";
import { builtinMarkets, ENGINE_HELP, engineNamed, scenarioOf } from "../compose.ts";

interface RunOptions extends CommonOptions {
  readonly out: string;
  readonly market?: string;
  readonly prices?: string;
  readonly gaps?: string;
  readonly scenario?: string;
  readonly engineConfig?: string;
  readonly engine?: string;
  readonly replace?: boolean;
}

/** `tieout run`: a market through an engine into a run directory. */
export const registerRun: Register = (program, context) => {
  const markets = builtinMarkets.map(({ name }) => name).join(", ");
  withCommonOptions(program.command("run"))
    .summary("run an engine on a market and write a run directory")
    .description("Runs an engine on a built-in market, a CSV file of prices or a scenario, and writes a run directory.")
    .requiredOption("--out <dir>", "the run directory to write; it must not exist yet")
    .option("--market <name>", `a built-in market: ${markets} (default: ${builtinMarkets[0]?.name})`)
    .option("--prices <file>", "a wide CSV file of prices: a date column, one column an asset")
    .option(
      "--gaps <policy>",
      "what to do with empty prices: forward-fill, start-late or drop-assets (default: refuse)",
    )
    .option("--scenario <file>", "a scenario in JSON: market and config in one")
    .option("--engine-config <file>", "the scenario's config in JSON (default: one that suits the market)")
    .option("--engine <name|file>", ENGINE_HELP)
    .option("--replace", "replace the run directory if it exists")
    .action(async (options: RunOptions) => {
      const { cwd } = context.io;
      const settings = await settingsOf(context, options);
      const scenario = scenarioAsked(options, cwd);
      const engine = await engineNamed(options.engine ?? settings.engine, cwd);
      const run = await engine.run(scenario);
      const directory = resolve(cwd, options.out);
      const provenance = { seed: null, scenarioDigest: scenarioDigest(scenario) };
      const document = writeRun(run, directory, { ...provenance, replace: options.replace === true });
      const metrics = Object.entries(run.metrics() ?? {}).map(([name, value]) => `  ${name.padEnd(26)}${brief(value)}`);
      const rebalances = run.table("weights_scaled")?.dates.length ?? 0;
      context.io.out(
        `${document.runId}: ${count(scenario.market.dates.length)} dates, ${count(scenario.market.assets.length)} assets, ` +
          `${count(rebalances)} rebalances\n${metrics.join("\n")}\n\nwritten to ${options.out}; audit it: tieout audit ${relative(cwd, directory)}\n`,
      );
      context.exitCode = 0;
    });
};

function scenarioAsked(options: RunOptions, cwd: string): Scenario {
  const { scenario: file, market, prices, gaps, engineConfig } = options;
  if (file !== undefined) {
    if (market !== undefined || prices !== undefined || engineConfig !== undefined || gaps !== undefined) {
      throw new ConfigError({ what: "--scenario already holds market and config; leave out the others", where: file });
    }
    return parseScenario(readJsonFile(resolve(cwd, file), file), file);
  }
  const config = engineConfig === undefined ? undefined : readJsonFile(resolve(cwd, engineConfig), engineConfig);
  return scenarioOf({
    ...(market === undefined && prices === undefined ? { market: builtinMarkets[0]?.name } : {}),
    ...(market === undefined ? {} : { market }),
    ...(prices === undefined ? {} : { prices: resolve(cwd, prices) }),
    ...(gaps === undefined ? {} : { gaps: gapsNamed(gaps) }),
    ...(config === undefined ? {} : { config }),
  }).scenario;
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
