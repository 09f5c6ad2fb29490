import { Command, CommanderError, Help } from "commander";
import { EngineError, HarnessError, TieoutError } from "../model/errors.ts";
import { EXIT_CODES, EXIT_USAGE } from "../model/report.ts";
import { isSystemError } from "../model/system-error.ts";
import { VERSION } from "../model/version.ts";
import { printableLines } from "../report/escape.ts";
import type { Context, Register } from "./command.ts";
import { explain, ownOptionsFirst } from "./examples.ts";
import { publishError } from "./github.ts";
import type { Io } from "./io.ts";

/** The commands in the order in which help lists them. Only the one asked for is loaded; for the list, all are. */
const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  check: async () => (await import("./commands/check.ts")).registerCheck,
  run: async () => (await import("./commands/run.ts")).registerRun,
  audit: async () => (await import("./commands/audit.ts")).registerAudit,
  layout: async () => (await import("./commands/layout.ts")).registerLayout,
  analyze: async () => (await import("./commands/analyze.ts")).registerAnalyze,
  "two-pass": async () => (await import("./commands/two-pass.ts")).registerTwoPass,
  compare: async () => (await import("./commands/compare.ts")).registerCompare,
  "tune-regimes": async () => (await import("./commands/tune-regimes.ts")).registerTuneRegimes,
  fuzz: async () => (await import("./commands/fuzz.ts")).registerFuzz,
  merge: async () => (await import("./commands/merge.ts")).registerMerge,
  conform: async () => (await import("./commands/conform.ts")).registerConform,
  replay: async () => (await import("./commands/replay.ts")).registerReplay,
  shrink: async () => (await import("./commands/shrink.ts")).registerShrink,
  promote: async () => (await import("./commands/promote.ts")).registerPromote,
  golden: async () => (await import("./commands/golden.ts")).registerGolden,
  trace: async () => (await import("./commands/trace.ts")).registerTrace,
  selftest: async () => (await import("./commands/selftest.ts")).registerSelftest,
  catalog: async () => (await import("./commands/catalog.ts")).registerCatalog,
  report: async () => (await import("./commands/report.ts")).registerReport,
  verify: async () => (await import("./commands/verify.ts")).registerVerify,
  schema: async () => (await import("./commands/schema.ts")).registerSchema,
  init: async () => (await import("./commands/init.ts")).registerInit,
};

/** Runs one command line (without `node` and the script's name) and answers its exit code; never throws. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<number> {
  const context: Context = { io, args, exitCode: 0, engines: [] };
  try {
    await (await programOf(context)).parseAsync(wordsOf(args), { from: "user" });
    return context.exitCode;
  } catch (error) {
    context.progress?.done();
    return exitCodeOf(error, io);
  } finally {
    await Promise.all(context.engines.map((engine) => engine.close?.()));
  }
}

async function programOf(context: Context): Promise<Command> {
  const { io, args } = context;
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
    .configureHelp({
      visibleOptions: (command) => ownOptionsFirst(Help.prototype.visibleOptions.call(new Help(), command)),
    })
    .showHelpAfterError("(`tieout --help` lists the commands)")
    .addHelpText("after", EXIT_CODE_HELP);
  const asked =
    args[0] !== undefined && Object.hasOwn(COMMANDS, args[0]) ? [COMMANDS[args[0]]!] : Object.values(COMMANDS);
  for (const load of asked) (await load())(program, context);
  for (const command of program.commands) explain(command);
  return program;
}

/** `help COMMAND` is `COMMAND --help`, and no option makes an unknown command a known one. */
function wordsOf(args: readonly string[]): string[] {
  const [first, ...rest] = args;
  if (first === "help" && rest.length > 0) return wordsOf([...rest, "--help"]);
  const isUnknown =
    first !== undefined && first !== "help" && !first.startsWith("-") && !Object.hasOwn(COMMANDS, first);
  return isUnknown ? [first] : [...args];
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
  if (isSystemError(error)) {
    io.err(`tieout: the system refused: ${printableLines(error.message)}\n`);
    publishError(`the system refused: ${error.message}`, io);
    return EXIT_USAGE;
  }
  if (error instanceof HarnessError || !(error instanceof TieoutError)) {
    const text = error instanceof TieoutError ? error.message : error instanceof Error ? error.stack : String(error);
    io.err(`tieout: bug: ${printableLines(String(text))}\n`);
    publishError(`bug: ${text}`, io);
    return EXIT_CODES["harness-invalid"];
  }
  io.err(`tieout: ${error.name}: ${printableLines(error.message)}\n`);
  publishError(`${error.name}: ${error.message}`, io);
  return error instanceof EngineError && error.kind === "crashed" ? EXIT_CODES.fail : EXIT_USAGE;
}
