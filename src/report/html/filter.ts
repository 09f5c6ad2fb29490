import type { Report } from "../../model/report.ts";
import { VERDICTS } from "../../model/verdict.ts";
import { count } from "../figures.ts";
import { text } from "./markup.ts";

/** The controls above the invariants; without script they are not shown, and everything is. */
export function filterControls({ summary, invariants }: Report): string {
  const boxes = VERDICTS.map(
    (verdict) =>
      `<label><input type="checkbox" name="verdict" value="${verdict}" checked> ${text(verdict)} (${count(summary[verdict])})</label>`,
  );
  return `<form class="filter" hidden aria-label="Filter the invariants">
<fieldset><legend>Show verdicts</legend>${boxes.join(" ")}</fieldset>
<label class="words">Containing <input type="search" name="words" autocomplete="off"></label>
<button type="reset">Show all</button>
<p role="status" aria-live="polite">${count(invariants.length)} of ${count(invariants.length)} invariants shown</p>
</form>`;
}

export const FILTER_STYLE = `
.filter { display: flex; flex-wrap: wrap; align-items: end; gap: .6rem 1.2rem; margin: .6rem 0 1rem; }
.filter[hidden] { display: none; }
.filter fieldset { border: 1px solid var(--line); border-radius: 6px; padding: .3rem .8rem .5rem; margin: 0; }
.filter fieldset label { margin-right: .8rem; white-space: nowrap; }
.filter input, .filter button { font: inherit; accent-color: var(--accent); }
.filter input[type=search], .filter button { color: inherit; background: var(--paper); border: 1px solid var(--soft);
  border-radius: 4px; padding: .2rem .5rem; }
.filter p { margin: 0; color: var(--soft); }
@media print { .filter fieldset, .filter label, .filter button { display: none; } }
`;

/** Hides what is not asked for and says how much is shown. */
export const FILTER_SCRIPT = `(() => {
  const form = document.querySelector("form.filter");
  const rows = [...document.querySelectorAll("tr[data-verdict]")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const apply = () => {
    const asked = new Set([...form.querySelectorAll("input[name=verdict]:checked")].map((box) => box.value));
    const words = form.elements.words.value.toLowerCase().trim();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !asked.has(row.dataset.verdict) || !row.textContent.toLowerCase().includes(words);
      if (!row.hidden) shown++;
    }
    for (const group of groups) group.hidden = group.querySelector("tr[data-verdict]:not([hidden])") === null;
    form.querySelector("[role=status]").textContent = shown + " of " + rows.length + " invariants shown";
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  apply();
})();
`;
