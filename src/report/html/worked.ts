import type { Worked } from "../worked.ts";
import type { Row } from "../worked-grid.ts";
import { scrolling, text } from "./markup.ts";

/** Counterexamples as tables to be worked by hand: a row a figure, a column a date. */
export function workedTables(tables: readonly Worked[]): string {
  return tables.map(workedTable).join("\n");
}

function workedTable(worked: Worked, place: number): string {
  const { name, title, given, notes, log, outcome } = worked;
  const id = `worked-${place + 1}`;
  const lines = (each: readonly string[], kind = "") =>
    each.map((line) => `<p${kind}>${text(line.trim())}</p>`).join("\n");
  const [where = "", ...figures] = outcome;
  return `<article aria-labelledby="${id}">
<h3 id="${id}">${text(name)}</h3>
${lines([...(title === undefined ? [] : [`${title}.`]), ...given])}
${scrolling(name, grid(worked))}
${lines(notes, ' class="soft"')}${log.length === 0 ? "" : scrolling(`Log of ${name}`, `<pre>${text(log.join("\n"))}</pre>`)}
<p><strong>${text(where)}</strong></p>
${lines(figures)}
</article>`;
}

function grid({ header, rows }: Worked): string {
  const dates = header.cells.map((date) => `<th scope="col" class="number">${text(date)}</th>`);
  const head = `<th scope="col">${text(header.stage || "stage")}</th><th scope="col">figure</th>${dates.join("")}`;
  return `<table class="worked">\n<caption>Figures by date</caption>
<thead><tr>${head}</tr></thead>\n<tbody>\n${stages(rows)}\n</tbody>\n</table>`;
}

/** The rows with a header that spans those of its stage. */
function stages(rows: readonly Row[]): string {
  return rows
    .map(({ stage, label, cells }, i) => {
      const isFirst = stage !== rows[i - 1]?.stage;
      const after = rows.slice(i).findIndex((each) => each.stage !== stage);
      const span = after < 0 ? rows.length - i : after;
      const head = isFirst ? `<th scope="rowgroup" rowspan="${span}">${text(stage)}</th>` : "";
      return `<tr>${head}<th scope="row">${text(label.trim())}</th>${cells.map(cell).join("")}</tr>`;
    })
    .join("\n");
}

/** A figure in brackets is the one that fails. */
function cell(figure: string): string {
  return `<td class="number${figure.startsWith("[") ? " failing" : ""}">${text(figure)}</td>`;
}

export const WORKED_STYLE = `
.worked { width: auto; min-width: 0; }
.worked th, .worked td { padding-right: 1rem; }
.worked tbody th { min-width: 0; }
.worked tbody th[rowspan] { color: var(--soft); }
.failing { color: var(--fail); font-weight: 700; }
`;
