import { resolve } from "node:path";
import { replay, statementOf } from "../../campaign/replay.ts";
import { readCounterexample } from "../../campaign/store.ts";
import { workOut } from "../../campaign/worked/work-out.ts";
import { workedTable } from "../../campaign/worked/worked-table.ts";
import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import { disagreement, place } from "../../report/figures.ts";
import { workedText } from "../../report/worked.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { ENGINE_OPTION, openEngine, settingsOf, TIMEOUT_OPTION, withCommonOptions } from "../command.ts";
import { catalog, catalogFor } from "../compose.ts";
import { counterexampleFiles } from "../counterexample-files.ts";
import type { TestCase } from "../emit-test.ts";
import { emitTest } from "../emit-test.ts";
import type { EngineOptions } from "../engine-spec.ts";
import { checkFilePlace } from "../output-place.ts";

interface ReplayOptions extends CommonOptions, EngineOptions {
  readonly json?: boolean;
  readonly emitTest?: string;
}

/** `tieout replay`: stored counterexamples against the engine as it is now. */
export const registerReplay: Register = (program, context) => {
  withCommonOptions(program.command("replay"))
    .summary("run stored counterexamples again")
    .description(
      "Runs stored counterexamples again: FIXED, STILL FAILING, or STALE where it says nothing any more. Exit code 1 when one still fails, 3 when one is stale.",
    )
    .argument("<file|dir...>", "counterexamples in JSON, or folders of them")
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option(
      "--emit-test <file>",
      "write a vitest file: it fails while the bugs are there, and passes once they are fixed",
    )
    .option("--json", "as JSON, one object a counterexample")
    .action((paths: readonly string[], options: ReplayOptions) => replayAll(paths, options, context));
};

async function replayAll(paths: readonly string[], options: ReplayOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = await settingsOf(context, options);
  if (options.emitTest !== undefined) checkFilePlace(resolve(io.cwd, options.emitTest), "--emit-test");
  const engine = await openEngine(options, settings, context);
  const { all } = await catalogFor(settings, io.today());
  const statuses = new Set<string>();
  const cases: TestCase[] = [];
  for (const file of await counterexampleFiles(paths, io.cwd)) {
    const counterexample = await readCounterexample(resolve(io.cwd, file));
    const { status, detail, violation } = await replay(counterexample, engine, all);
    statuses.add(status);
    if (status === "STALE" && options.emitTest !== undefined) throw noTest(file, detail);
    const worked =
      violation === undefined
        ? workedTable(counterexample, { statement: statementOf(counterexample.invariant, all) })
        : await workOut({ ...counterexample, violation }, engine, all);
    const table = workedText(worked);
    cases.push({ counterexample, table });
    if (options.json === true) {
      io.out(`${JSON.stringify({ file, invariant: counterexample.invariant, status, detail, violation })}\n`);
      continue;
    }
    io.out(`${status}  ${file}\n  ${counterexample.invariant}: ${detail}\n`);
    if (violation !== undefined) io.out(`  ${place(violation)}: ${disagreement(violation)}\n\n${table}\n\n`);
  }
  if (options.emitTest !== undefined) {
    const file = resolve(io.cwd, options.emitTest);
    const ours = new Set(catalog.map(({ id }) => id));
    await emitTest({ file, cwd: io.cwd, engine: options.engine ?? settings.engine, settings, ours, cases });
    if (options.json !== true) io.out(`wrote ${options.emitTest}; run it: npx vitest run ${options.emitTest}\n`);
  }
  context.exitCode = EXIT_CODES[statuses.has("STILL FAILING") ? "fail" : statuses.has("STALE") ? "unproven" : "pass"];
}

function noTest(file: string, detail: string): ConfigError {
  return new ConfigError({
    what: "a stale counterexample makes no test: it would fail whatever the engine does",
    where: file,
    expected: "FIXED or STILL FAILING",
    actual: `STALE: ${detail}`,
  });
}
