import { resolve } from "node:path";
import { wayTo } from "../../adapters/way.ts";
import { counterexampleOf } from "../../campaign/counterexample.ts";
import type { Discovery } from "../../campaign/findings.ts";
import { REDUCTION_BUDGET } from "../../campaign/reducer.ts";
import type { Kept } from "../../campaign/stored.ts";
import { keepCounterexample, replayStored } from "../../campaign/stored.ts";
import { workOut } from "../../campaign/worked/work-out.ts";
import type { Counterexample } from "../../model/counterexample.ts";
import type { Engine } from "../../model/engine.ts";
import { EXIT_CODES } from "../../model/report.ts";
import type { Scenario } from "../../model/scenario.ts";
import { brief, counted } from "../../report/figures.ts";
import { workedText } from "../../report/worked.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import {
  ENGINE_OPTION,
  integerOption,
  openEngine,
  progressOf,
  settingsOf,
  TIMEOUT_OPTION,
  withCommonOptions,
} from "../command.ts";
import { catalogFor } from "../compose.ts";
import type { EngineOptions } from "../engine-spec.ts";
import type { Progress } from "../io.ts";
import type { LayoutOptions } from "../layout-option.ts";
import { LAYOUT_OPTION, layoutFor } from "../layout-option.ts";
import type { Shrinkable } from "../shrinkable.ts";
import { shrinkableAt } from "../shrinkable.ts";

interface ShrinkOptions extends CommonOptions, EngineOptions, LayoutOptions {
  readonly invariant?: readonly string[];
  readonly budget?: number;
  readonly seed?: number;
  readonly json?: boolean;
}

/** `tieout shrink`: a failing scenario or recorded run, reduced to what the failure needs. */
export const registerShrink: Register = (program, context) => {
  withCommonOptions(program.command("shrink"))
    .summary("reduce a failing scenario or recorded run to a few cells")
    .description(
      "Runs the engine on a stored counterexample, a scenario or the scenario of a recorded run, and reduces every failure to the fewest days, assets and figures that show it. Exit code 1 when something fails and was reduced, 0 when nothing fails, 3 when a recorded failure can no longer be had.",
    )
    .argument("<file|dir>", "a counterexample or a scenario in JSON, or a run directory")
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option("--invariant <id...>", "only these, by id or folder; relations are only asked when named here")
    .option(
      "--budget <n>",
      `engine runs that one reduction may take (default: ${REDUCTION_BUDGET})`,
      integerOption("--budget", 0),
    )
    .option("--seed <n>", "makes the second scenario of a relation (default: the config's)", integerOption("--seed", 0))
    .option("--json", "as JSON, one object a counterexample")
    .addOption(LAYOUT_OPTION)
    .action((path: string, options: ShrinkOptions) => shrink(path, options, context));
};

async function shrink(path: string, options: ShrinkOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = await settingsOf(context, options);
  const { all } = await catalogFor(settings, io.today());
  const seed = options.seed ?? settings.campaign.seed;
  const progress = progressOf(context, options);
  const engine = counting(await openEngine(options, settings, context), progress);
  const layout = layoutFor(options, settings, io.cwd);
  const asked = { engine, invariants: all, named: options.invariant ?? [], seed, layout };
  const found = await shrinkableAt(resolve(io.cwd, path), path, asked);
  const { name, version } = await engine.describe();
  const budget = options.budget ?? REDUCTION_BUDGET;
  const failing = new Set(found.discoveries.map(({ statement }) => statement.id));
  const selects = (id: string) => failing.has(id);
  const stored = await replayStored({ engine, invariants: all, folders: [settings.counterexamples], selects });
  for (const discovery of found.discoveries) {
    const before = engine.runs();
    const identity = { name, version };
    const counterexample = await counterexampleOf(discovery, { engine, identity, seed, reductionBudget: budget });
    progress.done();
    const kept = await keepCounterexample(settings.counterexamples, counterexample, stored);
    const runs = engine.runs() - before;
    const table = workedText(await workOut(counterexample, engine, all));
    tell({ kept, discovery, counterexample, table, runs }, options, context);
  }
  conclude(path, found, options, context);
}

