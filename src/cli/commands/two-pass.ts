import { dirname, join, resolve } from "node:path";
import { checkFillable } from "../../adapters/run-directory/target.ts";
import { grantedTolerances, judgeWaivers } from "../../campaign/terms.ts";
import { ConfigError } from "../../model/errors.ts";
import { readBaseline } from "../../passes/recorded-baseline.ts";
import { comparisonText } from "../../passes/text.ts";
import { twoPass } from "../../passes/two-pass.ts";
import { AUDIT_FOLDER, writeAudit } from "../../passes/write-audit.ts";
import { assembleReport } from "../../report/assemble.ts";
import { EvidenceBook } from "../../report/evidence-book.ts";
import { inputsOf } from "../attest.ts";
import type { Context, Register, ReportOptions } from "../command.ts";
import {
  deliver,
  ENGINE_OPTION,
  openEngine,
  progressOf,
  settingsOf,
  TIMEOUT_OPTION,
  withReportOptions,
} from "../command.ts";
import { catalogFor } from "../compose.ts";
import type { EngineOptions } from "../engine-spec.ts";
import { checkFolderPlace } from "../output-place.ts";
import type { ScenarioOptions } from "../scenario-request.ts";
import { scenarioAsked, withScenarioOptions } from "../scenario-request.ts";

interface TwoPassOptions extends ScenarioOptions, ReportOptions, EngineOptions {
  readonly out: string;
  readonly tag: string;
  readonly baselineRun?: string;
  readonly replace?: boolean;
}

/** `tieout two-pass`: what the allocator does to a strategy, and whether that is all that differs. */
export const registerTwoPass: Register = (program, context) => {
  const command = withReportOptions(program.command("two-pass"), context)
    .summary("run with and without the allocator, compare and judge the two")
    .description(
      "Runs the scenario with the allocator off, then with the scalars that this baseline recorded; writes both run directories and two_pass_comparison.{json,md,html}, and judges both runs and what differs between them. With an overlay in the config a third pass says whether it improves the tail. The folder appears whole or not at all.",
    )
    .requiredOption("--out <dir>", "the folder of audits; this one is the folder of its tag in it")
    .option("--tag <name>", "name of this audit", "two-pass")
    .option("--baseline-run <dir>", "a recorded run of the same scenario with the allocator off, in place of pass 1")
    .option("--replace", "replace the audit of that tag if it exists");
  withScenarioOptions(command)
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .action((options: TwoPassOptions) => audit(options, context));
};

async function audit(options: TwoPassOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = await settingsOf(context, options);
  const directory = resolve(io.cwd, options.out, tagOf(options.tag));
  checkFolderPlace(dirname(directory), "--out");
  checkFillable(directory, options.replace === true, AUDIT_FOLDER);
  const { name, scenario } = scenarioAsked(options, io.cwd);
  const engine = await openEngine(options, settings, context);
  const baselineDirectory = options.baselineRun === undefined ? undefined : resolve(io.cwd, options.baselineRun);
  const recorded = baselineDirectory === undefined ? undefined : readBaseline(baselineDirectory, scenario);
  const catalog = await catalogFor(settings, io.today());
  const progress = progressOf(context, options);
  progress.show(() => `two passes over ${name}`);
  const passes = await twoPass(engine, scenario, recorded);
  const { comparison, evidence, digest, assumptions } = writeAudit({
    passes,
    allocator: scenario.config.allocator,
    directory,
    replace: options.replace === true,
    baselineDirectory,
    runInvariants: catalog.run,
    passesInvariants: catalog.passes,
  });
  progress.done();
  const book = new EvidenceBook().addAll(evidence);
  const waivers = judgeWaivers(settings, book, io.today());
  const report = assembleReport({
    subject: { kind: "passes", name, digest },
    seed: null,
    statements: [...catalog.passes, ...catalog.run, ...waivers],
    evidence: book.pages,
    waivers: settings.waivers,
    notExamined: ["the engine beyond these two runs: `tieout check` looks for scenarios on which it breaks"],
    assumptions: [...grantedTolerances(settings), ...assumptions],
  });
  if (options.format === undefined && options.quiet !== true) {
    io.out(`${comparisonText(comparison)}\nwritten to ${join(options.out, options.tag)}\n\n`);
  }
  deliver(report, options, context, { audited: { folders: [directory], inputs: inputsOf(settings, options, io) } });
}

/** A tag is the name of one folder: it leads nowhere else. */
function tagOf(tag: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(tag)) return tag;
  throw new ConfigError({
    what: "not a name for an audit",
    where: "--tag",
    expected: "letters, digits, dots, dashes and underscores",
    actual: JSON.stringify(tag),
  });
}
