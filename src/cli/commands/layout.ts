import { resolve } from "node:path";
import { stringify } from "yaml";
import { proposeLayout } from "../../adapters/layout/propose/propose.ts";
import { RunDirectoryError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import { printable } from "../../report/escape.ts";
import type { CommonOptions, Register } from "../command.ts";
import { withCommonOptions } from "../command.ts";

interface LayoutCommandOptions extends CommonOptions {
  readonly json?: boolean;
}

/** `tieout layout`: a layout for the folder of another engine. */
export const registerLayout: Register = (program, context) => {
  const { io } = context;
  withCommonOptions(program.command("layout"))
    .summary("propose how to read the folder of another engine")
    .description(
      "Looks at the files of a folder and prints a layout that `tieout audit --layout` takes as it is (docs/LAYOUTS.md). What was guessed, is missing or was left aside goes to stderr, so that the layout can be put into a file: tieout layout DIR > layout.yaml. Exit code 3 where no table was recognised.",
    )
    .argument("<dir>", "the folder of a run of another engine")
    .option("--json", "as JSON instead of YAML")
    .action((directory: string, options: LayoutCommandOptions) => {
      const { layout, notes } = proposeLayout(resolve(io.cwd, directory));
      const isEmpty = Object.keys(layout.tables ?? {}).length === 0 && layout.metrics === undefined;
      if (options.quiet !== true) io.err(notes.map((note) => `${printable(note)}\n`).join(""));
      if (isEmpty && notes.length === 0) throw new RunDirectoryError({ what: "the folder is empty", where: directory });
      io.out(options.json === true ? `${JSON.stringify(layout, null, 2)}\n` : stringify(layout, { lineWidth: 0 }));
      context.exitCode = isEmpty ? EXIT_CODES.unproven : 0;
    });
};
