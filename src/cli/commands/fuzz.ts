import { judgeWaivers } from "../../campaign/terms.ts";
import { assembleReport } from "../../report/assemble.ts";
import { EvidenceBook } from "../../report/evidence-book.ts";
import { campaign, engineAnswers, leastOf } from "../campaign.ts";
import type { Context, EngineOptions, Register, ReportOptions } from "../command.ts";
import {
  againstReference,
  deliver,
  ENGINE_OPTION,
  integerOption,
  openEngine,
  progressOf,
  REFERENCE_HELP,
  settingsOf,
  TIMEOUT_OPTION,
  withReportOptions,
} from "../command.ts";
import { catalogFor, selectInvariants } from "../compose.ts";
import { replayAllStored } from "../stored.ts";
import { engineSubject } from "../subject.ts";

interface FuzzOptions extends ReportOptions, EngineOptions {
  readonly cases?: number;
  readonly seconds?: number;
  readonly seed?: number;
  readonly invariant?: readonly string[];
  readonly againstReference?: boolean;
}

/** `tieout fuzz`: the property campaign alone. */
export const registerFuzz: Register = (program, context) => {
  withReportOptions(program.command("fuzz"))
    .summary("search for scenarios on which an engine breaks an invariant")
    .description(
      "Replays stored counterexamples, then generates scenarios, runs the engine on each, and judges every run. Each different failure is reduced to a scenario for hand work and stored.",
    )
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option("--cases <n>", "scenarios to generate (default: the config's, or 2048)", integerOption("--cases", 1))
    .option("--seconds <n>", "stop after this time; the report says what was left out", integerOption("--seconds", 1))
    .option(
      "--seed <n>",
      "seed; the same seed gives the same report (default: the config's)",
      integerOption("--seed", 0),
    )
    .option("--invariant <id...>", "only these invariants, by id or folder")
    .option("--against-reference", REFERENCE_HELP)
    .action((options: FuzzOptions) => fuzz(options, context));
};

async function fuzz(options: FuzzOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = againstReference(await settingsOf(context, options), options);
  const engine = await openEngine(options, settings, context);
  const { all } = await catalogFor(settings, io.today());
  const selected = selectInvariants(options.invariant ?? [], all);
  const progress = progressOf(context, options);
  const deadline = options.seconds === undefined ? undefined : io.now() + options.seconds * 1000;
  const book = new EvidenceBook();
  const stored = await replayAllStored({ engine, settings, invariants: all, selected, io, progress }, book);
  const outcome = await campaign({
    engine,
    invariants: selected,
    seed: options.seed ?? settings.campaign.seed,
    cases: options.cases ?? settings.campaign.cases,
    least: leastOf(settings),
    folder: settings.counterexamples,
    stored: stored.replays,
    cwd: io.cwd,
    progress,
    ...(deadline === undefined ? {} : { deadline, canStop: () => io.now() >= deadline }),
  });
  book.addAll(outcome.evidence);
  const waivers = judgeWaivers(settings, book, io.today());
  const report = assembleReport({
    subject: engineSubject(outcome.result.engine),
    seed: outcome.result.seed,
    statements: [engineAnswers, ...selected, ...stored.gone, ...waivers],
    evidence: book.pages,
    waivers: settings.waivers,
    notExamined: [
      ...stored.notExamined,
      ...outcome.notExamined,
      "recorded runs, golden runs and source code: this was the campaign alone",
    ],
    assumptions: outcome.assumptions,
  });
  deliver(report, options, context);
  if (options.format === undefined && options.quiet !== true)
    for (const table of outcome.tables) io.out(`\n${table}\n`);
}
