import { escapedMarkdown as escaped } from "../../report/escape.ts";
import { brief, count, inFull } from "../../report/figures.ts";
import type { Change } from "../diff/change.ts";
import type { ArtifactDiff, CaseDiff, GoldenDiff } from "../diff/document.ts";
import {
  aftermath,
  capital,
  countsOf,
  extentOf,
  namedBeside,
  percentOf,
  placeOf,
  tamperedWords,
  titleOf,
  toleranceWords,
  verdictWords,
  whatChanged,
} from "./words.ts";

/** Changes of a table that stand on the page; JSON has more. */
const SHOWN = 10;
/** What is told by name of a case. */
const NAMED = 50;

/** A golden diff as Markdown, for a review. */
export function goldenMarkdown(diff: GoldenDiff): string {
  const lines = [`# Golden runs: ${diff.verdict.toUpperCase()}`, "", `Figures agree where ${code(diff.formula)}.`, ""];
  lines.push(...diff.unreferenced.map((path) => `- **${code(path)}** belongs to no golden case.`));
  if (diff.unreferenced.length > 0) lines.push("");
  for (const each of diff.cases) lines.push(...caseLines(each));
  return `${lines.join("\n").trimEnd()}\n`;
}

function caseLines(diff: CaseDiff): string[] {
  const lines = [`## ${escaped(diff.case)}: ${diff.verdict.toUpperCase()}`, "", `${extentOf(diff)}.`, ""];
  if (diff.reason !== undefined) lines.push(`${escaped(diff.reason)}.`, "");
  for (const [i, divergence] of diff.divergences.entries()) {
    lines.push(
      `**${capital(titleOf(diff, i))}: ${escaped(placeOf(divergence.change))}.** ${escaped(whatChanged(divergence.change))}`,
      ...aftermath(divergence).map((line) => `- ${escaped(line)}`),
      "",
    );
  }
  const byName = [
    ...namedBeside(diff).map(({ message, stage }) => `${message} (${stage})`),
    ...tamperedWords(diff),
    ...verdictWords(diff),
  ];
  const rest = byName.length > NAMED ? [`- … and ${count(byName.length - NAMED)} more`] : [];
  if (byName.length > 0)
    lines.push("By name:", ...byName.slice(0, NAMED).map((each) => `- ${escaped(each)}`), ...rest, "");
  if (diff.verdict === "fail") lines.push(`${countsOf(diff.counts)}.`, "", ...stageTable(diff), ...changeTables(diff));
  return [...lines, ...headroomTable(diff)];
}

function stageTable({ stages }: CaseDiff): string[] {
  return [
    "| stage | standing | differences |",
    "|---|---|---:|",
    ...stages.map(({ stage, standing, changes }) => `| ${stage} | ${standing} | ${count(changes)} |`),
    "",
  ];
}

function changeTables({ artifacts }: CaseDiff): string[] {
  return artifacts.flatMap(({ artifact, stage, changes, counts }) => {
    if (changes.length === 0) return [];
    const all = counts.added + counts.removed + counts.changed + counts.moved;
    const rows = changes.slice(0, SHOWN).map(changeRow);
    const more = all > SHOWN ? [`… and ${count(all - Math.min(SHOWN, changes.length))} more.`, ""] : [];
    return [
      `<details><summary>${escaped(artifact)} (${stage}): ${count(all)}</summary>`,
      "",
      "| date | asset | expected | actual | residual | allowed |",
      "|---|---|---:|---:|---:|---:|",
      ...rows,
      "",
      ...more,
      "</details>",
      "",
    ];
  });
}

function changeRow({ date, asset, expected, actual, residual, allowed }: Change): string {
  const cells = [date ?? "", asset ?? "", inFull(expected), inFull(actual)].map(escaped);
  const sizes = [residual, allowed].map((each) => (each === null ? "" : brief(each)));
  return `| ${[...cells, ...sizes].join(" | ")} |`;
}

/** The columns that are not the same to the bit, with their tolerance and what was left of it. */
function headroomTable({ artifacts }: CaseDiff): string[] {
  const rows = artifacts.flatMap(({ artifact, headroom }: ArtifactDiff) =>
    headroom.flatMap((each) =>
      each.worst === undefined
        ? []
        : `| ${escaped(artifact)} | ${escaped(each.column)} | ${escaped(toleranceWords(each))} | ${brief(each.worst.residual)} | ${brief(each.worst.allowed)} | ${percentOf(each.worst.headroom)} |`,
    ),
  );
  if (rows.length === 0) return [];
  const head = ["| file | column | tolerance | residual | allowed | headroom |", "|---|---|---|---:|---:|---:|"];
  return ["<details><summary>Tolerance and headroom</summary>", "", ...head, ...rows, "", "</details>", ""];
}

function code(text: string): string {
  return `\`${text}\``;
}
