import { isCommand, isOneShotCommand } from "../../adapters/process/command-engine.ts";
import { conform } from "../../conform/conform.ts";
import { conformanceText } from "../../conform/text.ts";
import type { Manner } from "../../conform/wording.ts";
import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { ENGINE_OPTION, openEngine, progressOf, settingsOf, TIMEOUT_OPTION, withCommonOptions } from "../command.ts";
import { catalogFor } from "../compose.ts";
import type { EngineOptions } from "../engine-spec.ts";

interface ConformOptions extends CommonOptions, EngineOptions {
  readonly format?: string;
}

/** `tieout conform`: what an engine's author still has to do. */
export const registerConform: Register = (program, context) => {
  withCommonOptions(program.command("conform"))
    .summary("try an engine step by step and say what its author still has to do")
    .description(
      "Starts an engine, greets it, gives it small scenarios of each thing that it says it can do, and says for each step whether it is done or what to change, with an example of what is expected. Exit code 1 while anything is to be done.",
    )
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option("--format <name>", "text or json (default: text)")
    .action((options: ConformOptions) => tryEngine(options, context));
};

async function tryEngine(options: ConformOptions, context: Context): Promise<void> {
  const { io } = context;
  const { format = "text" } = options;
  if (format !== "text" && format !== "json") {
    throw new ConfigError({
      what: "there is no such format",
      where: "--format",
      expected: "text or json",
      actual: JSON.stringify(format),
    });
  }
  const settings = await settingsOf(context, options);
  const hush = () => undefined; // the steps quote what was on stderr
  const engine = await openEngine(options, settings, context, hush);
  const fresh = await openEngine(options, settings, context, hush);
  const name = options.engine ?? settings.engine;
  const progress = progressOf(context, options);
  const conformance = await conform({
    engine,
    fresh,
    invariants: (await catalogFor(settings, io.today())).all,
    manner: mannerOf(name, io.cwd),
    now: () => io.now(),
    onStep: (title) => progress.show(() => title),
  });
  progress.done();
  io.out(format === "json" ? `${JSON.stringify(conformance, null, 2)}\n` : conformanceText(conformance, name));
  context.exitCode = conformance.conforms ? 0 : EXIT_CODES.fail;
}

function mannerOf(name: string, cwd: string): Manner {
  if (!isCommand(name, cwd)) return "module";
  return isOneShotCommand(name, cwd) ? "one-shot" : "protocol";
}
