import { resolve } from "node:path";
import type { CaseDiff, GoldenDiff } from "../golden/diff/document.ts";
import { folderEvidence, GOLDEN_FOLDER, goldenEvidence, goldenStatement } from "../golden/evidence.ts";
import { goldenMarkdown } from "../golden/show/markdown.ts";
import type { CaseFigures } from "../golden/show/page.ts";
import { goldenPage } from "../golden/show/page.ts";
import { goldenText } from "../golden/show/text.ts";
import type { Report } from "../model/report.ts";
import { EXIT_CODES } from "../model/report.ts";
import { assembleReport } from "../report/assemble.ts";
import { EvidenceBook } from "../report/evidence-book.ts";
import type { Context, FormatOptions } from "./command.ts";
import { forLog, projectFolder, publishReport } from "./github.ts";
import type { FormatName } from "./output.ts";
import { FOLDER_FORMATS, renderReport, writeFormats } from "./output.ts";
import { painter } from "./paint.ts";

/** How a golden diff is told: on stdout, and as files `golden-diff.<ending>`. */
export interface GoldenOutput extends FormatOptions {
  readonly unfold?: boolean;
}

/** Prints a diff and writes it where asked; sets the exit code of its verdict. `figures` are drawn for a page only. */
export function deliverGoldenDiff(
  diff: GoldenDiff,
  figures: () => readonly CaseFigures[],
  options: GoldenOutput,
  context: Context,
): void {
  const { io } = context;
  const render = (format: FormatName, color: boolean) => {
    switch (format) {
      case "text":
        return goldenText(diff, { paint: painter(color), unfold: options.unfold === true });
      case "md":
        return goldenMarkdown(diff);
      case "html":
        return goldenPage(diff, figures());
      case "json":
        return `${JSON.stringify(diff, null, 2)}\n`;
      default:
        return renderReport(reportOf(diff), format, { project: projectFolder(io) });
    }
  };
  if (options.report !== undefined) {
    const folder = resolve(io.cwd, options.report);
    const formats = options.format ?? FOLDER_FORMATS;
    writeFormats(folder, "golden-diff", formats, (format) => render(format, false));
  }
  const onStdout = options.report === undefined ? (options.format?.[0] ?? "text") : "text";
  if (options.quiet !== true || options.report === undefined) {
    io.out(forLog(render(onStdout, io.color && options.color !== false), onStdout, io));
  }
  publishReport(reportOf(diff), io, () => goldenMarkdown(diff));
  context.exitCode = EXIT_CODES[diff.verdict];
}

/** The diff as a report, for the formats that other programs read. */
function reportOf(diff: GoldenDiff): Report {
  const book = new EvidenceBook();
  for (const each of diff.cases) book.add(goldenStatement(each.case).id, goldenEvidence(each));
  book.add(GOLDEN_FOLDER.id, folderEvidence(diff));
  return assembleReport({
    subject: { kind: "golden", name: names(diff.cases), digest: "none" },
    seed: null,
    statements: [...diff.cases.map((each) => goldenStatement(each.case)), GOLDEN_FOLDER],
    evidence: book.pages,
    notExamined: ["the invariants: a golden run says that nothing changed, not that it is right"],
    assumptions: [],
  });
}

function names(cases: readonly CaseDiff[]): string {
  return cases.map((each) => each.case).join(", ") || "no case";
}
