import type { InvariantReport, KillReport, Report } from "../../model/report.ts";
import type { Evidence, Method } from "../../model/verdict.ts";
import { worstVerdict } from "../../model/verdict.ts";
import { count, counted, preconditions, worst } from "../figures.ts";
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

/** One table a folder of the catalog, one row an invariant, its evidence by method side by side. */
export function invariantTables(report: Report): string {
  const used = COLUMNS.filter(({ method }) =>
    report.invariants.some(({ evidence }) => evidence.some((each) => each.method === method)),
  );
  const kills = killsBy(report.kills);
  const names = [
    "Verdict",
    "Invariant",
    ...used.map(({ name }) => name),
    ...(kills === undefined ? [] : ["Noticed faults"]),
  ];
  const head = names.map((name) => `<th scope="col">${name}</th>`).join("");
  const tables = [...byFolder(report.invariants)].map(([folder, invariants]) => {
    const rows = invariants.map((invariant) => row(invariant, used, kills));
    return `<div data-group>${scrolling(
      folder,
      `<table class="evidence">\n<caption>${text(folder)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`,
    )}</div>`;
  });
  return `${filterControls(report)}\n${tables.join("\n")}`;
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

function row(
  { id, title, verdict, severity, evidence }: InvariantReport,
  columns: typeof COLUMNS,
  kills: ReadonlyMap<string, readonly string[]> | undefined,
): string {
  const name = verdict === "fail" ? `<a href="#${anchorOf(id)}">${text(id)}</a>` : text(id);
  const warning = severity === "warning" ? " <em>(warning)</em>" : "";
  const cells = columns.map(({ method }) => methodCell(evidence.filter((each) => each.method === method)));
  if (kills !== undefined) cells.push(killCell(kills.get(id) ?? []));
  return `<tr data-verdict="${verdict}"><td>${badge(verdict)}</td><th scope="row">${name}${warning}<br><span class="soft">${text(title)}</span></th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
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

/** The faults that each invariant noticed; undefined where none were seeded. */
function killsBy(kills: readonly KillReport[] | undefined): ReadonlyMap<string, readonly string[]> | undefined {
  if (kills === undefined) return undefined;
  const faults = new Map<string, string[]>();
  for (const { fault, killedBy } of kills) {
    for (const id of killedBy) {
      const known = faults.get(id);
      if (known === undefined) faults.set(id, [fault]);
      else known.push(fault);
    }
  }
  return faults;
}

function killCell(faults: readonly string[]): string {
  if (faults.length === 0) return '<span class="soft">–</span>';
  return folded(
    counted(faults.length, "fault"),
    `<ul>${faults.map((fault) => `<li>${text(fault)}</li>`).join("")}</ul>`,
  );
}
