import { resolve } from "node:path";
import type { Command } from "commander";
import { Option } from "commander";
import type { Engine } from "../model/engine.ts";
import { ConfigError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { EXIT_CODES } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import type { RuleHelp } from "../report/sarif/log.ts";
import type { Worked } from "../report/worked.ts";
import { workedText } from "../report/worked.ts";
import type { AttestOptions, Audited } from "./attest.ts";
import { ATTEST_OPTION, attestReport, checkAttestOptions, KEY_OPTION } from "./attest.ts";
import { catalog, ENGINE_HELP } from "./compose.ts";
import type { EngineOptions, EngineWords } from "./engine-spec.ts";
import { engineOfSpec, engineSpec } from "./engine-spec.ts";
import { forLog, projectFolder, publishReport } from "./github.ts";
import type { Io } from "./io.ts";
import { Progress } from "./io.ts";
import type { FormatName } from "./output.ts";
import { FOLDER_FORMATS, FORMAT_NAMES, formatNamed, renderReport, writeReports } from "./output.ts";
import { checkFolderPlace } from "./output-place.ts";
import type { Extras } from "./report-page.ts";
import { loadSettings } from "./settings.ts";

/** What every command is handed: the outside, and a place for its exit code and its progress line. */
export interface Context {
  readonly io: Io;
  /** The words of the command line, for the report to repeat. */
  readonly args: readonly string[];
  /** The engines that the command opened; they are closed when it ends, however it ends. */
  readonly engines: Engine[];
  /** The progress line in use, to be wiped before an error is printed. */
  progress?: Progress;
  /** Tells people what engines wrote before they failed; one for all engines of the command. */
  onEngineFailure?: (failure: EngineWords) => void;
  /** Set by the command that ran. */
  exitCode: number;
}

/** A command: it adds itself to the program; its action sets `context.exitCode`. */
export type Register = (program: Command, context: Context) => void;

/** Options that every command has. */
export interface CommonOptions {
  readonly config?: string;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** Options of the commands that end in a report. */
export interface FormatOptions extends CommonOptions {
  readonly report?: string;
  readonly format?: readonly FormatName[];
}

/** Options of those whose report can be attested: all but static audits on their own. */
export interface ReportOptions extends FormatOptions, AttestOptions {}

/** Adds the options that every command has. */
export function withCommonOptions(command: Command): Command {
  return command
    .option("--config <file>", "config file (default: tieout.config.ts, found upwards from the working directory)")
    .option("--quiet", "no progress and, where a report is written to a folder, no text")
    .option("--no-color", "no colour, as NO_COLOR in the environment");
}

/** Adds the options of the commands that end in a report. */
export function withReportOptions(command: Command, context: Context): Command {
  const { io } = context;
  return withFormatOptions(command, context)
    .addOption(ATTEST_OPTION)
    .addOption(KEY_OPTION)
    .hook("preAction", () => checkAttestOptions(command.opts<ReportOptions>(), io.cwd));
}

/** Adds the options of the commands whose report has a format. */
export function withFormatOptions(command: Command, { io }: Context): Command {
  return withCommonOptions(command)
    .hook("preAction", () => {
      const { report } = command.opts<FormatOptions>();
      if (report !== undefined) checkFolderPlace(resolve(io.cwd, report), "--report");
    })
    .option("--report <dir>", "write the report into this folder")
    .option(
      "--format <name>",
      `${FORMAT_NAMES.join(", ")}; repeatable. Without --report the first goes to stdout (default: text; in a folder ${FOLDER_FORMATS.join(", ")})`,
      collectFormat,
    );
}

/** A parser for an option that is an integer of at least `least`. */
export function integerOption(name: string, least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() !== "" && Number.isSafeInteger(number) && number >= least) return number;
    throw new ConfigError({
      what: "not a number that makes sense here",
      where: name,
      expected: `an integer of at least ${least}`,
      actual: JSON.stringify(value),
    });
  };
}

/** The command's settings: its config file, or the one found upwards, or the defaults. */
export function settingsOf(context: Context, options: CommonOptions): Promise<Settings> {
  return loadSettings(context.io.cwd, options.config);
}

export const ENGINE_OPTION = new Option("--engine <name|file|command>", `${ENGINE_HELP} (default: the config's)`);
export const TIMEOUT_OPTION = new Option(
  "--timeout <seconds>",
  "seconds that an engine in a process of its own may take for one scenario (default: the config's, or 10)",
).argParser(secondsOption);

