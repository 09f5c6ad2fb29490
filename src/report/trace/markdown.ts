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
    ...sourceSection(trace),
    ...trace.sinks.flatMap((sink) => chainSection(sink, trace.findings)),
    ...variableSection(trace),
    ...normalizationSection(trace),
    ...answerSection(trace),
    ...conclusionSection(trace),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function sourceSection({ sources, entries, filesVisited }: Trace): string[] {
  const rows = sources.flatMap(({ source, places }) =>
    places.length === 0
      ? [`- ${code(source)}: not called on the paths that were followed`]
      : places.map((place) => `- ${code(source)} at ${code(whereOf(place))}`),
  );
  const from = entries.map(code).join(", ") || "nothing";
  return [
    "## Where scaling is called",
    "",
    ...rows,
    "",
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
function normalizationSection({ sinks, findings }: Trace): string[] {
  const steps = sinks.flatMap(({ chain }) => chain.filter(({ kind, unit }) => kind === "divide" || unit !== "w¹"));
  const found = findings.filter(({ level }) => level === "fail").map(findingLine);
  const open = findings.filter(({ level }) => level === "open").map(findingLine);
  const looked =
    steps.length === 0
      ? ["No step divides by anything, and every step is of degree one in the weights."]
      : ["Divisions, and steps of another degree than one in the weights:", "", ...[...new Set(steps.map(stepLine))]];
  return [
    "## Search for normalization",
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

function findingLine(finding: TraceFinding): string {
  return `- ${signOf(finding)} ${code(whereOf(finding.place))}: ${cell(findingText(finding))} (on the way to ${code(finding.sink)})`;
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
