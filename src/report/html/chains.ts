import type { Trace, TraceSink } from "../../model/trace.ts";
import { count, counted } from "../figures.ts";
import type { AuditedTrace } from "../trace/audited.ts";
import { chainRows, fewOf, findingText, signOf, whereOf } from "../trace/rows.ts";
import { cut } from "./findings.ts";
import { badge, folded, list, table, text } from "./markup.ts";

/** A static audit under the name that the config gives it. */
export interface NamedTrace extends AuditedTrace {
  readonly name: string;
}

/** Lines of a chain that a page shows; the trace document has them all. */
const SHOWN = 400;

const STEPS = [
  { name: "#" },
  { name: "where", place: true },
  { name: "in" },
  { name: "variable" },
  { name: "unit" },
  { name: "from" },
  { name: "step", words: true },
];
const QUESTIONS = [{ name: "question", words: true }, { name: "answer" }, { name: "shown by", place: true }];

/** Static audits with their chains line by line, what was found, and what they answer; chains open where asked for. */
export function chainArticles(audits: readonly NamedTrace[], open: boolean): string {
  return audits.map((audit, i) => chainArticle(audit, `chain-${i + 1}`, open)).join("\n");
}

function chainArticle({ name, rule, trace }: NamedTrace, id: string, open: boolean): string {
  const { entries, filesVisited, sinks } = trace;
  const from = entries.map((entry) => `<code>${text(entry)}</code>`).join(", ") || "nothing";
  const chains = sinks.map((sink) => chain(sink, trace, name)).filter((each) => each !== "");
  return `<article aria-labelledby="${id}">
<h3 id="${id}">${badge(trace.verdict)} ${text(name)}</h3>
<p>${text(rule.title)}. Followed from ${from}, through ${counted(filesVisited, "file")}.</p>
${findingList(trace)}${sinks.map(reason).join("\n")}
${chains.length === 0 ? "" : folded(`${counted(chains.length, "chain")}, line by line`, chains.join("\n"), open)}
${visitedFold(trace)}${folded("Questions and answers", answerTable(trace, name), open)}
</article>`;
}

function reason({ sink, verdict, reason: why }: TraceSink): string {
  return `<p>${badge(verdict)} to <code>${text(sink)}</code>: ${text(why)}.</p>`;
}

function findingList({ findings }: Trace): string {
  if (findings.length === 0) return "";
  const items = findings.map(
    (finding) =>
      `<li>${signOf(finding)} <code>${text(whereOf(finding.place))}</code>: ${text(cut(findingText(finding)))}</li>`,
  );
  return `<ul>${items.join("")}</ul>\n`;
}

/** The lines of a sink's chain; nothing where it has none, as an audit of what may run at all. */
function chain(sink: TraceSink, { findings }: Trace, name: string): string {
  const all = chainRows(sink, findings);
  if (all.length === 0) return "";
  const rows = all
    .slice(0, SHOWN)
    .map(({ number, where, bracket, within, variable, unit, from, step }) =>
      [number || "–", `${where} ${bracket}`.trim(), within, variable, unit, from, cut(step)].map(text),
    );
  const rest = all.length - rows.length;
  const more =
    rest === 0 ? "" : `<p class="soft">${count(rest)} more lines are not shown here; the trace in JSON has them.</p>`;
  return `${table(`The chain of ${name} to ${sink.sink}`, STEPS, rows)}${more}`;
}

/** Every function that was looked at, where a rule goes by all that may run. */
function visitedFold({ visited = [] }: Trace): string {
  const many = visited.reduce((sum, { functions }) => sum + functions.length, 0);
  if (many === 0) return "";
  const lines = visited.map(({ file, functions }) => `${file}: ${functions.join(", ") || "its top level only"}`);
  return `${folded(`${counted(many, "function")} that may run and were looked at`, list(lines))}\n`;
}

function answerTable({ answers }: Trace, name: string): string {
  const rows = answers.map(({ question, answer, shown }) => [text(question), text(answer), text(fewOf(shown))]);
  return table(`What ${name} answers`, QUESTIONS, rows);
}
