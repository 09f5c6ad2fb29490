import type { InvariantReport, KillReport, Report } from "../model/report.ts";
import type { Evidence } from "../model/verdict.ts";
import { VERDICTS } from "../model/verdict.ts";
import { escapedXml } from "./escape.ts";
import { count, counted, disagreement, extent, place, preconditions, waiverLine } from "./figures.ts";

const VIOLATIONS_SHOWN = 10;

interface TestCase {
  readonly area: string;
  readonly name: string;
  readonly outcome: "passed" | "skipped" | "error" | "failure";
  /** One sentence; the message of a case that did not pass. */
  readonly said: string;
  readonly details: readonly string[];
}

/**
 * A report document as JUnit XML: a test case an invariant. Fail is a failure, unproven an error with the reason,
 * skipped is skipped; a warning that fails decides nothing and stands as skipped. No times: the report has no clock.
 */
export function junitReport(report: Report): string {
  const decided = [...report.invariants.map(caseOf), ...(report.kills ?? []).map(killCase)];
  const red = decided.some(({ outcome }) => outcome === "failure" || outcome === "error");
  const cases = report.verdict === "pass" || red ? decided : [...decided, undecided(report)];
  const tally = (outcome: TestCase["outcome"]) => cases.filter((each) => each.outcome === outcome).length;
  const counts = `tests="${cases.length}" failures="${tally("failure")}" errors="${tally("error")}" skipped="${tally("skipped")}"`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tieout" ${counts.replace(/ skipped="\d+"/, "")}>`,
    `  <testsuite name="${escapedXml(`${report.subject.kind} ${report.subject.name}`)}" ${counts}>`,
    "    <properties>",
    ...properties(report).map(
      ([name, value]) => `      <property name="${escapedXml(name)}" value="${escapedXml(value)}"/>`,
    ),
    "    </properties>",
    ...cases.flatMap(caseLines),
    ...output(report),
    "  </testsuite>",
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function properties({ tool, verdict, subject, seed, waivers, summary }: Report): (readonly [string, string])[] {
  return [
    ["tool.name", tool.name],
    ["tool.version", tool.version],
    ["verdict", verdict],
    ...VERDICTS.map((each) => [`invariants.${each}`, String(summary[each])] as const),
    ["subject.kind", subject.kind],
    ["subject.name", subject.name],
    ["subject.digest", subject.digest],
    ["seed", seed === null ? "none" : String(seed)],
    ["waivers", String(waivers.length)],
  ];
}

function caseOf(invariant: InvariantReport): TestCase {
  const { id, title, severity, verdict, evidence } = invariant;
  const slash = id.indexOf("/");
  const deciding = evidence.filter((each) => each.verdict === verdict);
  const base = { area: slash < 0 ? "tieout" : id.slice(0, slash), name: slash < 0 ? id : id.slice(slash + 1) };
  const others = evidence.filter((each) => each.verdict !== verdict && each.verdict !== "pass");
  const details = [...deciding.flatMap(evidenceLines), ...others.map(otherLine)];
  const reasons = deciding.map((each) => `${each.subject}: ${each.reason ?? extent(each)}`);
  const reason = reasons.length === 0 ? "no evidence" : [...new Set(reasons)].join("; ");
  switch (verdict) {
    case "pass":
      return { ...base, outcome: "passed", said: title, details: deciding.map(examinedLine) };
    case "skipped":
      return { ...base, outcome: "skipped", said: reason, details: [] };
    case "unproven":
      return severity === "warning"
        ? { ...base, outcome: "skipped", said: `warning, unproven: ${reason}`, details: [] }
        : { ...base, outcome: "error", said: `unproven: ${reason}`, details };
    case "fail":
      return severity === "warning"
        ? { ...base, outcome: "skipped", said: `warning, does not hold: ${title}. ${details[0] ?? ""}`, details: [] }
        : { ...base, outcome: "failure", said: title, details };
  }
}

/** What a pass rests on. */
function examinedLine(evidence: Evidence): string {
  return `${evidence.subject} (${evidence.method}): ${[extent(evidence), ...preconditions(evidence)].join("; ")}`;
}

/** What did not decide a case and is no pass either: it must not disappear behind what did. */
function otherLine({ method, subject, verdict, reason }: Evidence): string {
  return `${subject} (${method}): ${verdict}: ${reason ?? "no reason was given"}`;
}

function evidenceLines(evidence: Evidence): string[] {
  const { method, subject, verdict, reason, violations, violationCount, counterexample } = evidence;
  const found = `${counted(violationCount, "violation")}, ${extent(evidence)}`;
  const head = `${subject} (${method}): ${verdict === "fail" ? found : (reason ?? extent(evidence))}`;
  const shown = violations.slice(0, VIOLATIONS_SHOWN);
  const rest = violationCount - shown.length;
  return [
    head,
    ...shown.map((each) => `${place(each)}: ${disagreement(each)}: ${each.message}`),
    ...(rest > 0 ? [`… and ${count(rest)} more`] : []),
    ...(counterexample === undefined ? [] : [`replay it: tieout replay ${counterexample}`]),
  ];
}

function killCase({ fault, killedBy, survived, story }: KillReport): TestCase {
  const base = { area: "seeded-faults", name: fault };
  return survived.length > 0
    ? { ...base, outcome: "failure", said: `not noticed by ${survived.join(", ")}`, details: [story] }
    : { ...base, outcome: "passed", said: `killed by ${killedBy.join(", ")}`, details: [] };
}

/** A report in which nothing failed and nothing passed must not look green. */
function undecided({ verdict }: Report): TestCase {
  return {
    area: "tieout",
    name: "verdict",
    outcome: "error",
    said: `${verdict}: nothing in this report was both examined and found to hold`,
    details: [],
  };
}

function caseLines({ area, name, outcome, said, details }: TestCase): string[] {
  const head = `    <testcase classname="${escapedXml(area)}" name="${escapedXml(name)}"`;
  if (outcome === "passed" && details.length === 0) return [`${head}/>`];
  if (outcome === "passed") {
    const examined = [`${said}.`, ...details].map((line) => escapedXml(line)).join("\n");
    return [`${head}>`, `      <system-out>${examined}</system-out>`, "    </testcase>"];
  }
  if (outcome === "skipped") return [`${head}>`, `      <skipped message="${escapedXml(said)}"/>`, "    </testcase>"];
  const type = outcome === "failure" ? "violation" : "unproven";
  const text = escapedXml(details.join("\n"));
  return [
    `${head}>`,
    `      <${outcome} message="${escapedXml(said)}" type="${type}">${text.replaceAll("&#10;", "\n")}</${outcome}>`,
    "    </testcase>",
  ];
}

function output({ notExamined, assumptions, waivers }: Report): string[] {
  const lines = [
    ...notExamined.map((line) => `not examined: ${line}`),
    ...assumptions.map((line) => `assumption: ${line}`),
    ...waivers.map((waiver) => `waiver: ${waiverLine(waiver)}`),
  ];
  if (lines.length === 0) return [];
  return [`    <system-out>${lines.map((line) => escapedXml(line)).join("\n")}</system-out>`];
}
