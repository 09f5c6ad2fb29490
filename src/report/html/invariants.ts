import type { InvariantReport, KillReport, Report } from "../../model/report.ts";
import type { Evidence, Method } from "../../model/verdict.ts";
import { worstVerdict } from "../../model/verdict.ts";
import { allowedInWords, count, counted, preconditions, worst } from "../figures.ts";
import type { KillMark } from "../kill-matrix-layout.ts";
import { markOf } from "../kill-matrix-layout.ts";
import { filterControls } from "./filter.ts";
import { anchorOf, cut } from "./findings.ts";
import { badge, folded, scrolling, text } from "./markup.ts";

/** The methods as columns, in the order in which they are shown. */
const COLUMNS: readonly { readonly method: Method; readonly name: string }[] = [
  { method: "static", name: "Static chain" },
  { method: "run", name: "Run" },
  { method: "relation", name: "Relation cases" },
  { method: "passes", name: "Two passes" },
  { method: "golden", name: "Golden" },
];

const KILLS = "Kills of its faults";

/**
 * One table a folder of the catalog, one row an invariant, its evidence by method side by side. A table has the columns
 * that its invariants have evidence for.
 */
export function invariantTables(report: Report): string {
  const kills = killsBy(report.kills);
  const tables = [...byFolder(report.invariants)].map(
    ([folder, invariants]) => `<div data-group>${folderTable(folder, invariants, kills)}</div>`,
  );
  return `${filterControls(report)}\n${tables.join("\n")}`;
}

function folderTable(folder: string, invariants: readonly InvariantReport[], kills: Kills | undefined): string {
  const used = COLUMNS.filter(({ method }) =>
    invariants.some(({ evidence }) => evidence.some((each) => each.method === method)),
  );
  const seeded = invariants.some(({ id }) => kills?.has(id)) ? kills : undefined;
  const names = ["Verdict", "Invariant", ...used.map(({ name }) => name), ...(seeded === undefined ? [] : [KILLS])];
  const head = names.map((name) => `<th scope="col" role="columnheader">${name}</th>`).join("");
  const rows = invariants.map((invariant) => row(invariant, used, seeded));
  return scrolling(
    folder,
    `<table class="evidence" role="table" style="--columns: ${names.length - 2}">
<caption><span>${text(folder)}</span></caption>
<colgroup><col class="verdicts"><col class="names">${"<col>".repeat(names.length - 2)}</colgroup>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>\n<tbody role="rowgroup">\n${rows.join("\n")}\n</tbody>\n</table>`,
  );
}

function byFolder(invariants: readonly InvariantReport[]): ReadonlyMap<string, readonly InvariantReport[]> {
  const folders = new Map<string, InvariantReport[]>();
  for (const invariant of invariants) {
    const folder = invariant.id.includes("/") ? invariant.id.slice(0, invariant.id.indexOf("/")) : invariant.id;
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [invariant]);
    else known.push(invariant);
  }
  return folders;
}

function row(invariant: InvariantReport, columns: typeof COLUMNS, kills: Kills | undefined): string {
  const { id, title, verdict, severity, evidence } = invariant;
  const allowed = allowedInWords(invariant);
  const sentence = allowed === "nothing" ? "Figures may not differ." : `Figures may differ by ${text(allowed)}.`;
  const tolerance = allowed === "" ? "" : `<br><span class="soft">${sentence}</span>`;
  const name = verdict === "fail" ? `<a href="#${anchorOf(id)}">${text(id)}</a>` : text(id);
  const warning = severity === "warning" ? " <em>(warning)</em>" : "";
  const cells = columns.map(({ method, name }) => {
    const own = evidence.filter((each) => each.method === method);
    return cell(name, methodCell(own));
  });
  if (kills !== undefined) cells.push(cell(KILLS, killCell(kills.get(id) ?? [])));
  return `<tr role="row" data-verdict="${verdict}"><td role="cell">${badge(verdict)}</td><th role="rowheader" scope="row">${name}${warning}<br><span class="soft">${text(title)}.</span>${tolerance}</th>${cells.join("")}</tr>`;
}

/** A cell that carries its column's name: on a phone the columns stand below each other, and lose their header. */
function cell(column: string, content: string): string {
  return `<td role="cell" data-column="${column}">${content}</td>`;
}

