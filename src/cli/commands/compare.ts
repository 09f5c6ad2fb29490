import { basename, join, resolve } from "node:path";
import { readRun } from "../../adapters/run-directory/read.ts";
import { writeAside } from "../../adapters/write-aside.ts";
import type { Comparison } from "../../model/comparison.ts";
import { ConfigError } from "../../model/errors.ts";
import type { Layout } from "../../model/layout.ts";
import { EXIT_CODES } from "../../model/report.ts";
import { notComparable } from "../../passes/comparable.ts";
import { compareRuns } from "../../passes/compare.ts";
import { comparisonFiles } from "../../passes/files.ts";
import { comparisonHtml } from "../../passes/html.ts";
import { comparisonMarkdown } from "../../passes/markdown.ts";
import { comparisonText } from "../../passes/text.ts";
import { RunView } from "../../verify/run-view.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { settingsOf, withCommonOptions } from "../command.ts";
import type { LayoutOptions } from "../layout-option.ts";
import { LAYOUT_OPTION, layoutFor } from "../layout-option.ts";
import { checkFolderPlace } from "../output-place.ts";

const WRITERS = {
  text: comparisonText,
  md: comparisonMarkdown,
  html: comparisonHtml,
  json: (comparison: Comparison) => `${JSON.stringify(comparison, null, 2)}\n`,
} as const;
type Format = keyof typeof WRITERS;

interface CompareOptions extends CommonOptions, LayoutOptions {
  readonly out?: string;
  readonly format: Format;
}

/** `tieout compare`: two run directories side by side. */
export const registerCompare: Register = (program, context) => {
  withCommonOptions(program.command("compare"))
    .summary("compare two run directories")
    .description(
      "Compares two run directories, the second against the first: performance, scalar usage, regimes, deepest de-risk dates, and what to make of it. It judges neither; exit code 3 where the two cannot be compared.",
    )
    .argument("<baseline>", "a run directory")
    .argument("<scaled>", "another run directory")
    .option("--out <dir>", "write two_pass_comparison.{json,md,html} into this folder")
    .option("--format <name>", `what goes to stdout: ${Object.keys(WRITERS).join(", ")}`, formatNamed, "text" as const)
    .addOption(LAYOUT_OPTION)
    .action((baseline: string, scaled: string, options: CompareOptions) => compare(baseline, scaled, options, context));
};

async function compare(first: string, second: string, options: CompareOptions, context: Context): Promise<void> {
  const { io } = context;
  const folder = options.out === undefined ? undefined : resolve(io.cwd, options.out);
  if (folder !== undefined) checkFolderPlace(folder, "--out");
  const layout = layoutFor(options, await settingsOf(context, options), io.cwd);
  const [baseline, scaled] = viewsOf(resolve(io.cwd, first), resolve(io.cwd, second), layout);
  const comparison = compareRuns({ baseline, scaled });
  if (folder !== undefined) {
    for (const [name, text] of comparisonFiles(comparison)) writeAside(join(folder, name), text);
  }
  if (options.quiet !== true || options.out === undefined) io.out(WRITERS[options.format](comparison));
  context.exitCode = notComparable({ baseline, scaled }).length === 0 ? 0 : EXIT_CODES.unproven;
}

/** Two folders of one name are told apart by the folders they lie in. */
function viewsOf(first: string, second: string, layout: Layout): readonly [RunView, RunView] {
  const alike = basename(first) === basename(second);
  const view = (path: string) =>
    new RunView(readRun(path, layout), alike ? path.split(/[\\/]/).slice(-2).join("/") : basename(path));
  return [view(first), view(second)];
}

function formatNamed(name: string): Format {
  if (Object.hasOwn(WRITERS, name)) return name as Format;
  throw new ConfigError({
    what: "there is no such format of a comparison",
    where: "--format",
    expected: Object.keys(WRITERS).join(", "),
    actual: JSON.stringify(name),
  });
}
