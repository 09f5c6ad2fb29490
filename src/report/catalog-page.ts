import type { Severity } from "../model/verdict.ts";
import { counted } from "./figures.ts";

/** What the page says of an invariant: its own words. Every invariant of the catalog is one of these. */
export interface CatalogInvariant {
  /** `folder/name`. */
  readonly id: string;
  readonly title: string;
  readonly kind: "run" | "relation" | "passes";
  readonly severity: Severity;
  readonly tolerance: { readonly absolute: number; readonly relative: number };
  readonly why: string;
  readonly independentOf: string;
  readonly blindTo: string;
  /** The parts of a run without which it is skipped; a relation names none. */
  readonly needs?: readonly string[];
  /** What it is for and how to ask, for one that is judged only when asked for. */
  readonly optIn?: string;
}

/** What the page says of a seeded fault. */
export interface CatalogFault {
  readonly id: string;
  readonly story: string;
  readonly source: string;
  readonly breaks: readonly string[];
}

/** What each folder is about; a folder that is not here is headed by its name alone. */
const FOLDERS: Readonly<Record<string, string>> = {
  accounting: "Every number ties out: files, log, P&L, costs and metrics say the same thing.",
  exposure: "From the model's book to the traded one: risk targeting, caps and risk scalars.",
  calendar: "When things happen: dates, rebalances, holding, warm-up.",
  drawdown: "Losses under the peak are there, and are what the equity says.",
  allocator: "State, regime and risk scalar: known, complete, recomputed, and not flickering.",
  data: "Figures are figures, and a book is not stuck.",
  relation: "What must happen to a run when its scenario is changed in a known way.",
  passes: "Two runs side by side: the allocator off, and its scalars applied.",
};

/** `docs/CATALOG.md`: every invariant grouped by folder, and every seeded fault, in the order of the catalogs. */
export function catalogPage(invariants: readonly CatalogInvariant[], faults: readonly CatalogFault[]): string {
  const folders = [...new Set(invariants.map(({ id }) => folderOf(id)))];
  const lines = [
    "# The catalog",
    "",
    "Generated from `invariants/` and `src/faults/` by `npm run catalog`; edits belong there. `tieout catalog ID` prints one entry.",
    "",
    `${counted(invariants.length, "invariant")}: what is true of a correct engine. ${counted(faults.length, "seeded fault")}: the reference engine made wrong in one known way, each to be noticed by the invariants that it names (\`tieout selftest\`).`,
    "",
    "## Contents",
    "",
    ...folders.flatMap((folder) => contentsOf(folder, invariants)),
    `- [Seeded faults](#seeded-faults)`,
    "",
    ...folders.flatMap((folder) => section(folder, invariants, faults)),
    "## Seeded faults",
    "",
    "In the order in which the data flows through an engine.",
    "",
    ...faults.flatMap(faultEntry),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function contentsOf(folder: string, invariants: readonly CatalogInvariant[]): string[] {
  return [
    `- [${folder}/](#${anchor(folder)})`,
    ...ofFolder(folder, invariants).map(({ id, title }) => `  - [${nameOf(id)}](#${anchor(id)}): ${text(title)}`),
  ];
}

function section(folder: string, invariants: readonly CatalogInvariant[], faults: readonly CatalogFault[]): string[] {
  const about = FOLDERS[folder];
  return [
    `## ${folder}/`,
    "",
    ...(about === undefined ? [] : [about, ""]),
    ...ofFolder(folder, invariants).flatMap((each) => entry(each, faults)),
  ];
}

function entry(invariant: CatalogInvariant, faults: readonly CatalogFault[]): string[] {
  const killers = faults.filter(({ breaks }) => breaks.includes(invariant.id));
  const killed =
    killers.length === 0
      ? "no seeded fault of an engine: it is about files on disk"
      : killers.map(({ id }) => link(id)).join(", ");
  return [
    `### ${invariant.id}`,
    "",
    `**${text(invariant.title)}**`,
    "",
    `- **Why**: ${text(invariant.why)}`,
    `- **Independent of**: ${text(invariant.independentOf)}`,
    `- **Blind to**: ${text(invariant.blindTo)}`,
    `- **Evidence**: ${evidence(invariant)}`,
    `- **Severity**: ${invariant.severity}; **tolerance**: ${tolerance(invariant)}`,
    `- **Noticed by it**: ${killed}`,
    "",
  ];
}

function evidence({ kind, needs = [], optIn }: CatalogInvariant): string {
  const files = needs.length === 0 ? "" : `; needs ${needs.map((need) => `\`${need}\``).join(", ")}`;
  switch (kind) {
    case "run":
      return `one run${files}`;
    case "relation":
      return optIn === undefined
        ? `two runs of related scenarios${files}`
        : `two engines, when asked for: ${text(optIn)}`;
    case "passes":
      return `two passes, baseline and scaled${files}`;
  }
}

function tolerance({ tolerance: { absolute, relative } }: CatalogInvariant): string {
  if (absolute === 0 && relative === 0) return "none, bit for bit";
  return `absolute ${absolute}, relative ${relative}`;
}

function faultEntry({ id, story, source, breaks }: CatalogFault): string[] {
  return [
    `### ${id}`,
    "",
    text(story),
    "",
    `- **Source**: ${text(source)}`,
    `- **Breaks**: ${breaks.map(link).join(", ")}`,
    "",
  ];
}

function ofFolder(folder: string, invariants: readonly CatalogInvariant[]): readonly CatalogInvariant[] {
  return invariants.filter(({ id }) => folderOf(id) === folder);
}

function folderOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf("/")));
}

function nameOf(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}

function link(id: string): string {
  return `[${id}](#${anchor(id)})`;
}

/** How GitHub makes an anchor of a heading: small letters, digits and hyphens, nothing else. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** A sentence on one line, its marks not taken for markup. */
function text(sentence: string): string {
  return sentence
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>|]/g, (mark) => `\\${mark}`);
}