/** What one method found on all its subjects; subject by subject behind a fold. */
function methodCell(evidence: readonly Evidence[]): string {
  const [only] = evidence;
  if (only === undefined) return '<span class="soft">–</span>';
  if (evidence.length === 1) return `${mark(only)} ${words(only)}`;
  const verdict = worstVerdict(evidence.map((each) => each.verdict));
  const examined = evidence.reduce((sum, each) => sum + each.examined, 0);
  const items = evidence.map((each) => `<li>${mark(each)} ${text(each.subject)}: ${words(each)}</li>`);
  const sum = `${badge(verdict)} ${count(examined)} in ${counted(evidence.length, "subject")}${worst(evidence)}`;
  return folded(sum, `<ul>${items.join("")}</ul>`);
}

function mark({ verdict }: Evidence): string {
  return badge(verdict);
}

function words(evidence: Evidence): string {
  const { examined, cases, verdict, reason } = evidence;
  const unmet = verdict === "pass" ? [] : preconditions(evidence);
  if (examined === 0) return text(cut([reason ?? "examined nothing", ...unmet].join("; ")));
  const inCases = cases > 1 ? ` in ${counted(cases, "case")}` : "";
  return text(
    cut(
      [`${count(examined)}${inCases}${worst([evidence])}`, ...(reason === undefined ? [] : [reason]), ...unmet].join(
        "; ",
      ),
    ),
  );
}

/** What became of a fault before an invariant: named by the fault and noticed, noticed besides, named and not noticed. */
interface FaultOutcome {
  readonly fault: string;
  readonly mark: KillMark;
}

type Kills = ReadonlyMap<string, readonly FaultOutcome[]>;

/** The faults that concern each invariant; undefined where none were seeded. */
function killsBy(kills: readonly KillReport[] | undefined): Kills | undefined {
  if (kills === undefined) return undefined;
  const outcomes = new Map<string, FaultOutcome[]>();
  for (const kill of kills) {
    for (const id of new Set([...kill.killedBy, ...kill.survived])) {
      const known = outcomes.get(id) ?? [];
      known.push({ fault: kill.fault, mark: markOf(kill, id) });
      outcomes.set(id, known);
    }
  }
  return outcomes;
}

const OUTCOMES: Readonly<Record<KillMark, string>> = {
  killed: "",
  also: " (besides)",
  survived: " NOT NOTICED",
  none: "",
};

function killCell(outcomes: readonly FaultOutcome[]): string {
  if (outcomes.length === 0) return '<span class="soft">–</span>';
  const noticed = outcomes.filter(({ mark }) => mark !== "survived").length;
  const items = outcomes.map(({ fault, mark }) => `<li>${text(fault)}${OUTCOMES[mark]}</li>`);
  const verdict = badge(noticed === outcomes.length ? "pass" : "fail");
  const sum = noticed === outcomes.length ? count(noticed) : `${count(noticed)} of ${count(outcomes.length)}`;
  return folded(`${verdict} ${sum} noticed`, `<ul>${items.join("")}</ul>`);
}

export const INVARIANT_STYLE = `
.evidence { table-layout: fixed; min-width: calc(22rem + 9rem * var(--columns)); }
.evidence .verdicts { width: 7rem; }
.evidence .names { width: 36%; }
.evidence details { margin: 0; }
.evidence td, .evidence th { overflow-wrap: anywhere; }
.evidence thead th { white-space: normal; }
.evidence ul { padding-left: 1rem; }
@media screen and (max-width: 40rem) {
  .evidence { min-width: 0; }
  .evidence, .evidence tbody, .evidence tr, .evidence td, .evidence th { display: block; }
  .evidence thead { position: absolute; left: -100rem; }
  .evidence caption { display: block; }
  .evidence tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  .evidence tr[hidden] { display: none; }
  .evidence td, .evidence th { border: 0; padding: .1rem 0; }
  .evidence td[data-column]::before { content: attr(data-column) ": "; color: var(--soft); }
  .evidence td[data-column]:has(> span.soft:only-child) { display: none; }
  .evidence td > details { display: inline-block; vertical-align: top; }
}
@media print { .evidence { min-width: 0; } .evidence .verdicts { width: 5.5rem; } }
`;
