import { dirname, relative, resolve } from "node:path";
import { scenarioDigest } from "../../adapters/run-directory/digest.ts";
import { checkFillable } from "../../adapters/run-directory/target.ts";
import { writeRun } from "../../adapters/run-directory/write.ts";
import { brief, count } from "../../report/figures.ts";
import type { Register } from "../command.ts";
import { ENGINE_OPTION, openEngine, settingsOf, TIMEOUT_OPTION, withCommonOptions } from "../command.ts";
import type { EngineOptions } from "../engine-spec.ts";
import { checkFolderPlace } from "../output-place.ts";
import type { ScenarioOptions } from "../scenario-request.ts";
import { scenarioAsked, withScenarioOptions } from "../scenario-request.ts";

interface RunOptions extends ScenarioOptions, EngineOptions {
  readonly out: string;
  readonly replace?: boolean;
}

/** `tieout run`: a market through an engine into a run directory. */
export const registerRun: Register = (program, context) => {
  const command = withCommonOptions(program.command("run"))
    .summary("run an engine on a market and write a run directory")
    .description(
      "Runs an engine on a built-in market, a CSV file of prices, a profile or a scenario, and writes a run directory.",
    )
    .requiredOption("--out <dir>", "the run directory to write; it must not exist yet");
  withScenarioOptions(command)
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option("--replace", "replace the run directory if it exists")
    .action(async (options: RunOptions) => {
      const { cwd } = context.io;
      const settings = await settingsOf(context, options);
      const directory = resolve(cwd, options.out);
      const replace = options.replace === true;
      checkFolderPlace(dirname(directory), "--out");
      checkFillable(directory, replace);
      const { scenario } = scenarioAsked(options, cwd);
      const engine = await openEngine(options, settings, context);
      const run = await engine.run(scenario);
      const provenance = { seed: null, scenarioDigest: scenarioDigest(scenario) };
      const document = writeRun(run, directory, { ...provenance, replace });
      const metrics = Object.entries(run.metrics() ?? {}).map(([name, value]) => `  ${name.padEnd(26)}${brief(value)}`);
      const rebalances = run.table("weights_scaled")?.dates.length ?? 0;
      context.io.out(
        `${document.runId}: ${count(scenario.market.dates.length)} dates, ${count(scenario.market.assets.length)} assets, ` +
          `${count(rebalances)} rebalances\n${metrics.join("\n")}\n\nwritten to ${options.out}; audit it: tieout audit ${relative(cwd, directory)}\n`,
      );
      context.exitCode = 0;
    });
};
