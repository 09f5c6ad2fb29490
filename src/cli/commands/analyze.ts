import { basename, relative, resolve, sep } from "node:path";
import { readRun } from "../../adapters/run-directory/read.ts";
import type { TieoutError } from "../../model/errors.ts";
import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES, EXIT_USAGE } from "../../model/report.ts";
import { printable } from "../../report/escape.ts";
import { counted } from "../../report/figures.ts";
import type { AnalysisFormat } from "../analysis.ts";
import { ANALYSIS_FORMATS, analyse, writeAnalysis } from "../analysis.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { settingsOf, withCommonOptions } from "../command.ts";
import type { LayoutOptions } from "../layout-option.ts";
import { LAYOUT_OPTION, layoutFor } from "../layout-option.ts";

interface AnalyzeOptions extends CommonOptions, LayoutOptions {
  readonly out: string;
  readonly format?: readonly AnalysisFormat[];
  readonly replace?: boolean;
}

/** `tieout analyze`: the charts of a run directory. */
export const registerAnalyze: Register = (program, context) => {
  withCommonOptions(program.command("analyze"))
    .summary("draw the charts of a run directory: a page, SVG and PNG files")
    .description(
      "Draws equity and drawdown, leverage and scalar, gross exposure, turnover, rolling figures, the distribution and the months of a run directory of any engine, and judges nothing. What the run has no table for is left out and named, and so is what cannot be read; then the exit code is 2. PNG files need the package @napi-rs/canvas beside tieout; without it everything else is written, which a line on stderr says, and where they were asked for by --format the exit code is 2.",
    )
    .argument("<dir>", "a run directory")
    .requiredOption("--out <dir>", "the folder to write; it must not exist yet, or be empty")
    .option("--format <name>", `${ANALYSIS_FORMATS.join(", ")}; repeatable (default: all of them)`, collectFormat)
    .option("--replace", "replace the folder if it holds the charts of a run")
    .addOption(LAYOUT_OPTION)
    .action((directory: string, options: AnalyzeOptions) => analyze(directory, options, context));
};

async function analyze(directory: string, options: AnalyzeOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = await settingsOf(context, options);
  const folder = resolve(io.cwd, directory);
  const unreadable: string[] = [];
  const run = readRun(folder, layoutFor(options, settings, io.cwd), (error: TieoutError) =>
    unreadable.push(error.message.replaceAll(`${folder}${sep}`, "").replaceAll("\n", " ")),
  );
  const analysis = await analyse({
    run,
    name: basename(folder),
    unreadable,
    formats: options.format ?? ANALYSIS_FORMATS,
  });
  const files = writeAnalysis(analysis, resolve(io.cwd, options.out), options.replace === true);
  const { charts, leftOut } = analysis.document;
  if (options.quiet !== true) {
    io.out(
      `${counted(charts.length, "chart")} of ${printable(analysis.document.name)}: ${charts.map(({ id }) => id).join(", ")}\n`,
    );
    for (const { title, wants } of leftOut) io.out(`  left out: ${title}, which needs ${wants}\n`);
    io.out(`written to ${relative(io.cwd, resolve(io.cwd, options.out))}: ${files.join(", ")}\n`);
  }
  for (const line of unreadable) io.err(`tieout: not drawn: ${printable(line)}\n`);
  if (analysis.noRaster !== undefined)
    io.err(`tieout: no PNG files were written: ${analysis.noRaster.why}\n  hint: ${analysis.noRaster.hint}\n`);
  // The package is optional, so its absence is a mistake only where somebody asked for what it makes.
  const lacks = analysis.noRaster !== undefined && options.format !== undefined;
  context.exitCode = unreadable.length > 0 || lacks ? EXIT_USAGE : EXIT_CODES.pass;
}

function collectFormat(value: string, previous: readonly AnalysisFormat[] | undefined): readonly AnalysisFormat[] {
  const known = ANALYSIS_FORMATS.find((format) => format === value);
  if (known !== undefined) return [...(previous ?? []), known];
  throw new ConfigError({
    what: "there is no such format here",
    where: "--format",
    expected: ANALYSIS_FORMATS.join(", "),
    actual: JSON.stringify(value),
  });
}
