import { goldenInputs, inputsOf } from "../attest.ts";
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
import { builtinMarkets, catalogFor, scenarioOf } from "../compose.ts";
import type { EngineOptions } from "../engine-spec.ts";
import { engineSpec } from "../engine-spec.ts";
import { gate } from "../gate.ts";
import { FOLDER_FORMATS } from "../output.ts";
import { commandOf } from "../provenance.ts";
import { ChartDesk } from "../report-page.ts";

interface CheckOptions extends ReportOptions, EngineOptions {
  readonly cases?: number;
  readonly seed?: number;
  readonly againstReference?: boolean;
  readonly workers?: number;
}

/** `tieout check`: the gate. */
export const registerCheck: Register = (program, context) => {
  withReportOptions(program.command("check"), context)
    .summary("the gate: everything below on one engine, one report, one exit code")
    .description(
      "Replays stored counterexamples, compares golden runs, records and audits a run on each market, runs the property campaign, makes the static audits of the config, and lets the canaries show that the invariants can fail. Writes the report to .tieout/report unless told otherwise.",
    )
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option("--cases <n>", "scenarios of the campaign (default: the config's, or 2048)", integerOption("--cases", 1))
    .option("--seed <n>", "seed of the campaign (default: the config's)", integerOption("--seed", 0))
    .option("--against-reference", REFERENCE_HELP)
    .addOption(WORKERS_OPTION)
    .action((options: CheckOptions) => check(options, context));
};

async function check(options: CheckOptions, context: Context): Promise<void> {
  const { io } = context;
  const configured = againstReference(await settingsOf(context, options), options);
  const engine = await openEngine(options, configured, context);
  const subjects = (configured.subjects ?? builtinMarkets.map(({ name }) => ({ market: name }))).map(scenarioOf);
  const { seed, cases } = configured.campaign;
  const campaign = { ...configured.campaign, seed: options.seed ?? seed, cases: options.cases ?? cases };
  const settings = { ...configured, campaign };
  const desk = new ChartDesk({ format: options.format ?? FOLDER_FORMATS });
  const { report, tables, chains } = await gate({
    engine,
    engineSpec: engineSpec(options, configured, io.cwd),
    subjects,
    settings,
    catalog: await catalogFor(settings, io.today()),
    io,
    progress: progressOf(context, options),
    workers: options.workers ?? configured.campaign.workers,
    onEngineFailure: tellerOf(context),
    desk,
    command: commandOf(context.args),
  });
  deliver(report, options, context, {
    directory: settings.report,
    extras: () => ({ tables, chains, charts: desk.groups }),
    audited: { inputs: [...inputsOf(configured, options, io), ...goldenInputs(configured)] },
  });
  tell(tables, options, context);
}
