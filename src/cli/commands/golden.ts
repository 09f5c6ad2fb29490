import type { Command } from "commander";
import type { GoldenCase } from "../../golden/case.ts";
import type { ComparedCase, GoldenTerms } from "../../golden/golden.ts";
import { compareCase, goldenDiff } from "../../golden/golden.ts";
import { caseFigures } from "../../golden/show/figure.ts";
import { checkKept } from "../../golden/store/check.ts";
import type { Survey } from "../../golden/store/survey.ts";
import { surveyGoldens } from "../../golden/store/survey.ts";
import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import { printable } from "../../report/escape.ts";
import { counted } from "../../report/figures.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import {
  ENGINE_OPTION,
  openEngine,
  progressOf,
  settingsOf,
  TIMEOUT_OPTION,
  withCommonOptions,
  withFormatOptions,
} from "../command.ts";
import { catalogFor } from "../compose.ts";
import type { EngineOptions } from "../engine-spec.ts";
import { acceptCases } from "../golden-accept.ts";
import type { GoldenOutput } from "../golden-output.ts";
import { deliverGoldenDiff } from "../golden-output.ts";

interface GoldenOptions extends GoldenOutput, EngineOptions {}

const CASES = "names of cases (default: all)";

/** `tieout golden`: recorded runs that an engine must reproduce. */
export const registerGolden: Register = (program, context) => {
  const golden = program
    .command("golden")
    .summary("golden runs: diff, accept, check, list")
    .description("Golden runs: recorded runs that an engine must reproduce (docs/GOLDEN.md).")
    .addHelpText(
      "after",
      "\nTo add a case: write golden/NAME/scenario.json, a market and a config (docs/GOLDEN.md, Begin), then\n`tieout golden accept NAME` runs it, shows the run and keeps it in golden/NAME/run. To change one: the same\ncommand, with the change that made it necessary. `golden` is the folder that the config names.\n",
    );
  registerDiff(golden, context);
  registerAccept(golden, context);
  registerCheck(golden, context);
  registerList(golden, context);
};

function registerDiff(golden: Command, context: Context): void {
  withFormatOptions(golden.command("diff"), context)
    .summary("compare the engine with its golden runs")
    .description(
      "Runs each case and compares it with the accepted run by date and asset. Names the first divergence by date, asset and stage; what may follow from it is counted and folded. Whatever has vanished, is new or stands in another order fails by name. Exit code 1 where anything differs, 3 where no run was accepted yet. JSON is a tieout.golden-diff/1 document.",
    )
    .argument("[case...]", CASES)
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option("--unfold", "show every difference, and the tolerance and headroom of every column")
    .action((names: readonly string[], options: GoldenOptions) => diff(names, options, context));
}

function registerAccept(golden: Command, context: Context): void {
  withCommonOptions(golden.command("accept"))
    .summary("record the engine's runs as the golden ones")
    .description(
      "Shows what changes, then records the engine's runs as the golden ones: all of the cases that are asked for, or none. Refuses an empty run (exit code 2), a run that fails an invariant (exit code 1), and to write in continuous integration (exit code 2).",
    )
    .argument("[case...]", CASES)
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .option("--unfold", "show every difference")
    .option("--dry-run", "show what would change and whether it would be refused, and write nothing")
    .action(async (names: readonly string[], options: GoldenOptions & { readonly dryRun?: boolean }) => {
      if (context.io.ci && options.dryRun !== true) throw inContinuousIntegration();
      const { cases } = await surveyFor(names, options, context);
      acceptCases(await compareAll(cases, options, context), options, context);
    });
}

function registerCheck(golden: Command, context: Context): void {
  withCommonOptions(golden.command("check"))
    .summary("look the golden runs over without running anything")
    .description(
      "Reads every golden run and holds it against its digests and its scenario; whatever lies in the folder and belongs to no case fails. Exit code 1 where anything is not as accepted, 2 where it cannot be read, 3 where a case has no accepted run.",
    )
    .action((options: CommonOptions) => check(options, context));
}

function registerList(golden: Command, context: Context): void {
  withCommonOptions(golden.command("list"))
    .summary("list the golden cases")
    .action(async (options: CommonOptions) => {
      const { cases } = await surveyFor([], options, context);
      for (const { name, scenario } of cases) {
        const { dates, assets } = scenario.market;
        context.io.out(
          `${name}  ${dates[0]} … ${dates.at(-1)}, ${counted(dates.length, "date")} × ${counted(assets.length, "asset")}\n`,
        );
      }
    });
}

async function diff(names: readonly string[], options: GoldenOptions, context: Context): Promise<void> {
  const { cases, unreferenced } = await surveyFor(names, options, context);
  const compared = await compareAll(cases, options, context);
  const document = goldenDiff(
    compared.map((each) => each.diff),
    names.length === 0 ? unreferenced : [],
  );
  deliverGoldenDiff(document, () => compared.map(caseFigures), options, context);
}

async function check(options: CommonOptions, context: Context): Promise<void> {
  const { io } = context;
  const survey = await surveyFor([], options, context);
  const kept = survey.cases.map(checkKept);
  for (const { name, files, wrong, accepted } of kept) {
    const words = accepted
      ? wrong.length === 0
        ? `as accepted, ${counted(files, "file")}`
        : ""
      : "no run was accepted yet";
    io.out(`${name}: ${words}\n${wrong.map((each) => `  ✗ ${printable(each)}\n`).join("")}`);
  }
  for (const path of survey.unreferenced) io.out(`✗ ${printable(path)} belongs to no golden case\n`);
  const fails = survey.unreferenced.length > 0 || kept.some(({ wrong }) => wrong.length > 0);
  const passes = kept.length > 0 && kept.every(({ accepted }) => accepted);
  context.exitCode = EXIT_CODES[fails ? "fail" : passes ? "pass" : "unproven"];
}

async function compareAll(
  cases: readonly GoldenCase[],
  options: GoldenOptions,
  context: Context,
): Promise<readonly ComparedCase[]> {
  const settings = await settingsOf(context, options);
  const engine = await openEngine(options, settings, context);
  const { run: invariants } = await catalogFor(settings, context.io.today());
  const terms: GoldenTerms = { engine, invariants, tolerances: settings.tolerances };
  const progress = progressOf(context, options);
  const compared: ComparedCase[] = [];
  for (const golden of cases) {
    progress.show(() => `golden: ${golden.name}`);
    compared.push(await compareCase(golden, terms));
  }
  progress.done();
  return compared;
}

/** The golden cases that are asked for; a ConfigError where no folder is set or there is no such case. */
async function surveyFor(names: readonly string[], options: CommonOptions, context: Context): Promise<Survey> {
  const { golden: root } = await settingsOf(context, options);
  if (root === undefined) {
    throw new ConfigError({
      what: "no folder of golden runs is set",
      where: "tieout.config.ts",
      expected: 'golden: "golden"',
    });
  }
  const survey = surveyGoldens(root);
  for (const name of names) {
    if (survey.cases.some((each) => each.name === name)) continue;
    throw new ConfigError({
      what: "there is no such golden case",
      expected: survey.cases.map((each) => each.name).join(", ") || "none exist yet",
      actual: JSON.stringify(name),
    });
  }
  return names.length === 0 ? survey : { ...survey, cases: survey.cases.filter(({ name }) => names.includes(name)) };
}

function inContinuousIntegration(): ConfigError {
  return new ConfigError({
    what: "golden runs are not written in continuous integration",
    hint: "run `tieout golden accept` where you can look at what changes, and commit the result",
  });
}
