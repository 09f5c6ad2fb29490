import type { InvariantReport, KillReport, Report } from "../model/report.ts";
import type { Evidence } from "../model/verdict.ts";
import { escapedMarkdown as cell } from "./escape.ts";
import {
  allowedInWords,
  count,
  counted,
  disagreement,
  extent,
  inFull,
  place,
  preconditions,
  waiverLine,
} from "./figures.ts";

const VIOLATIONS_SHOWN = 10;

/** The report as GitHub-flavoured Markdown: summary first, then one table an area, then what did not pass in full. */
export function markdownReport(report: Report): string {
  const { pass, fail, unproven, skipped } = report.summary;
  const lines = [
    `# Tieout: ${report.verdict.toUpperCase()}`,
    "",
    `Subject: ${report.subject.kind} **${cell(report.subject.name)}** (\`${report.subject.digest}\`)  `,
    `Tool: tieout ${report.tool.version}${report.seed === null ? "" : `, seed ${report.seed}`}`,
    "",
    "| pass | fail | unproven | skipped |",
    "| ---: | ---: | ---: | ---: |",
    `| ${pass} | ${fail} | ${unproven} | ${skipped} |`,
    "",
    ...findings(report),
    ...table(report.invariants),
    ...killTable(report.kills),
    ...list("Not examined", report.notExamined),
    ...list("Waivers", report.waivers.map(waiverLine)),
    ...list("Assumptions", report.assumptions),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function findings(report: Report): string[] {
  const failed = report.invariants.filter(({ verdict }) => verdict === "fail");
  if (failed.length === 0) return [];
  return ["## Findings", "", ...failed.flatMap(finding)];
}

function finding(invariant: InvariantReport): string[] {
  const lines = [`### ${invariant.id}`, "", `${cell(invariant.title)}.`, ""];
  for (const evidence of invariant.evidence.filter(({ verdict }) => verdict === "fail")) {
    lines.push(
      `${cell(evidence.subject)} (${evidence.method}): ${counted(evidence.violationCount, "violation")}, ${extent(evidence)}.`,
      "",
      "| where | expected | actual | why |",
      "| --- | ---: | ---: | --- |",
      ...evidence.violations
        .slice(0, VIOLATIONS_SHOWN)
        .map(
          (violation) =>
            `| ${cell(place(violation))} | ${cell(inFull(violation.expected))} | ${cell(inFull(violation.actual))} | ${cell(violation.message)}; ${cell(disagreement(violation))} |`,
        ),
      "",
    );
    const rest = evidence.violationCount - Math.min(VIOLATIONS_SHOWN, evidence.violations.length);
    if (rest > 0) lines.push(`… and ${count(rest)} more.`, "");
    if (evidence.counterexample !== undefined) lines.push(`Replay: \`tieout replay ${evidence.counterexample}\``, "");
  }
  return lines;
}

function table(invariants: readonly InvariantReport[]): string[] {
  const rows = invariants.flatMap((invariant) =>
    invariant.evidence.map(
      (evidence, i) =>
        `| ${i === 0 ? `**${invariant.verdict.toUpperCase()}**` : ""} | ${i === 0 ? invariant.id : ""} | ${evidence.method} | ${cell(evidence.subject)} | ${evidence.verdict} | ${detail(evidence)} | ${i === 0 ? allowedInWords(invariant) : ""} |`,
    ),
  );
  return [
    "## Evidence",
    "",
    "| verdict | invariant | method | subject | found | what was examined | figures may differ by |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ];
}

function detail(evidence: Evidence): string {
  const parts = [extent(evidence), ...preconditions(evidence)];
  if (evidence.reason !== undefined) parts.unshift(evidence.reason);
  return cell(parts.join("; "));
}

function killTable(kills: readonly KillReport[] | undefined): string[] {
  if (kills === undefined) return [];
  return [
    "## Seeded faults",
    "",
    "| fault | killed by | survived |",
    "| --- | --- | --- |",
    ...kills.map(({ fault, killedBy, survived }) => `| ${fault} | ${killedBy.join(", ")} | ${survived.join(", ")} |`),
    "",
  ];
}

function list(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [`## ${title}`, "", ...lines.map((line) => `- ${cell(line)}`), ""];
}
