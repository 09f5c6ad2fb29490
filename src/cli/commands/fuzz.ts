import { join, resolve } from "node:path";
import { wayTo } from "../../adapters/way.ts";
import { workOut } from "../../campaign/worked/work-out.ts";
import type { CampaignPart } from "../../model/campaign-part.ts";
import type { Counterexample } from "../../model/counterexample.ts";
import { ConfigError } from "../../model/errors.ts";
import type { Settings } from "../../model/settings.ts";
import { EvidenceBook } from "../../report/evidence-book.ts";
import { inputsOf } from "../attest.ts";
import { runBlocks } from "../campaign.ts";
import { campaignOutcome, gapsOf } from "../campaign-outcome.ts";
import { campaignPart, writePart } from "../campaign-part.ts";
import { campaignReport } from "../campaign-report.ts";
import type { Context, Register, ReportOptions } from "../command.ts";
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
  tell,
  tellerOf,
  WORKERS_OPTION,
  withReportOptions,
} from "../command.ts";
import { catalogFor, selectInvariants } from "../compose.ts";
import type { EngineOptions } from "../engine-spec.ts";
import { engineSpec } from "../engine-spec.ts";
import type { GeneratorOptions } from "../generators.ts";
import { GAPS_OPTION, GENERATOR_OPTION, PRICES_OPTION, shareOfCases, withGenerators } from "../generators.ts";
import { hostileEvidence } from "../hostile.ts";
import { checkFilePlace } from "../output-place.ts";
import { partName, shardExitCode, shardOption, shardSummary } from "../shard.ts";
import { replayAllStored, shelfOf } from "../stored.ts";

interface FuzzOptions extends ReportOptions, EngineOptions, GeneratorOptions {
  readonly cases?: number;
  readonly seconds?: number;
  readonly seed?: number;
  readonly invariant?: readonly string[];
  readonly againstReference?: boolean;
  readonly workers?: number;
  readonly shard?: CampaignPart["shard"];
  readonly part?: string;
}

/** `tieout fuzz`: the property campaign alone. */
export const registerFuzz: Register = (program, context) => {
  withReportOptions(program.command("fuzz"), context)
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
    .addOption(GENERATOR_OPTION)
    .addOption(PRICES_OPTION)
    .addOption(GAPS_OPTION)
    .option("--invariant <id...>", "only these invariants, by id or folder")
    .option("--against-reference", REFERENCE_HELP)
    .addOption(WORKERS_OPTION)
    .option(
      "--shard <i/n>",
      "judge the i-th of n parts of the campaign's blocks and write a part for `tieout merge`",
      shardOption,
    )
    .option("--part <file>", "where the shard's part is written (default: in the --report folder, or the config's)")
    .action((options: FuzzOptions) => fuzz(options, context));
};

async function fuzz(options: FuzzOptions, context: Context): Promise<void> {
  const { io } = context;
  checkShard(options);
  if (options.part !== undefined) checkFilePlace(resolve(io.cwd, options.part), "--part");
  const settings = withGenerators(againstReference(await settingsOf(context, options), options), options, io.cwd);
  const deadline = options.seconds === undefined ? undefined : io.now() + options.seconds * 1000;
  const { engine, all, selected, progress } = await benchOf(options, settings, context);
  const { shard, seed = settings.campaign.seed } = options;
  const cases = shareOfCases(options.cases ?? settings.campaign.cases, settings);
  checkHostile(shard, cases.invalid);
  const book = new EvidenceBook();
  const replays = shard === undefined || shard.index === 1;
  const stored = replays
    ? await replayAllStored({ engine, settings, invariants: all, selected, io, progress }, book)
    : undefined;
  const run = await runBlocks({
    engine,
    engineSpec: engineSpec(options, settings, io.cwd),
    settings,
    invariants: selected,
    seed,
    cases: cases.valid,
    shard,
    workers: options.workers ?? settings.campaign.workers,
    deadline,
    io,
    progress,
    onEngineFailure: tellerOf(context),
  });
  if (shard !== undefined) {
    const part = campaignPart({ run, shard, invariants: selected, settings, stored, cwd: io.cwd });
    deliverPart(part, options, settings, context);
    return;
  }
  const tableOf = (found: Counterexample) => workOut(found, engine, selected);
  const shelf = shelfOf(settings, stored!, io, tableOf);
  const outcome = await campaignOutcome(run.examined, run.subject, gapsOf(run), shelf);
  const hostile = await hostileEvidence({ engine, settings, seed, cases: cases.invalid, io, progress }, book);
  const { statements } = run.subject;
  const report = campaignReport({ outcome, hostile, statements, stored: stored!, settings, book, today: io.today() });
  const audited = { inputs: inputsOf(settings, options, io) };
  deliver(report, options, context, { extras: () => ({ tables: outcome.tables }), audited });
  tell(outcome.tables, options, context);
}

async function benchOf(options: FuzzOptions, settings: Settings, context: Context) {
  const engine = await openEngine(options, settings, context);
  const { all } = await catalogFor(settings, context.io.today());
  const selected = selectInvariants(options.invariant ?? [], all);
  return { engine, all, selected, progress: progressOf(context, options) };
}

function checkShard({ shard, part, format, attest }: FuzzOptions): void {
  if (shard === undefined && part !== undefined) {
    throw new ConfigError({ what: "--part is where a shard's part goes; say which with --shard i/n", where: part });
  }
  if (shard !== undefined && (format ?? attest) !== undefined) {
    const option = format === undefined ? "--attest" : "--format";
    throw new ConfigError({
      what: "a shard writes a part and no report",
      where: option,
      hint: `give ${option} to \`tieout merge\``,
    });
  }
}

function checkHostile(shard: FuzzOptions["shard"], invalid: number): void {
  if (shard === undefined || invalid === 0) return;
  throw new ConfigError({
    what: "a shard offers no invalid scenarios",
    where: "--generator hostile",
    hint: "offer them in a run of their own: they are few and quick",
  });
}

/** Writes a shard's part where it is asked for, says what is in it, and sets the exit code. */
function deliverPart(part: CampaignPart, options: FuzzOptions, settings: Settings, context: Context): void {
  const { io } = context;
  const folder = options.report === undefined ? settings.report : resolve(io.cwd, options.report);
  const file = options.part === undefined ? join(folder, partName(part.shard)) : resolve(io.cwd, options.part);
  writePart(part, file);
  if (options.quiet !== true) io.out(shardSummary(part, wayTo(file, io.cwd)));
  context.exitCode = shardExitCode(part);
}
