import type { AuditWords } from "../../model/audit-words.ts";
import type { Trace, TraceFinding, TraceSink, TraceStep } from "../../model/trace.ts";
import { escapedMarkdown as cell } from "../escape.ts";
import { counted } from "../figures.ts";
import type { AuditedTrace } from "./audited.ts";
import { chainRows, fewOf, findingText, placesOf, signOf, whereOf } from "./rows.ts";

/**
 * A static audit as Markdown, in the order of an audit written by hand: where scaling is called, the chain, its
 * variables, the search for normalization, the answers, the conclusion.
 */
export function traceMarkdown({ rule, trace }: AuditedTrace): string {
  const lines = [
    `# Call-chain audit: ${trace.verdict.toUpperCase()}`,
    "",
    `${cell(rule.title)}. Rule \`${rule.id}\`, tieout ${trace.tool.version}.`,
    "",
    ...sourceSection(trace, rule.words),
    ...trace.sinks.flatMap((sink) => chainSection(sink, trace.findings)),
    ...variableSection(trace),
    ...searchSection(trace, rule.words),
    ...answerSection(trace),
    ...conclusionSection(trace),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function sourceSection({ sources, entries, filesVisited }: Trace, { start }: AuditWords): string[] {
  const rows = sources.flatMap(({ source, places }) =>
    places.length === 0
      ? [`- ${code(source)}: not called on the paths that were followed`]
      : places.map((place) => `- ${code(source)} at ${code(whereOf(place))}`),
  );
  const from = entries.map(code).join(", ") || "nothing";
  return [
    `## ${start}`,
    "",
    ...(rows.length === 0 ? [] : [...rows, ""]),
    `Followed from ${from}, through ${counted(filesVisited, "file")}.`,
    "",
  ];
}

function chainSection(sink: TraceSink, findings: readonly TraceFinding[]): string[] {
  const rows = chainRows(sink, findings);
  const head = [`## The chain to ${code(sink.sink)}: ${sink.verdict.toUpperCase()}`, "", `${cell(sink.reason)}.`, ""];
  if (rows.length === 0) return head;
  return [
    ...head,
    "| # | where | in | variable | unit | from | step |",
    "| ---: | --- | --- | --- | --- | --- | --- |",
    ...rows.map(
      ({ number, where, bracket, within, variable, unit, from, step }) =>
        `| ${number} | ${cell(where)}${bracket === "" ? "" : ` ${bracket}`} | ${cell(within)} | ${cell(variable)} | ${unit} | ${from} | ${cell(step)} |`,
    ),
    "",
  ];
}

function variableSection({ variables }: Trace): string[] {
  if (variables.length === 0) return [];
  return [
    "## Variables",
    "",
    "| variable | unit | where |",
    "| --- | --- | --- |",
    ...variables.map(({ variable, unit, places }) => `| ${cell(variable)} | ${unit} | ${cell(placesOf(places))} |`),
    "",
  ];
}

/** Every division on the way and every step after which the weights are not of degree one, whatever it is called. */
function searchSection({ sinks, findings, visited }: Trace, { search, towards }: AuditWords): string[] {
  const steps = sinks.flatMap(({ chain }) => chain.filter(({ kind, unit }) => kind === "divide" || unit !== "w¹"));
  const found = findings.filter(({ level }) => level === "fail").map((each) => findingLine(each, towards));
  const open = findings.filter(({ level }) => level === "open").map((each) => findingLine(each, towards));
  const looked =
    visited !== undefined
      ? ["Functions that were looked at:", "", ...visited.map(visitedLine)]
      : steps.length === 0
        ? ["No step divides by anything, and every step is of degree one in the weights."]
        : ["Divisions, and steps of another degree than one in the weights:", "", ...[...new Set(steps.map(stepLine))]];
  return [
    `## ${search}`,
    "",
    ...looked,
    "",
    ...(found.length === 0 ? [] : ["Violations:", "", ...found, ""]),
    ...(open.length === 0 ? [] : ["Not understood:", "", ...open, ""]),
  ];
}

function stepLine({ place, unit, text }: TraceStep): string {
  return `- ${code(whereOf(place))}: ${unit}, ${cell(text)}`;
}

function visitedLine({ file, functions }: NonNullable<Trace["visited"]>[number]): string {
  return `- ${code(file)}: ${functions.length === 0 ? "its top level only" : functions.map(code).join(", ")}`;
}

function findingLine(finding: TraceFinding, towards: string): string {
  return `- ${signOf(finding)} ${code(whereOf(finding.place))}: ${cell(findingText(finding))} (${towards} ${code(finding.sink)})`;
}

function answerSection({ answers }: Trace): string[] {
  return [
    "## Answers",
    "",
    "| question | answer | shown by |",
    "| --- | --- | --- |",
    ...answers.map(({ question, answer, shown }) => `| ${cell(question)} | **${answer}** | ${cell(fewOf(shown))} |`),
    "",
  ];
}

function conclusionSection({ verdict, sinks, assumptions }: Trace): string[] {
  return [
    "## Conclusion",
    "",
    `**${verdict.toUpperCase()}.**`,
    "",
    ...sinks.map(({ sink, verdict: own, reason }) => `- ${code(sink)}: ${own.toUpperCase()}: ${cell(reason)}`),
    "",
    "This holds under these assumptions:",
    "",
    ...assumptions.map((each) => `- ${cell(each)}`),
  ];
}

/** A name in a code span, whatever stands in it. */
function code(text: string): string {
  const plain = text.replace(/\p{Cc}+/gu, " ");
  return plain.includes("`") ? `\`\` ${plain} \`\`` : `\`${plain}\``;
}
