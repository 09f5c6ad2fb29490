import { printable } from "../../report/escape.ts";
import { count, counted } from "../../report/figures.ts";
import type { Paint } from "../../report/text.ts";
import { plainPaint } from "../../report/text.ts";
import type { CaseDiff, GoldenDiff } from "../diff/document.ts";
import type { Headroom } from "../diff/headroom.ts";
import {
  aftermath,
  closestTitle,
  countsOf,
  extentOf,
  headroomWords,
  namedBeside,
  placeOf,
  tamperedWords,
  titleOf,
  toleranceWords,
  verdictWords,
  whatChanged,
  worstHeadroom,
} from "./words.ts";

const INDENT = "            ";

/** What is shown by name of a case before it is folded. */
const SHOWN = 20;

/** How a golden diff is to look. */
export interface GoldenLook {
  readonly paint?: Paint;
  /** Shows what is folded, and the tolerance of every column. */
  readonly unfold?: boolean;
}

/** A golden diff as text: the first divergence of each case first, what may follow from it folded. */
export function goldenText(diff: GoldenDiff, { paint = plainPaint, unfold = false }: GoldenLook = {}): string {
  const lines = [`${paint("tieout", "strong")} ${diff.tool.version} · golden runs · ${diff.formula}`, ""];
  for (const each of diff.cases) lines.push(...caseLines(each, paint, unfold));
  for (const path of diff.unreferenced) {
    lines.push(`  ${paint(label("fail"), "fail")}  ${printable(path)}  belongs to no golden case`);
  }
  const folded = diff.cases.some((each) => each.divergences.some(({ follows }) => follows.changes > 0));
  const hint = folded && !unfold ? " · --unfold shows what is folded, --format html draws it" : "";
  const words = diff.verdict === "pass" || diff.verdict === "fail" ? diff.verdict : "unproven";
  const head = `${paint(words.toUpperCase(), words)}  ${counted(diff.cases.length, "case")}`;
  return `${[...lines, "", `${head}${hint}`].join("\n")}\n`;
}

function caseLines(diff: CaseDiff, paint: Paint, unfold: boolean): string[] {
  const lines = [
    `  ${paint(label(diff.verdict), diff.verdict)}  ${printable(diff.case)}  ${paint(extentOf(diff), "dim")}`,
  ];
  const add = (text: string) => lines.push(`${INDENT}${text}`);
  if (diff.reason !== undefined) add(diff.reason);
  for (const [i, divergence] of diff.divergences.entries()) {
    add(`${paint("✗", "fail")} ${titleOf(diff, i)}: ${placeOf(divergence.change)}`);
    add(`  ${whatChanged(divergence.change)}`);
    for (const line of aftermath(divergence)) add(`  ${line}`);
  }
  const named = namedBeside(diff);
  for (const { message, stage } of named.slice(0, unfold ? named.length : SHOWN)) {
    add(`${paint("✗", "fail")} ${printable(message)} (${stage})`);
  }
  if (!unfold && named.length > SHOWN) add(`  … and ${count(named.length - SHOWN)} more by name`);
  for (const line of [...tamperedWords(diff), ...verdictWords(diff)]) add(`${paint("✗", "fail")} ${line}`);
  if (diff.verdict === "fail") lines.push(...standing(diff));
  const worst = worstHeadroom(diff.artifacts);
  if (worst !== undefined) {
    add(`${closestTitle(worst)}: ${worst.artifact} · ${printable(worst.column)}: ${headroomWords(worst)}`);
    add(`  of ${toleranceWords(worst)}`);
  }
  return unfold ? [...lines, ...unfolded(diff)] : lines;
}

function standing(diff: CaseDiff): string[] {
  const stages = diff.stages.map(({ stage, standing: stands, changes }) => {
    return `${stage} ${stands}${changes > 0 ? ` (${count(changes)})` : ""}`;
  });
  return [`${INDENT}${countsOf(diff.counts)}`, `${INDENT}stages: ${stages.join(" → ")}`];
}

/** Every change that is kept, and the tolerance and headroom of every column, artifact by artifact. */
function unfolded({ artifacts }: CaseDiff): string[] {
  return artifacts.flatMap(({ artifact, stage, compared, changes, headroom, counts }) => {
    const differing = counts.added + counts.removed + counts.changed + counts.moved;
    const lines = [`${INDENT}${artifact} (${stage}): ${count(compared)} compared`];
    lines.push(...headroomLines(headroom).map((line) => `${INDENT}  ${line}`));
    lines.push(...changes.map((change) => `${INDENT}  ✗ ${placeOf(change)}: ${whatChanged(change)}`));
    const rest = differing - changes.length;
    return rest > 0 ? [...lines, `${INDENT}  … and ${count(rest)} more`] : lines;
  });
}

/** The tolerance of each column and its closest call; neighbours that are the same to the bit as one line. */
function headroomLines(headroom: readonly Headroom[]): string[] {
  const lines: string[] = [];
  let alike: string[] = [];
  headroom.forEach((each, i) => {
    const next = headroom[i + 1];
    alike.push(printable(each.column));
    const goesOn = next !== undefined && each.worst === undefined && next.worst === undefined;
    if (goesOn && toleranceWords(next) === toleranceWords(each)) return;
    const names = alike.length > 3 ? `${alike[0]} … ${alike.at(-1)} (${alike.length})` : alike.join(", ");
    lines.push(`${names}: ${toleranceWords(each)}: ${headroomWords(each)}`);
    alike = [];
  });
  return lines;
}

function label(verdict: CaseDiff["verdict"]): string {
  return verdict.toUpperCase().padEnd(8);
}
