import { Command, CommanderError } from "commander";
import { EngineError, HarnessError, TieoutError } from "../model/errors.ts";
import { EXIT_CODES, EXIT_USAGE } from "../model/report.ts";
import { VERSION } from "../model/version.ts";
import type { Context, Register } from "./command.ts";
import { registerAnalyze } from "./commands/analyze.ts";
import { registerAudit } from "./commands/audit.ts";
import { registerCatalog } from "./commands/catalog.ts";
import { registerCheck } from "./commands/check.ts";
import { registerCompare } from "./commands/compare.ts";
import { registerConform } from "./commands/conform.ts";
import { registerFuzz } from "./commands/fuzz.ts";
import { registerGolden } from "./commands/golden.ts";
import { registerInit } from "./commands/init.ts";
import { registerMerge } from "./commands/merge.ts";
import { registerPromote } from "./commands/promote.ts";
import { registerReplay } from "./commands/replay.ts";
import { registerReport } from "./commands/report.ts";
import { registerRun } from "./commands/run.ts";
import { registerSchema } from "./commands/schema.ts";
import { registerSelftest } from "./commands/selftest.ts";
import { registerShrink } from "./commands/shrink.ts";
import { registerTrace } from "./commands/trace.ts";
import { registerTuneRegimes } from "./commands/tune-regimes.ts";
import { registerTwoPass } from "./commands/two-pass.ts";
import { registerVerify } from "./commands/verify.ts";
import { publishError } from "./github.ts";
import type { Io } from "./io.ts";

/** The commands in the order in which help lists them. */
const COMMANDS: readonly Register[] = [
  registerCheck,
  registerRun,
  registerAudit,
  registerAnalyze,
  registerTwoPass,
  registerCompare,
  registerTuneRegimes,
  registerFuzz,
  registerMerge,
  registerConform,
  registerReplay,
  registerShrink,
  registerPromote,
  registerGolden,
  registerTrace,
  registerSelftest,
  registerCatalog,
  registerReport,
  registerVerify,
  registerSchema,
  registerInit,
];

/** Runs one command line (without `node` and the script's name) and answers its exit code; never throws. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<number> {
  const context: Context = { io, args, exitCode: 0, engines: [] };
  try {
    await programOf(context).parseAsync([...args], { from: "user" });
    return context.exitCode;
  } catch (error) {
    context.progress?.done();
    return exitCodeOf(error, io);
  } finally {
    await Promise.all(context.engines.map((engine) => engine.close?.()));
  }
}

function programOf(context: Context): Command {
  const { io } = context;
  const program = new Command("tieout")
    .description(
      "Every number ties out: property campaigns, golden runs and audits for portfolio and backtest engines.",
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHasColors: () => io.color,
      getErrHasColors: () => false,
    })
    .showHelpAfterError("(run with --help for the options)")
    .addHelpText("after", EXIT_CODE_HELP);
  for (const register of COMMANDS) register(program, context);
  return program;
}

const EXIT_CODE_HELP = `
Exit codes:
  0  everything that was examined holds
  1  a violation was found
  2  usage, config, or input that cannot be read
  3  nothing failed, but something that should have been decided was not
  4  the harness cannot be trusted: a seeded fault survived, or a bug of ours

Every command works without a config, on the built-in engine and markets.`;

function exitCodeOf(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    publishError(error.message, io);
    return EXIT_USAGE;
  }
  if (error instanceof HarnessError || !(error instanceof TieoutError)) {
    const text = error instanceof TieoutError ? error.message : error instanceof Error ? error.stack : String(error);
    io.err(`tieout: bug: ${text}\n`);
    publishError(`bug: ${text}`, io);
    return EXIT_CODES["harness-invalid"];
  }
  io.err(`tieout: ${error.name}: ${error.message}\n`);
  publishError(`${error.name}: ${error.message}`, io);
  return error instanceof EngineError && error.kind === "crashed" ? EXIT_CODES.fail : EXIT_USAGE;
}
