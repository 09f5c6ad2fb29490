import { resolve } from "node:path";
import { replay } from "../../campaign/replay.ts";
import { readCounterexample } from "../../campaign/store.ts";
import { workOut } from "../../campaign/worked/work-out.ts";
import { EXIT_CODES } from "../../model/report.ts";
import { disagreement, place } from "../../report/figures.ts";
import type { CommonOptions, Context, EngineOptions, Register } from "../command.ts";
import { ENGINE_OPTION, openEngine, settingsOf, TIMEOUT_OPTION, withCommonOptions } from "../command.ts";
import { catalogFor } from "../compose.ts";
import { counterexampleFiles } from "../counterexample-files.ts";

interface ReplayOptions extends CommonOptions, EngineOptions {
  readonly json?: boolean;
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
    .option("--json", "as JSON, one object a counterexample")
    .action((paths: readonly string[], options: ReplayOptions) => replayAll(paths, options, context));
};

async function replayAll(paths: readonly string[], options: ReplayOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = await settingsOf(context, options);
  const engine = await openEngine(options, settings, context);
  const { all } = await catalogFor(settings, io.today());
  const statuses = new Set<string>();
  for (const file of await counterexampleFiles(paths, io.cwd)) {
    const counterexample = await readCounterexample(resolve(io.cwd, file));
    const { status, detail, violation } = await replay(counterexample, engine, all);
    statuses.add(status);
    if (options.json === true) {
      io.out(`${JSON.stringify({ file, invariant: counterexample.invariant, status, detail, violation })}\n`);
      continue;
    }
    io.out(`${status}  ${file}\n  ${counterexample.invariant}: ${detail}\n`);
    if (violation === undefined) continue;
    io.out(`  ${place(violation)}: ${disagreement(violation)}\n\n`);
    io.out(`${await workOut({ ...counterexample, violation }, engine, all)}\n\n`);
  }
  context.exitCode = EXIT_CODES[statuses.has("STILL FAILING") ? "fail" : statuses.has("STALE") ? "unproven" : "pass"];
}
