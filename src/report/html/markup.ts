import { escapedHtml } from "../escape.ts";

/** Pieces of a page that several sections are made of. Every text goes through {@link text} before it is markup. */

/** Text as markup, for an element or an attribute. */
export const text = escapedHtml;

/** A column of a table; figures stand to the right. */
export interface Column {
  readonly name: string;
  readonly numeric?: boolean;
  /** Sentences: the column is kept wide enough for them. */
  readonly words?: boolean;
  /** Dates: never broken into lines. */
  readonly whole?: boolean;
  /** Names of files, perhaps long ones. */
  readonly place?: boolean;
}

/** A table with a caption; cells are markup, the first of each row is its header. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const kind = ({ numeric, words, whole, place }: Partial<Column> = {}) => {
    const is = { number: numeric, words, whole, place };
    const [name] = Object.entries(is).find(([, holds]) => holds === true) ?? [];
    return name === undefined ? "" : ` class="${name}"`;
  };
  const head = columns.map((column) => `<th scope="col"${kind(column)}>${text(column.name)}</th>`).join("");
  const body = rows.map(([first = "", ...cells]) => {
    const rest = cells.map((cell, i) => `<td${kind(columns[i + 1])}>${cell}</td>`).join("");
    return `<tr><th scope="row"${kind(columns[0])}>${first}</th>${rest}</tr>`;
  });
  return scrolling(
    caption,
    `<table>\n<caption><span>${text(caption)}</span></caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>`,
  );
}

/** What may be wider than the page, in a box of its own that the keyboard can scroll. */
export function scrolling(name: string, content: string): string {
  return `<div class="scroll" role="group" tabindex="0" aria-label="${text(name)}">${content}</div>`;
}

/** A section under a heading; nothing where there is no content. */
export function section(id: string, title: string, content: string): string {
  if (content === "") return "";
  return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${text(title)}</h2>\n${content}\n</section>\n`;
}

/** Sentences as a list. */
export function list(lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `<ul>\n${lines.map((line) => `<li>${text(line)}</li>`).join("\n")}\n</ul>`;
}

/** What is too long to stand open; its content is markup. */
export function folded(summary: string, content: string, open = false): string {
  return `<details${open ? " open" : ""}><summary>${summary}</summary>\n${content}\n</details>`;
}

/** A verdict as a word with a mark, so that it is told without colour. */
export function badge(verdict: string): string {
  return `<span class="badge ${verdict}"><span aria-hidden="true">${MARKS[verdict] ?? "?"}</span> ${text(verdict)}</span>`;
}

const MARKS: Readonly<Record<string, string>> = {
  pass: "✓",
  fail: "✗",
  unproven: "?",
  skipped: "–",
  "harness-invalid": "!",
};