/** How `--against-reference` is explained wherever it is an option. */
export const REFERENCE_HELP =
  "hold the engine to the tables of the reference too, for engines that follow docs/ENGINE.md (default: campaign.reference of the config)";

/** The settings, with the reference asked for where the command line does; never for the reference itself. */
export function againstReference(
  settings: Settings,
  options: EngineOptions & { readonly againstReference?: boolean },
): Settings {
  const isOther = (options.engine ?? settings.engine) !== "reference";
  const reference = isOther && (options.againstReference ?? settings.campaign.reference);
  return { ...settings, campaign: { ...settings.campaign, reference } };
}
export const WORKERS_OPTION = new Option(
  "--workers <n>",
  "threads that share the campaign; the report is the same for any number (default: the config's, or up to 4 where they are worth their start)",
).argParser(integerOption("--workers", 1));

/** The engine that is asked for, for as long as the command runs: it is closed with the command. */
export async function openEngine(
  options: EngineOptions,
  settings: Settings,
  context: Context,
  onFailure: (failure: EngineWords) => void = tellerOf(context),
): Promise<Engine> {
  const engine = await engineOfSpec(engineSpec(options, settings, context.io.cwd), onFailure);
  context.engines.push(engine);
  return engine;
}

/** Tells people what an engine wrote to stderr before it failed, once for each way of failing. */
export function tellerOf(context: Context): (failure: EngineWords) => void {
  context.onEngineFailure ??= failureTeller(context.io);
  return context.onEngineFailure;
}

function failureTeller({ err }: Io): (failure: EngineWords) => void {
  const told = new Set<string>();
  return ({ name, message, lastLines }) => {
    if (told.has(name) || lastLines.length === 0) return;
    told.add(name);
    err(`tieout: ${name}: ${message}\nthe last lines that the engine wrote to stderr:\n`);
    for (const line of lastLines) err(`  | ${line}\n`);
  };
}

function secondsOption(value: string): number {
  const seconds = Number(value);
  if (value.trim() !== "" && seconds > 0 && seconds <= 86_400) return seconds;
  throw new ConfigError({
    what: "not a time limit",
    where: "--timeout",
    expected: "seconds above 0, at most 86400",
    actual: JSON.stringify(value),
  });
}

/** A progress line that respects `--quiet`. */
export function progressOf(context: Context, options: CommonOptions): Progress {
  context.progress = new Progress(context.io, options.quiet === true);
  return context.progress;
}

/** What a report is delivered with. */
export interface Delivery {
  /** The folder it is written to unless told otherwise. */
  readonly directory?: string;
  /** What a page shows beside the document. */
  readonly extras?: Extras;
  /** What an attestation is over, beside the report. */
  readonly audited?: Audited;
}

/** Prints a report, writes and attests it where asked; sets the exit code of its verdict. */
export function deliver(report: Report, options: ReportOptions, context: Context, delivery: Delivery = {}): void {
  const { io } = context;
  const { attest, format: formats = FOLDER_FORMATS } = options;
  const { extras } = delivery;
  const directory = options.report ?? delivery.directory;
  const look = { helpOf, extras, project: projectFolder(io) };
  const files = directory === undefined ? [] : writeReports(report, directory, formats, io.cwd, look);
  if (attest !== undefined) attestReport({ ...options, attest }, report, files, delivery.audited, io);
  const onStdout = options.report === undefined ? (options.format?.[0] ?? "text") : "text";
  const silent = options.quiet === true && directory !== undefined;
  if (!silent) {
    const text = renderReport(report, onStdout, { ...look, color: io.color && options.color !== false });
    io.out(forLog(text, onStdout, io));
  }
  publishReport(report, io);
  context.exitCode = EXIT_CODES[report.verdict];
}

function helpOf(id: string): RuleHelp | undefined {
  return catalog.find((each) => each.id === id);
}

/** Prints worked tables under a report in text. */
export function tell(tables: readonly Worked[], options: ReportOptions, { io }: Context): void {
  if (options.format === undefined && options.quiet !== true)
    for (const table of tables) io.out(`\n${workedText(table)}\n`);
}

function collectFormat(value: string, previous: readonly FormatName[] | undefined): readonly FormatName[] {
  return [...(previous ?? []), formatNamed(value)];
}
