import type { KillReport } from "../model/report.ts";
import { TOOL } from "../model/version.ts";
import { escapedHtml as escaped } from "./escape.ts";
import { counted } from "./figures.ts";
import type { KillMark, KillMatrix } from "./kill-matrix-layout.ts";
import { complaintsOf, countsOf, foldersOf, markOf } from "./kill-matrix-layout.ts";
import { KILL_MATRIX_STYLE } from "./kill-matrix-style.ts";

const MARKS: Readonly<Record<KillMark, string>> = { killed: "●", also: "○", survived: "✗", none: "" };
const WORDS: Readonly<Record<KillMark, string>> = {
  killed: "noticed by",
  also: "noticed besides by",
  survived: "NOT noticed by",
  none: "",
};

/** The self-test as one self-contained HTML file: no script, no network, light and dark by the reader's setting. */
export function killMatrixHtml(matrix: KillMatrix): string {
  const { faults, killed, invariants, quiet } = countsOf(matrix);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Self-test: ${escaped(matrix.verdict)}</title>
<style>${KILL_MATRIX_STYLE}</style>
</head>
<body>
<main>
<h1>Self-test: ${escaped(matrix.verdict.toUpperCase())}</h1>
<p>${killed} of ${counted(faults, "fault")} killed by every invariant they name; ${quiet} of ${counted(invariants, "invariant")} quiet on the engine without a fault. Seed ${matrix.seed}.</p>
${complaints(matrix)}<h2>Kill matrix</h2>
<p><span class="killed">●</span> noticed by an invariant that the fault names · <span class="also">○</span> noticed besides · <span class="survived">✗</span> named and not noticed</p>
${table(matrix)}
<h2>Faults</h2>
<dl>
${matrix.kills.map(({ fault, story }) => `<dt>${escaped(fault)}</dt><dd>${escaped(story)}</dd>`).join("\n")}
</dl>
<footer>Made by ${TOOL.name} ${escaped(TOOL.version)}.</footer>
</main>
</body>
</html>
`;
}

function complaints(matrix: KillMatrix): string {
  const items = complaintsOf(matrix).map(
    ({ mark, text }) => `<li><strong>${escaped(mark)}</strong> ${escaped(text)}</li>`,
  );
  if (items.length === 0) return "";
  return `<h2>Against the harness</h2>\n<ul class="complaints">\n${items.join("\n")}\n</ul>\n`;
}

function table(matrix: KillMatrix): string {
  const folders = [...foldersOf(matrix).values()];
  const columns = folders.flatMap((ids) => ids.map((id, i) => ({ id, first: i === 0 })));
  const head = columns.map(
    ({ id, first }) => `<th scope="col"${first ? ' class="first"' : ""}><span>${escaped(id)}</span></th>`,
  );
  return `<div class="scroll" tabindex="0"><table>
<thead><tr><th scope="col">fault</th>${head.join("")}</tr></thead>
<tbody>
${matrix.kills.map((kill) => row(kill, columns)).join("\n")}
</tbody>
</table></div>`;
}

function row(kill: KillReport, columns: readonly { readonly id: string; readonly first: boolean }[]): string {
  const cells = columns.map(({ id, first }) => {
    const mark = markOf(kill, id);
    const classes = [...(mark === "none" ? [] : [mark]), ...(first ? ["first"] : [])].join(" ");
    const attributes = classes === "" ? "" : ` class="${classes}"`;
    if (mark === "none") return `<td${attributes}></td>`;
    return `<td${attributes} title="${escaped(`${kill.fault} ${WORDS[mark]} ${id}`)}">${MARKS[mark]}</td>`;
  });
  return `<tr><th scope="row">${escaped(kill.fault)}</th>${cells.join("")}</tr>`;
}
