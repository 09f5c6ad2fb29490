import type { Report } from "../../model/report.ts";
import { TOOL } from "../../model/version.ts";
import type { Worked } from "../worked.ts";
import type { NamedTrace } from "./chains.ts";
import { chainArticles } from "./chains.ts";
import { closing } from "./closing.ts";
import type { ChartGroup } from "./figures.ts";
import { FIGURE_STYLE, figureGroups } from "./figures.ts";
import { FILTER_SCRIPT, FILTER_STYLE } from "./filter.ts";
import { findings } from "./findings.ts";
import { INVARIANT_STYLE, invariantTables } from "./invariants.ts";
import { KILL_MATRIX_STYLE } from "./kill-matrix.ts";
import { killTable } from "./kills.ts";
import { section, text } from "./markup.ts";
import { provenanceFacts } from "./provenance.ts";
import { page } from "./skeleton.ts";
import { summary } from "./summary.ts";
import { undecided } from "./undecided.ts";
import { WORKED_STYLE, workedTables } from "./worked.ts";

/** What a page shows beside what is in the report document. */
export interface PageExtras {
  /** Counterexamples as worked tables. */
  readonly tables?: readonly Worked[];
  /** The static audits behind the evidence of that method. */
  readonly chains?: readonly NamedTrace[];
  readonly charts?: readonly ChartGroup[];
}

/**
 * A report as one HTML file that loads nothing: verdict first, then what was found, what was not decided, the evidence
 * of every invariant, charts, what was not examined, and where all of it comes from. The same report and extras give the same bytes.
 */
export function htmlReport(report: Report, { tables = [], chains = [], charts = [] }: PageExtras = {}): string {
  const sections = [
    section("findings", "Findings", findings(report)),
    section("worked", "Counterexamples by hand", workedTables(tables)),
    section("undecided", "Not decided", undecided(report)),
    section("invariants", "Invariants", invariantTables(report)),
    section("static", "Static audits", chainArticles(chains, false)),
    section("charts", "Charts", figureGroups(charts)),
    section("kills", "Seeded faults", killTable(report)),
    ...closing(report),
    section("provenance", "Provenance", provenanceFacts(report)),
  ].filter((each) => each !== "");
  return page({
    title: `Tieout: ${report.verdict} · ${report.subject.name}`,
    style: INVARIANT_STYLE + FILTER_STYLE + FIGURE_STYLE + WORKED_STYLE + KILL_MATRIX_STYLE,
    script: FILTER_SCRIPT,
    body: `<main id="content">
${summary(report)}
<nav aria-label="Sections"><ul>${sections.map(link).join("")}</ul></nav>
${sections.join("")}<footer>Made by ${TOOL.name} ${text(TOOL.version)}. The same report in JSON (<code>--format json</code>) is for programs and lists more violations.</footer>
</main>
`,
  });
}

function link(content: string): string {
  const [, id = "", title = ""] = /^<section id="([^"]+)"[^>]*>\n<h2[^>]*>([^<]*)/.exec(content) ?? [];
  return `<li><a href="#${id}">${title}</a></li>`;
}
