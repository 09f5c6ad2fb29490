import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { RUN_FILE } from "../../adapters/run-directory/files.ts";
import { readRun } from "../../adapters/run-directory/read.ts";
import { fileDigest } from "../../attest/digests.ts";
import { attestedName, belowFolder } from "../../attest/gather.ts";
import { grantedTolerances, judgeWaivers } from "../../campaign/terms.ts";
import type { Layout } from "../../model/layout.ts";
import type { Report } from "../../model/report.ts";
import type { ArtifactFile } from "../../model/run.ts";
import type { Settings } from "../../model/settings.ts";
import { assembleReport } from "../../report/assemble.ts";
import { EvidenceBook } from "../../report/evidence-book.ts";
import { counted } from "../../report/figures.ts";
import { auditRun } from "../../verify/audit.ts";
import type { Invariant } from "../../verify/invariant.ts";
import { RunView } from "../../verify/run-view.ts";
import { unexamined } from "../../verify/unexamined.ts";
import { inputsOf } from "../attest.ts";
import type { Context, Register, ReportOptions } from "../command.ts";
import { deliver, settingsOf, withReportOptions } from "../command.ts";
import { catalogFor, selectInvariants } from "../compose.ts";
import type { LayoutOptions } from "../layout-option.ts";
import { LAYOUT_OPTION, layoutFor } from "../layout-option.ts";
import { FOLDER_FORMATS } from "../output.ts";
import { commandOf, statementsDigest } from "../provenance.ts";
import { ChartDesk } from "../report-page.ts";
import { namedDirectories } from "../run-names.ts";

interface AuditOptions extends ReportOptions, LayoutOptions {
  readonly invariant?: readonly string[];
}

/** `tieout audit`: recorded run directories, judged. */
export const registerAudit: Register = (program, context) => {
  withReportOptions(program.command("audit"), context)
    .summary("judge recorded run directories")
    .description(
      "Judges recorded run directories by every invariant. Files are recognised by name, or read as a layout says (docs/LAYOUTS.md); what is absent is reported as skipped, never as passed.",
    )
    .argument("<dir...>", "run directories")
    .option("--invariant <id...>", "only these invariants, by id or folder")
    .addOption(LAYOUT_OPTION)
    .action(async (directories: readonly string[], options: AuditOptions) => {
      const settings = await settingsOf(context, options);
      const { all } = await catalogFor(settings, context.io.today());
      const selected = selectInvariants(options.invariant ?? [], all);
      const desk = new ChartDesk({ format: options.format ?? (options.report === undefined ? [] : FOLDER_FORMATS) });
      const { io } = context;
      const layout = layoutFor(options, settings, io.cwd);
      const others = all.length - selected.length;
      const report = auditDirectories(directories, { selected, others, settings, layout }, context, desk);
      const folders = directories.map((directory) => resolve(io.cwd, directory));
      const inputs = inputsOf(settings, { ...options, engine: "reference" }, io);
      deliver(report, options, context, { extras: () => ({ charts: desk.groups }), audited: { folders, inputs } });
    });
};

/** `run.json` lists the others and no digest of its own; it was read all the same. */
function runDocumentOf(directory: string): readonly Pick<ArtifactFile, "file" | "sha256">[] {
  const path = join(directory, RUN_FILE);
  return existsSync(path) ? [{ file: RUN_FILE, sha256: fileDigest(path).sha256 }] : [];
}

/** What directories are judged by. */
export interface AuditTerms {
  readonly selected: readonly Invariant[];
  /** How many invariants of the catalog are not among them. */
  readonly others?: number;
  readonly settings: Settings;
  /** How the directories are read; by file name unless it says otherwise. */
  readonly layout?: Layout;
}

/** The report over some run directories. */
export function auditDirectories(
  directories: readonly string[],
  { selected, others = 0, settings, layout }: AuditTerms,
  { io, args }: Pick<Context, "io" | "args">,
  desk: ChartDesk,
): Report {
  const { cwd, today } = io;
  const book = new EvidenceBook();
  const assumptions: string[] = [...grantedTolerances(settings)];
  const notExamined = [
    "the engine behind the run: only what it recorded was looked at",
    ...(others === 0
      ? []
      : [`${counted(others, "other invariant")} of the catalog, which the command did not ask for`]),
  ];
  const inputs: { name: string; digest: string }[] = [];
  const digest = createHash("sha256");
  const named = namedDirectories(directories, cwd);
  for (const { path, name } of named) {
    const run = readRun(path, layout);
    const view = new RunView(run, name);
    const evidence = auditRun(view, selected);
    book.addAll(evidence);
    desk.add(name, run, evidence);
    assumptions.push(...run.info.assumptions.map((line) => `${name}: ${line}`));
    notExamined.push(...[...(run.info.notExamined ?? []), ...unexamined(view)].map((line) => `${name}: ${line}`));
    for (const { file, sha256 } of [...runDocumentOf(path), ...(run.files() ?? [])]) {
      digest.update(`${basename(path)}/${file}:${sha256 ?? "absent"}\n`);
      inputs.push({
        name: belowFolder(attestedName(path, cwd), file),
        digest: sha256 === undefined ? "absent" : `sha256:${sha256}`,
      });
    }
  }
  const waivers = judgeWaivers(settings, book, today());
  return assembleReport({
    subject: {
      kind: "run",
      name: named.map(({ name }) => name).join(", "),
      digest: `sha256:${digest.digest("hex")}`,
    },
    seed: null,
    statements: [...selected, ...waivers],
    waivers: settings.waivers,
    evidence: book.pages,
    notExamined,
    assumptions,
    provenance: { command: commandOf(args), catalog: statementsDigest(selected), inputs },
  });
}
