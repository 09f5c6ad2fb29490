import type { Report } from "../../model/report.ts";
import { TOOL } from "../../model/version.ts";
import { closing } from "./closing.ts";
import type { ChartGroup } from "./figures.ts";
import { FIGURE_STYLE, figureGroups } from "./figures.ts";
import { FILTER_SCRIPT, FILTER_STYLE } from "./filter.ts";
import { findings } from "./findings.ts";
import { invariantTables } from "./invariants.ts";
import { killTable } from "./kills.ts";
import { scrolling, section, text } from "./markup.ts";
import { provenanceFacts } from "./provenance.ts";
import { page } from "./skeleton.ts";
import { summary } from "./summary.ts";

/** What a page shows beside what is in the report document. */
export interface PageExtras {
  /** Counterexamples as worked tables, plain text. */
  readonly tables?: readonly string[];
  readonly charts?: readonly ChartGroup[];
}

/**
 * A report as one HTML file that loads nothing: verdict first, then what was found, charts, the evidence of every
 * invariant, what was not examined, and where all of it comes from. The same report and extras give the same bytes.
 */
export function htmlReport(report: Report, { tables = [], charts = [] }: PageExtras = {}): string {
  const sections = [
    section("findings", "Findings", findings(report)),
    section("worked", "Counterexamples by hand", workedTables(tables)),
    section("charts", "Charts", figureGroups(charts)),
    section("invariants", "Invariants", invariantTables(report)),
    section("kills", "Seeded faults", killTable(report.kills)),
    ...closing(report),
    section("provenance", "Provenance", provenanceFacts(report)),
  ].filter((each) => each !== "");
  return page({
    title: `Tieout: ${report.verdict} · ${report.subject.name}`,
    style: FILTER_STYLE + FIGURE_STYLE,
    script: FILTER_SCRIPT,
    body: `<main id="content">
${summary(report)}
<nav aria-label="Sections"><ul>${sections.map(link).join("")}</ul></nav>
${sections.join("")}<footer>Made by ${TOOL.name} ${text(TOOL.version)}. The same report in JSON (<code>--format json</code>) holds the data that are not shown here.</footer>
</main>
`,
  });
}

function link(content: string): string {
  const [, id = "", title = ""] = /^<section id="([^"]+)"[^>]*>\n<h2[^>]*>([^<]*)/.exec(content) ?? [];
  return `<li><a href="#${id}">${title}</a></li>`;
}

function workedTables(tables: readonly string[]): string {
  return tables
    .map((each, i) => {
      const [name = `counterexample ${i + 1}`] = each.split("\n", 1);
      return `<article aria-label="${text(name)}">${scrolling(name, `<pre>${text(each)}</pre>`)}</article>`;
    })
    .join("\n");
}
