import type { Comparison } from "../model/comparison.ts";
import { list, scrolling, section, table, text } from "../report/html/markup.ts";
import { page } from "../report/html/skeleton.ts";
import type { TableLayout } from "./layout.ts";
import { runsOf, signsOf, tablesOf } from "./layout.ts";
import { readableJson } from "./readable-json.ts";

/** What one class each marks in the interpretation. */
const TONES: Readonly<Record<string, string>> = {
  "Good signs": "good",
  "Warning signs": "warning",
  "Failure modes": "failure",
};

const STYLE = `
.signs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: 1rem; margin: 1.5rem 0; }
.signs > div { background: var(--panel); border: 1px solid var(--line); border-top-width: 3px; border-radius: 6px;
  padding: .75rem 1rem; }
.signs h2 { font-size: 1rem; margin: 0 0 .35rem; padding: 0; border: 0; }
.signs .good { border-top-color: var(--pass); }
.signs .warning { border-top-color: var(--unproven); }
.signs .failure { border-top-color: var(--fail); }
`;

/** The comparison as one HTML file that loads nothing. */
export function comparisonHtml(comparison: Comparison): string {
  const { baseline, scaled, tool } = comparison;
  const runs = runsOf(comparison).map(({ role, text: what }) => `<dt>${text(role)}</dt><dd>${text(what)}</dd>`);
  return page({
    title: `Two-pass comparison: ${baseline.name} and ${scaled.name}`,
    style: STYLE,
    body: `<main id="content">
<h1>Two-pass comparison</h1>
<dl class="facts">
${runs.join("\n")}
</dl>
<div class="signs">
${signsOf(comparison).map(signList).join("\n")}
</div>
${section("figures", "Figures", tablesOf(comparison).map(figureTable).join("\n"))}${overlaySection(comparison)}<footer>Made by tieout ${text(tool.version)}. All figures are recomputed from portfolio_returns.csv.</footer>
</main>
`,
  });
}

function signList({ title, lines }: { title: string; lines: readonly string[] }): string {
  const tone = lines.length === 0 ? "" : ` class="${TONES[title]}"`;
  return `<div${tone}><h2>${text(title)}</h2>\n${lines.length === 0 ? '<p class="soft">None</p>' : list(lines)}</div>`;
}

function figureTable({ caption, header, rows }: TableLayout): string {
  const columns = header.map((name, i) => ({ name, numeric: i > 0 }));
  return table(
    caption,
    columns,
    rows.map((cells) => cells.map(text)),
  );
}

function overlaySection({ overlay }: Comparison): string {
  if (overlay === null) return "";
  const config = scrolling(
    "The allocator's config",
    `<pre><code>${text(readableJson(overlay.allocator))}</code></pre>`,
  );
  const content = `<p>${text(overlay.reason)}. The allocator as it should be:</p>\n${config}`;
  return section("overlay", `Overlay ${overlay.name}: ${overlay.decision}`, content);
}
