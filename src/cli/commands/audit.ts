import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { readRun } from "../../adapters/run-directory/read.ts";
import { judgeWaivers } from "../../campaign/terms.ts";
import type { Report } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import { assembleReport } from "../../report/assemble.ts";
import { EvidenceBook } from "../../report/evidence-book.ts";
import { auditRun } from "../../verify/audit.ts";
import type { Invariant } from "../../verify/invariant.ts";
import { RunView } from "../../verify/run-view.ts";
import type { Register, ReportOptions } from "../command.ts";
import { deliver, settingsOf, withReportOptions } from "../command.ts";
import { catalogFor, selectInvariants } from "../compose.ts";
import type { Io } from "../io.ts";

interface AuditOptions extends ReportOptions {
  readonly invariant?: readonly string[];
}

/** `tieout audit`: recorded run directories, judged. */
export const registerAudit: Register = (program, context) => {
  withReportOptions(program.command("audit"))
    .summary("judge recorded run directories")
    .description(
      "Judges recorded run directories by every invariant. Files are recognised by name; what is absent is reported as skipped, never as passed.",
    )
    .argument("<dir...>", "run directories")
    .option("--invariant <id...>", "only these invariants, by id or folder")
    .action(async (directories: readonly string[], options: AuditOptions) => {
      const settings = await settingsOf(context, options);
      const { all } = await catalogFor(settings, context.io.today());
      const selected = selectInvariants(options.invariant ?? [], all);
      deliver(auditDirectories(directories, selected, settings, context.io), options, context);
    });
};

/** The report over some run directories. */
export function auditDirectories(
  directories: readonly string[],
  selected: readonly Invariant[],
  settings: Settings,
  { cwd, today }: Io,
): Report {
  const book = new EvidenceBook();
  const assumptions: string[] = [];
  const digest = createHash("sha256");
  for (const directory of directories) {
    const name = basename(resolve(cwd, directory));
    const run = readRun(resolve(cwd, directory));
    book.addAll(auditRun(new RunView(run, name), selected));
    assumptions.push(...run.info.assumptions.map((line) => `${name}: ${line}`));
    for (const { file, sha256 } of run.files() ?? []) digest.update(`${name}/${file}:${sha256 ?? "absent"}\n`);
  }
  const waivers = judgeWaivers(settings, book, today());
  return assembleReport({
    subject: {
      kind: "run",
      name: directories.map((directory) => basename(resolve(cwd, directory))).join(", "),
      digest: `sha256:${digest.digest("hex")}`,
    },
    seed: null,
    statements: [...selected, ...waivers],
    waivers: settings.waivers,
    evidence: book.pages,
    notExamined: ["the engine behind the run: only what it recorded was looked at"],
    assumptions,
  });
}
