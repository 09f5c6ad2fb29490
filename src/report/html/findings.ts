import type { InvariantReport, Report } from "../../model/report.ts";
import type { Evidence, Violation } from "../../model/verdict.ts";
import { brief, count, counted, extent, inFull, preconditions } from "../figures.ts";
import { badge, folded, table, text } from "./markup.ts";

/** Rows that one piece of evidence shows, and all of them together: a page must open at once, however much is broken. */
const SHOWN_EACH = 25;
const SHOWN_IN_ALL = 2000;
/** Characters of a cell: names and messages are as long as an engine makes them. */
const LONGEST = 400;

const COLUMNS = [
  { name: "date", whole: true },
  { name: "asset" },
  { name: "where", place: true },
  { name: "expected", numeric: true },
  { name: "actual", numeric: true },
  { name: "off by", numeric: true },
  { name: "allowed", numeric: true },
  { name: "what", words: true },
];

/** What failed, errors before warnings, each invariant with its violations; the JSON report holds more of them. */
export function findings({ invariants }: Report): string {
  const broken = invariants.filter(({ verdict }) => verdict === "fail");
  const rank = ({ severity }: InvariantReport) => (severity === "error" ? 0 : 1);
  const failed = broken.toSorted((a, b) => rank(a) - rank(b));
  let left = SHOWN_IN_ALL;
  return failed
    .map((invariant) => {
      const parts = invariant.evidence
        .filter(({ verdict }) => verdict === "fail")
        .map((evidence) => {
          const shown = Math.min(SHOWN_EACH, left, evidence.violations.length);
          left -= shown;
          return evidencePart(invariant, evidence, shown);
        });
      return `<article id="${anchorOf(invariant.id)}" aria-labelledby="${anchorOf(invariant.id)}-title">
<h3 id="${anchorOf(invariant.id)}-title">${badge("fail")} ${text(invariant.id)}${invariant.severity === "warning" ? " (warning)" : ""}</h3>
<p>${text(invariant.title)}.</p>
${parts.join("\n")}
</article>`;
    })
    .join("\n");
}

/** Where the finding of an invariant stands on the page. */
export function anchorOf(id: string): string {
  return `finding-${[...id].map((mark) => (/[a-z0-9-]/.test(mark) ? mark : `_${mark.codePointAt(0)!.toString(16)}`)).join("")}`;
}

function evidencePart({ id }: InvariantReport, evidence: Evidence, shown: number): string {
  const { subject, method, violations, violationCount, counterexample } = evidence;
  const head = `${text(subject)} (${method}): ${counted(violationCount, "violation")}, ${text(extent(evidence))}`;
  const rest = violationCount - shown;
  const more =
    rest > 0
      ? `<p class="soft">${count(rest)} more are not shown here; ${violations.length > shown ? `the report in JSON lists the first ${count(violations.length)}` : "they are counted, not listed"}.</p>`
      : "";
  const conditions = preconditions(evidence).map((line) => `<p class="soft">${text(line)}</p>`);
  const replay =
    counterexample === undefined ? "" : `<p>Run it again: <code>tieout replay ${text(counterexample)}</code></p>`;
  const rows = violations.slice(0, shown).map(cells);
  const caption = `Violations of ${id} in ${subject}, ${counted(shown, "row")} of ${count(violationCount)}`;
  return folded(
    head,
    `${conditions.join("")}${shown === 0 ? "" : table(caption, COLUMNS, rows)}${more}${replay}`,
    true,
  );
}

function cells({
  date,
  asset,
  artifact,
  location,
  expected,
  actual,
  residual,
  tolerance,
  message,
}: Violation): string[] {
  return [
    text(date ?? "–"),
    text(cut(asset ?? "–")),
    text(cut(location ?? artifact ?? "the run as a whole")),
    text(cut(inFull(expected))),
    text(cut(inFull(actual))),
    residual === null ? "–" : unbroken(brief(residual)),
    tolerance === null ? "–" : unbroken(brief(tolerance)),
    text(cut(message)),
  ];
}

/** A short figure, which paper too narrow for the long ones must not break. */
function unbroken(figure: string): string {
  return `<span class="whole">${text(figure)}</span>`;
}

/** A text that fits a cell. */
export function cut(message: string): string {
  return message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`;
}
