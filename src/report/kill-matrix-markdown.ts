import type { KillReport } from "../model/report.ts";
import { escapedMarkdown as cell } from "./escape.ts";
import { counted } from "./figures.ts";
import type { KillMark, KillMatrix } from "./kill-matrix-layout.ts";
import { complaintsOf, countsOf, foldersOf, markOf } from "./kill-matrix-layout.ts";

const MARKS: Readonly<Record<KillMark, string>> = { killed: "●", also: "○", survived: "**✗**", none: "" };

/**
 * The self-test as Markdown: the verdict, what stands against the harness, the matrix of faults × invariants in one
 * table a folder (a page is not wide enough for all of them), and the stories.
 */
export function killMatrixMarkdown(matrix: KillMatrix): string {
  const { faults, killed, invariants, quiet } = countsOf(matrix);
  const complaints = complaintsOf(matrix);
  const lines = [
    `# Self-test: ${matrix.verdict.toUpperCase()}`,
    "",
    `${killed} of ${counted(faults, "fault")} killed by every invariant they name; ${quiet} of ${counted(invariants, "invariant")} quiet on the engine without a fault. Seed ${matrix.seed}.`,
    "",
    ...(complaints.length === 0 ? [] : ["## Against the harness", ""]),
    ...complaints.map(({ mark, text }) => `- **${mark}** ${cell(text)}`),
    ...(complaints.length === 0 ? [] : [""]),
    "## Kill matrix",
    "",
    "● noticed by an invariant that the fault names · ○ noticed besides · ✗ named and not noticed",
    "",
    ...[...foldersOf(matrix.clean.map(({ id }) => id))].flatMap(([folder, ids]) =>
      folderTable(folder, ids, matrix.kills),
    ),
    "## Faults",
    "",
    "| fault | story | noticed by |",
    "| --- | --- | ---: |",
    ...matrix.kills.map(({ fault, story, killedBy }) => `| ${cell(fault)} | ${cell(story)} | ${killedBy.length} |`),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** The faults that any invariant of a folder has to do with, against the folder's invariants. */
function folderTable(folder: string, ids: readonly string[], kills: readonly KillReport[]): string[] {
  const rows = kills
    .map((kill) => ({ fault: kill.fault, marks: ids.map((id) => MARKS[markOf(kill, id)]) }))
    .filter(({ marks }) => marks.some((mark) => mark !== ""));
  return [
    `### ${cell(folder)}`,
    "",
    `| fault | ${ids.map((id) => cell(id.slice(folder.length + 1))).join(" | ")} |`,
    `| --- |${" :-: |".repeat(ids.length)}`,
    ...rows.map(({ fault, marks }) => `| ${cell(fault)} | ${marks.join(" | ")} |`),
    "",
  ];
}
