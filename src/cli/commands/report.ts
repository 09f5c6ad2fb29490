import { resolve } from "node:path";
import { readJsonFile } from "../../adapters/json-file.ts";
import { parseWith } from "../../model/config.ts";
import { reportSchema } from "../../model/report.ts";
import type { Register, ReportOptions } from "../command.ts";
import { deliver, withReportOptions } from "../command.ts";

/** `tieout report`: a report document, rendered again. */
export const registerReport: Register = (program, context) => {
  withReportOptions(program.command("report"), context)
    .summary("render a report document again")
    .description("Renders a report document (report.json) again; the exit code is that of its verdict.")
    .argument("<file>", "a report in JSON")
    .action((file: string, options: ReportOptions) => {
      const path = resolve(context.io.cwd, file);
      const report = parseWith(reportSchema, readJsonFile(path, file), file);
      deliver(report, options, context, { audited: { inputs: [path] } });
    });
};
