import type { InvariantReport, KillReport, Report } from "../model/report.ts";
import type { Evidence, Verdict } from "../model/verdict.ts";
import { printableDocument } from "./escape.ts";
import { count, counted, disagreement, extent, place, preconditions, waiverLine, worst } from "./figures.ts";

/** Colours a word on a terminal; the plain writer passes it through. */
export type Paint = (text: string, verdict: Verdict | "strong" | "dim") => string;

export const plainPaint: Paint = (text) => text;

const VIOLATIONS_SHOWN = 5;

/** The report as text for a terminal or a log: one line an invariant, details under what did not pass. */
export function textReport(document: Report, paint: Paint = plainPaint): string {
  const report = printableDocument(document); // names, reasons and messages come from engines and files
  const lines = [
    `${paint("tieout", "strong")} ${report.tool.version} · ${report.subject.kind} ${report.subject.name}` +
      (report.seed === null ? "" : ` · seed ${report.seed}`),
    "",
  ];
  let folder = "";
  for (const invariant of report.invariants) {
    const [next = ""] = invariant.id.split("/", 1);
    if (next !== folder) lines.push(paint(next, "strong"));
    folder = next;
    lines.push(...invariantLines(invariant, paint));
  }
  lines.push("", ...killLines(report.kills, paint), ...closing(report, paint));
  return `${lines.join("\n")}\n`;
}

function invariantLines(invariant: InvariantReport, paint: Paint): string[] {
  const warning = invariant.severity === "warning" ? " (warning)" : "";
  const head = `  ${paint(label(invariant.verdict), invariant.verdict)}  ${invariant.id}${warning}  ${paint(total(invariant), "dim")}`;
  const lines = [head];
  if (invariant.verdict === "fail") lines.push(`            ${invariant.title}`);
  for (const evidence of invariant.evidence) {
    if (evidence.verdict !== "pass") lines.push(...evidenceLines(evidence, paint));
  }
  return lines;
}

/** All evidence of an invariant in one phrase: the sum of comparisons, and by what methods. */
function total({ evidence }: InvariantReport): string {
  const [only] = evidence;
  if (evidence.length === 1 && only !== undefined && only.examined > 0) return extent(only);
  const examined = evidence.reduce((sum, each) => sum + each.examined, 0);
  if (examined === 0) return "";
  const sources = evidence
    .filter((each) => each.examined > 0)
    .map(({ subject, cases }) => (cases > 1 ? `${subject} (${counted(cases, "case")})` : subject));
  return `examined ${count(examined)} in ${sources.join(", ")}${worst(evidence)}`;
}

function evidenceLines(evidence: Evidence, paint: Paint): string[] {
  const indent = "            ";
  const lines: string[] = [];
  if (evidence.verdict !== "fail") {
    return [`${indent}${evidence.subject}: ${evidence.verdict}: ${evidence.reason ?? "no reason was given"}`];
  }
  lines.push(
    `${indent}${evidence.subject}: ${counted(evidence.violationCount, "violation")}, ${extent(evidence)}`,
    ...preconditions(evidence).map((line) => `${indent}${line}`),
  );
  for (const violation of evidence.violations.slice(0, VIOLATIONS_SHOWN)) {
    lines.push(`${indent}${paint("✗", "fail")} ${place(violation)}: ${disagreement(violation)}`);
    lines.push(`${indent}  ${violation.message}`);
  }
  const rest = evidence.violationCount - Math.min(VIOLATIONS_SHOWN, evidence.violations.length);
  if (rest > 0) lines.push(`${indent}  … and ${count(rest)} more`);
  if (evidence.counterexample !== undefined) {
    lines.push(`${indent}  counterexample: ${evidence.counterexample}`);
    lines.push(`${indent}  replay it: tieout replay ${evidence.counterexample}`);
  }
  return lines;
}

function killLines(kills: readonly KillReport[] | undefined, paint: Paint): string[] {
  if (kills === undefined) return [];
  const survivors = kills.filter(({ survived }) => survived.length > 0);
  const lines = [
    `${paint("seeded faults", "strong")}: ${count(kills.length - survivors.length)} of ${count(kills.length)} killed by every invariant they name`,
  ];
  for (const { fault, survived } of survivors) {
    lines.push(`  ${paint("SURVIVED", "fail")}  ${fault}: not noticed by ${survived.join(", ")}`);
  }
  return [...lines, ""];
}

function closing(report: Report, paint: Paint): string[] {
  const { pass, fail, unproven, skipped } = report.summary;
  const lines: string[] = [];
  if (report.notExamined.length > 0) {
    lines.push(paint("not examined", "strong"), ...report.notExamined.map((line) => `  ${line}`), "");
  }
  if (report.waivers.length > 0) {
    lines.push(paint("waivers", "strong"), ...report.waivers.map((waiver) => `  ${waiverLine(waiver)}`), "");
  }
  if (report.assumptions.length > 0) {
    lines.push(paint("assumptions", "strong"), ...report.assumptions.map((line) => `  ${line}`), "");
  }
  const colour = report.verdict === "harness-invalid" ? "fail" : report.verdict;
  lines.push(
    `${paint(report.verdict.toUpperCase(), colour)}  ${pass} pass, ${fail} fail, ${unproven} unproven, ${skipped} skipped`,
  );
  return lines;
}

function label(verdict: Verdict): string {
  return verdict.toUpperCase().padEnd(8);
}
