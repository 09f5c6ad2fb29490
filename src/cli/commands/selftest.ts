import { basename, resolve } from "node:path";
import { readRun } from "../../adapters/run-directory/read.ts";
import { SELF_TEST_CASES, selfTest } from "../../campaign/selftest.ts";
import { selfTestVerdict } from "../../campaign/selftest-verdict.ts";
import { sensitivityOf } from "../../campaign/sensitivity/sensitivity.ts";
import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import type { Sensitivity } from "../../model/sensitivity.ts";
import { killMatrixHtml } from "../../report/html/kill-matrix-page.ts";
import type { KillMatrix } from "../../report/kill-matrix-layout.ts";
import { killMatrixMarkdown } from "../../report/kill-matrix-markdown.ts";
import { killMatrixText } from "../../report/kill-matrix-text.ts";
import { sensitivityMarkdown } from "../../report/sensitivity-markdown.ts";
import { sensitivityText } from "../../report/sensitivity-text.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { integerOption, progressOf, settingsOf, withCommonOptions } from "../command.ts";
import { aboutEngines, catalogFor, engineOf, faultNamed, seededFaults } from "../compose.ts";

interface SelftestOptions extends CommonOptions {
  readonly run?: string;
  readonly fault?: readonly string[];
  readonly cases?: number;
  readonly seed?: number;
  readonly format?: string;
}

/** How the kill matrix is written, by format. */
const MATRIX_WRITERS: Readonly<Record<string, (matrix: KillMatrix) => string>> = {
  text: killMatrixText,
  md: killMatrixMarkdown,
  json: ({ whole: _, enough: __, ...matrix }) => `${JSON.stringify(matrix, null, 2)}\n`,
  html: killMatrixHtml,
};

/** How the sensitivity of a run is written, by format. */
const SENSITIVITY_WRITERS: Readonly<Record<string, (sensitivity: Sensitivity) => string>> = {
  text: sensitivityText,
  md: sensitivityMarkdown,
  json: (sensitivity) => `${JSON.stringify(sensitivity, null, 2)}\n`,
};

/** `tieout selftest`: can the invariants fail at all, and on this run? */
export const registerSelftest: Register = (program, context) => {
  withCommonOptions(program.command("selftest"))
    .summary("run every seeded fault against every invariant, or corrupt a run to see what is noticed")
    .description(
      "The kill matrix: every seeded fault must be noticed by each invariant that it names, every invariant must notice a fault, and the engine without a fault must break none. Exit code 4 otherwise; 3 where that may be for lack of --cases. With --run, what an audit of that run would notice: it is corrupted in memory in all the standard ways, and the blind spots are listed first.",
    )
    .option("--run <dir>", "corrupt this run directory (in memory; the folder is only read)")
    .option("--fault <id...>", "only these faults")
    .option("--cases <n>", `generated scenarios a fault (default: ${SELF_TEST_CASES})`, integerOption("--cases", 1))
    .option("--seed <n>", "seed (default: the config's)", integerOption("--seed", 0))
    .option("--format <name>", "text, md, json or, for the kill matrix, html (default: text)")
    .action((options: SelftestOptions) =>
      options.run === undefined ? showMatrix(options, context) : showSensitivity(options.run, options, context),
    );
};

async function showMatrix(options: SelftestOptions, context: Context): Promise<void> {
  const write = writerNamed(options.format ?? "text", MATRIX_WRITERS);
  const settings = await settingsOf(context, options);
  const named = options.fault;
  const selected = named === undefined ? (await seededFaults()).faults : await Promise.all(named.map(faultNamed));
  const progress = progressOf(context, options);
  const seed = options.seed ?? settings.campaign.seed;
  const result = await selfTest({
    faults: selected,
    invariants: aboutEngines,
    engineOf,
    seed,
    cases: options.cases ?? SELF_TEST_CASES,
    onProgress: ({ done, planned, fault }) => progress.show(() => `self-test: ${done} of ${planned}: ${fault}`),
  });
  progress.done();
  const whole = options.fault === undefined;
  const verdict = selfTestVerdict(result, whole);
  context.io.out(write({ seed, verdict, whole, enough: SELF_TEST_CASES, ...result }));
  context.exitCode = EXIT_CODES[verdict];
}

/** What is noticed is a finding about the audit, not a verdict on the run: the exit code is 0. */
async function showSensitivity(directory: string, options: SelftestOptions, context: Context): Promise<void> {
  const write = writerNamed(options.format ?? "text", SENSITIVITY_WRITERS);
  if (options.fault !== undefined || options.cases !== undefined) {
    throw new ConfigError({
      what: "--fault and --cases are about generated runs, and --run is about one that was recorded",
      hint: "leave them out",
    });
  }
  const settings = await settingsOf(context, options);
  const folder = resolve(context.io.cwd, directory);
  const { run: invariants } = await catalogFor(settings, context.io.today());
  const run = readRun(folder);
  const progress = progressOf(context, options);
  const sensitivity = sensitivityOf({
    run,
    name: basename(folder),
    invariants,
    seed: options.seed ?? settings.campaign.seed,
    onProgress: ({ done, artifact, way }) => progress.show(() => `corrupted ${done} times: ${way} in ${artifact}`),
  });
  progress.done();
  context.io.out(write(sensitivity));
  context.exitCode = EXIT_CODES.pass;
}

function writerNamed<Document>(
  name: string,
  writers: Readonly<Record<string, (document: Document) => string>>,
): (document: Document) => string {
  const write = Object.hasOwn(writers, name) ? writers[name] : undefined;
  if (write !== undefined) return write;
  throw new ConfigError({
    what: "there is no such format here",
    where: "--format",
    expected: Object.keys(writers).join(", "),
    actual: JSON.stringify(name),
  });
}
