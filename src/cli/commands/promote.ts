import { resolve } from "node:path";
import { wayTo } from "../../adapters/way.ts";
import type { Promotion } from "../../campaign/promote.ts";
import { promote, promotionOf } from "../../campaign/promote.ts";
import { replay } from "../../campaign/replay.ts";
import { readCounterexample } from "../../campaign/store.ts";
import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { ENGINE_OPTION, openEngine, settingsOf, TIMEOUT_OPTION, withCommonOptions } from "../command.ts";
import { catalogFor } from "../compose.ts";
import { counterexampleFiles } from "../counterexample-files.ts";
import type { EngineOptions } from "../engine-spec.ts";

interface PromoteOptions extends CommonOptions, EngineOptions {
  readonly to?: string;
  readonly stale?: boolean;
}

/** `tieout promote`: from the store of counterexamples to the regression tests. */
export const registerPromote: Register = (program, context) => {
  withCommonOptions(program.command("promote"))
    .summary("keep stored counterexamples as regression tests")
    .description(
      "Moves stored counterexamples to <folder>/<invariant>/, to be committed; `check` and `fuzz` replay them from there. Says what each comes to on the engine as it is now. Moves all of them or none; overwrites nothing.",
    )
    .argument("<file|dir...>", "counterexamples in JSON, or folders of them")
    .option("--to <dir>", "folder of the regression tests (default: the config's, or fixtures/counterexamples)")
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option("--stale", "also those that say nothing on this engine any more")
    .action((paths: readonly string[], options: PromoteOptions) => promoteAll(paths, options, context));
};

async function promoteAll(paths: readonly string[], options: PromoteOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = await settingsOf(context, options);
  const engine = await openEngine(options, settings, context);
  const { all } = await catalogFor(settings, io.today());
  const folder = options.to === undefined ? settings.regressions : resolve(io.cwd, options.to);
  const promotions: (Promotion & { readonly line: string })[] = [];
  for (const file of await counterexampleFiles(paths, io.cwd)) {
    const path = resolve(io.cwd, file);
    const counterexample = await readCounterexample(path);
    const { status, detail } = await replay(counterexample, engine, all);
    if (status === "STALE" && options.stale !== true) throw stale(file, detail);
    const promotion = promotionOf(path, counterexample, folder);
    promotions.push({ ...promotion, line: `${status}  ${file} → ${wayTo(promotion.to, io.cwd)}\n  ${detail}\n` });
  }
  for (const promotion of onePerPlace(promotions)) {
    promote(promotion);
    io.out(promotion.line);
  }
  context.exitCode = EXIT_CODES.pass;
}

/** Two files of one content move to one place; two contents do not. */
function onePerPlace<Each extends Promotion>(promotions: readonly Each[]): readonly Each[] {
  for (const { from, to, text } of promotions) {
    const other = promotions.find((each) => each.to === to && each.text !== text);
    if (other !== undefined)
      throw new ConfigError({ what: "two counterexamples have one name", where: from, actual: other.from });
  }
  return promotions;
}

function stale(file: string, detail: string): ConfigError {
  return new ConfigError({
    what: "a stale counterexample makes no regression test",
    where: file,
    expected: "FIXED or STILL FAILING",
    actual: `STALE: ${detail}`,
    hint: "nothing was moved; name the engine it is about with --engine, or promote it all the same with --stale",
  });
}
