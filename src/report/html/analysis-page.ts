import type { Analysis } from "../../model/analysis.ts";
import type { Metrics } from "../../model/run.ts";
import { TOOL } from "../../model/version.ts";
import { counted, inFull } from "../figures.ts";
import type { Chart } from "./figures.ts";
import { absent, FIGURE_STYLE, figures } from "./figures.ts";
import { list, section, table, text } from "./markup.ts";
import { inputTable } from "./provenance.ts";
import { page } from "./skeleton.ts";

/** The charts of a run as one HTML file that loads nothing, with its figures and where they come from. */
export function analysisPage(analysis: Analysis, charts: readonly Chart[], metrics: Metrics | undefined): string {
  const { name, engine, from, to, leftOut, unreadable, assumptions, inputs } = analysis;
  const by = engine === undefined ? "" : ` by ${engine.name} ${engine.version}`;
  return page({
    title: `Charts of ${name}`,
    style: FIGURE_STYLE,
    body: `<main id="content">
<header class="verdict">
<h1>${text(name)}</h1>
<p>${text(`A run${by}, ${from} to ${to}: ${counted(charts.length, "chart")}. Nothing here was judged; tieout audit does that.`)}</p>
</header>
${section("unreadable", "Not readable, and so not drawn", list(unreadable))}${section("charts", "Charts", figures(charts) + absent(leftOut))}${section("metrics", "Metrics as recorded", metricTable(metrics))}${section("assumptions", "Assumptions", list(assumptions))}${section("inputs", "Files", inputTable(inputs))}<footer>Made by ${TOOL.name} ${text(TOOL.version)}.</footer>
</main>
`,
  });
}

function metricTable(metrics: Metrics | undefined): string {
  const rows = Object.entries(metrics ?? {}).map(([name, value]) => [text(name), text(inFull(value))]);
  const columns = [{ name: "metric" }, { name: "value", numeric: true }];
  return rows.length === 0 ? "" : `<div style="max-width: 30rem">${table("metrics.json", columns, rows)}</div>`;
}
