import type { Comparison } from "../model/comparison.ts";
import { escapedHtml as escaped } from "../report/escape.ts";
import type { TableLayout } from "./layout.ts";
import { runsOf, signsOf, tablesOf } from "./layout.ts";
import { readableJson } from "./readable-json.ts";
import { STYLE } from "./style.ts";

/** What one class each marks in the interpretation. */
const TONES: Readonly<Record<string, string>> = {
  "Good signs": "good",
  "Warning signs": "warning",
  "Failure modes": "failure",
};

/** The comparison as one self-contained HTML file: no script, no network, light and dark by the reader's setting. */
export function comparisonHtml(comparison: Comparison): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Two-pass comparison: ${escaped(comparison.baseline.name)} and ${escaped(comparison.scaled.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>Two-pass comparison</h1>
<dl>
${runsOf(comparison)
  .map(({ role, text }) => `<div><dt>${role}</dt><dd>${escaped(text)}</dd></div>`)
  .join("\n")}
</dl>
</header>
<section class="signs" aria-label="Interpretation">
${signsOf(comparison).map(signList).join("\n")}
</section>
${tablesOf(comparison).map(table).join("\n")}
${overlaySection(comparison)}<footer>Made by tieout ${escaped(comparison.tool.version)}. All figures are recomputed from portfolio_returns.csv.</footer>
</main>
</body>
</html>
`;
}

function signList({ title, lines }: { title: string; lines: readonly string[] }): string {
  const items =
    lines.length === 0 ? '<li class="none">None</li>' : lines.map((line) => `<li>${escaped(line)}</li>`).join("\n");
  const tone = lines.length === 0 ? "" : ` class="${TONES[title]}"`;
  return `<section${tone}><h2>${title}</h2>\n<ul>\n${items}\n</ul></section>`;
}

function table({ caption, header, rows }: TableLayout): string {
  const head = header.map((text) => `<th scope="col">${escaped(text)}</th>`).join("");
  const body = rows.map(([name = "", ...cells]) => {
    return `<tr><th scope="row">${escaped(name)}</th>${cells.map((text) => `<td>${escaped(text)}</td>`).join("")}</tr>`;
  });
  return `<div class="scroll"><table>
<caption>${escaped(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table></div>`;
}

function overlaySection({ overlay }: Comparison): string {
  if (overlay === null) return "";
  return `<section><h2>Overlay ${escaped(overlay.name)}: ${overlay.decision}</h2>
<p>${escaped(overlay.reason)}. The allocator as it should be:</p>
<pre><code>${escaped(readableJson(overlay.allocator))}</code></pre></section>
`;
}
