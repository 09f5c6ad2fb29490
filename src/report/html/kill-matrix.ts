import type { KillReport } from "../../model/report.ts";
import type { KillMark } from "../kill-matrix-layout.ts";
import { foldersOf, markOf } from "../kill-matrix-layout.ts";
import { scrolling, text } from "./markup.ts";

const MARKS: Readonly<Record<KillMark, string>> = { killed: "●", also: "○", survived: "✗", none: "" };
const WORDS: Readonly<Record<KillMark, string>> = {
  killed: "noticed by",
  also: "noticed besides by",
  survived: "NOT noticed by",
  none: "",
};

const KEY =
  '<p><span class="killed">●</span> noticed by an invariant that the fault names · <span class="also">○</span> noticed besides · <span class="survived">✗</span> named and not noticed</p>';

/** Faults by invariants with what the marks mean; `ids` are the invariants, folder by folder. */
export function killMatrixTable(kills: readonly KillReport[], ids: readonly string[]): string {
  const folders = [...foldersOf(ids).values()];
  const columns = folders.flatMap((inFolder) => inFolder.map((id, i) => ({ id, first: i === 0 })));
  const head = columns.map(
    ({ id, first }) => `<th scope="col"${first ? ' class="first"' : ""}><span>${text(id)}</span></th>`,
  );
  const table = `<table class="matrix">
<caption>Seeded faults by row, invariants by column</caption>
<thead><tr><th scope="col">fault</th>${head.join("")}</tr></thead>
<tbody>
${kills.map((kill) => row(kill, columns)).join("\n")}
</tbody>
</table>`;
  return `${KEY}\n<div class="sheet">${scrolling("Kill matrix", table)}</div>`;
}

function row(kill: KillReport, columns: readonly { readonly id: string; readonly first: boolean }[]): string {
  const cells = columns.map(({ id, first }) => {
    const mark = markOf(kill, id);
    const edge = first ? ' class="first"' : "";
    if (mark === "none") return `<td${edge}></td>`;
    const words = text(`${kill.fault} ${WORDS[mark]} ${id}`);
    return `<td${edge}><span class="${mark}" role="img" title="${words}">${MARKS[mark]}</span></td>`;
  });
  return `<tr><th scope="row">${text(kill.fault)}</th>${cells.join("")}</tr>`;
}

/** What each fault is. */
export function faultStories(kills: readonly KillReport[]): string {
  const items = kills.map(({ fault, story }) => `<dt>${text(fault)}</dt><dd>${text(story)}</dd>`);
  return `<dl class="stories">\n${items.join("\n")}\n</dl>`;
}

/** The matrix is wider than a page: it scrolls under its own headers, and is printed across. */
export const KILL_MATRIX_STYLE = `
@page wide { size: A4 landscape; margin: 10mm; }
.matrix { border-collapse: separate; border-spacing: 0; width: auto; font-size: .87rem; }
.matrix th, .matrix td { padding: .1rem .3rem; text-align: center; min-width: 0; }
.matrix thead th { position: sticky; top: 0; background: var(--panel); color: var(--ink); font-weight: 400;
  vertical-align: bottom; z-index: 1; }
.matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; background: var(--panel); text-align: left;
  white-space: nowrap; z-index: 1; }
.matrix thead th:first-child { z-index: 2; }
.matrix .first { border-left: 2px solid var(--line); }
.sheet .scroll { overflow: auto; max-height: 85vh; border: 1px solid var(--line); border-radius: 6px; }
.sheet caption { padding: .4rem .6rem; }
.killed { color: var(--pass); }
.also { color: var(--soft); }
.survived { color: var(--paper); background: var(--fail); font-weight: 700; padding: 0 .2rem; border-radius: 3px; }
.stories dt { font-weight: 600; margin-top: .5rem; }
.stories dd { margin: 0; color: var(--soft); max-width: 60rem; }
@media (max-width: 40rem) { .matrix tbody th { white-space: normal; overflow-wrap: anywhere; max-width: 8rem; } }
@media print { .sheet { page: wide; } .sheet .scroll { max-height: none; overflow: visible; border: 0; }
  .matrix { font-size: 6pt; } .matrix th, .matrix td { padding: 0 .12rem; } .matrix thead th, .matrix tbody th,
  .matrix thead th:first-child { position: static; } .survived { color: var(--fail); background: none; outline: 1px solid; }
  .matrix thead th span { line-height: 1; } .matrix td { line-height: 1.2; } }
`;