interface Shrunk {
  /** What is stored of the failure: this counterexample, or one that was there and is no larger. */
  readonly kept: Kept;
  readonly discovery: Discovery;
  readonly counterexample: Counterexample;
  /** The counterexample worked out. */
  readonly table: string;
  /** Engine runs, those that told relevant values apart among them. */
  readonly runs: number;
}

function tell(
  { kept, discovery, counterexample, table, runs }: Shrunk,
  { json }: ShrinkOptions,
  { io }: Context,
): void {
  if (kept.unstored !== undefined) io.err(`tieout: ${kept.unstored.message}\n`);
  const file = kept.file === undefined ? undefined : wayTo(kept.file, io.cwd);
  const replaced = kept.replaced.map((each) => wayTo(each, io.cwd));
  const { invariant, signature, scenario, worst } = counterexample;
  const sizes = { before: sizeOf(discovery.scenario.market), after: sizeOf(scenario.market) };
  if (json === true) {
    io.out(`${JSON.stringify({ file, replaced, invariant, signature, ...sizes, engineRuns: runs, worst })}\n`);
    return;
  }
  const { before, after } = sizes;
  io.out(
    `${table}\n\n` +
      `reduced from ${counted(before.days, "day")} × ${counted(before.assets, "asset")} to ` +
      `${counted(after.days, "day")} × ${counted(after.assets, "asset")} in ${counted(runs, "engine run")}` +
      `${worst === undefined ? "" : `, worst residual on the way ${brief(worst.residual)}`}${file === undefined ? "" : `; replay it: tieout replay ${file}`}\n` +
      `${placeInStore(kept.counterexample !== counterexample, file, replaced)}\n`,
  );
}

/** What became of the other counterexamples of the failure. */
function placeInStore(isOther: boolean, file: string | undefined, replaced: readonly string[]): string {
  if (isOther) return `a smaller one of the same failure is stored already: ${file}\n`;
  if (replaced.length === 0) return "";
  const larger = replaced.length === 1 ? "a larger one" : "larger ones";
  return `it takes the place of ${replaced.join(" and ")}, ${larger} of the same failure\n`;
}

/** What was recorded and is no more, what could not be judged, and the exit code. */
function conclude(path: string, found: Shrinkable, { json }: ShrinkOptions, context: Context): void {
  const { discoveries, notes, gone, examined } = found;
  const say = json === true ? context.io.err : context.io.out;
  for (const note of notes) say(`${note}\n`);
  for (const line of gone) say(`no longer fails: ${line}\n`);
  if (gone.length > 0) say("the engine no longer fails on this run: the recorded run may be of an older version\n");
  if (discoveries.length === 0 && gone.length === 0 && examined > 0) {
    say(`nothing to reduce: nothing fails on ${path}; ${counted(examined, "comparison")} examined\n`);
  }
  const nothing = gone.length > 0 || examined === 0 ? "unproven" : "pass";
  context.exitCode = EXIT_CODES[discoveries.length > 0 ? "fail" : nothing];
}

function sizeOf({ dates, assets }: { dates: readonly string[]; assets: readonly string[] }) {
  return { days: dates.length, assets: assets.length };
}

/** The engine, counting its runs, which the progress line shows. */
function counting(engine: Engine, progress: Progress): Engine & { readonly runs: () => number } {
  let runs = 0;
  return {
    describe: () => engine.describe(),
    run(scenario: Scenario, signal?: AbortSignal) {
      runs++;
      progress.show(() => `reducing: ${counted(runs, "engine run")}`);
      return engine.run(scenario, signal);
    },
    runs: () => runs,
  };
}
