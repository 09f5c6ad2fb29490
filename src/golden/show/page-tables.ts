import { brief, count, counted, inFull } from "../../report/figures.ts";
import { folded, table, text } from "../../report/html/markup.ts";
import type { Change } from "../diff/change.ts";
import type { Divergence } from "../diff/divergence.ts";
import type { ArtifactDiff, CaseDiff } from "../diff/document.ts";
import type { SeriesRow } from "./figure.ts";
import { extentOf, headroomWords, percentOf, shortDigest, toleranceWords, worstHeadroom } from "./words.ts";

/** Rows of a table that stand on the page; the count tells of the others, and JSON holds them. */
export const SHOWN = 50;

/** The rows of a series around a date, in full. */
export function neighbours(change: Change, rows: readonly SeriesRow[]): string {
  if (rows.length === 0) return "";
  const columns = [
    { name: "Date", whole: true },
    { name: "Accepted", numeric: true },
    { name: "Today", numeric: true },
    { name: "Difference", numeric: true },
  ];
  const cells = rows.map(({ date, expected, actual, residual, marked }) => {
    const mark = (words: string) => (marked ? `<strong>${words}</strong>` : words);
    const difference = residual === null ? "–" : brief(residual);
    return [
      mark(`${date}${marked ? " ✗" : ""}`),
      ...[inFull(expected), inFull(actual), difference].map((each) => mark(text(each))),
    ];
  });
  return table(
    `${change.artifact}${change.asset === null ? "" : `, ${change.asset}`}, around the date`,
    columns,
    cells,
  );
}

/** What may follow from a divergence, folded. */
export function following({ changes, artifacts }: Divergence["follows"]): string {
  if (changes === 0) return "<p>Nothing after it differs.</p>";
  const columns = [
    { name: "File", place: true },
    { name: "Stage" },
    { name: "From", whole: true },
    { name: "Differences", numeric: true },
  ];
  const rows = artifacts.map(({ artifact, stage, from, changes: each }) => [
    text(artifact),
    stage,
    from ?? "–",
    count(each),
  ]);
  return folded(
    `${counted(changes, "difference")} after it may follow from it`,
    table("What may follow from it", columns, rows),
  );
}

/** Every stage with its standing and digests. */
export function stageTable({ stages }: CaseDiff): string {
  const columns = [
    { name: "Stage" },
    { name: "Standing" },
    { name: "Accepted digest" },
    { name: "Today's" },
    { name: "Differences", numeric: true },
  ];
  const rows = stages.map(({ stage, standing, changes, expected, actual }) => [
    stage,
    standing === "differs" ? `<span class="standing-differs">differs</span>` : text(standing),
    digest(expected),
    digest(actual),
    count(changes),
  ]);
  return table("Stages, in pipeline order", columns, rows);
}

function digest(value: string | null): string {
  return value === null ? "–" : `<span class="digest">${text(shortDigest(value))}</span>`;
}

/** The first differences of an artifact, folded; nothing where there are none. */
export function changeTable({ artifact, stage, changes, counts, compared }: ArtifactDiff): string {
  if (changes.length === 0) return "";
  const all = counts.added + counts.removed + counts.changed + counts.moved;
  const columns = [
    { name: "Date", whole: true },
    { name: "Asset" },
    { name: "Accepted", numeric: true },
    { name: "Today", numeric: true },
    { name: "Difference", numeric: true },
    { name: "Allowed", numeric: true },
  ];
  const rows = changes
    .slice(0, SHOWN)
    .map((change) => [
      text(change.until === undefined ? (change.date ?? "–") : `${change.date} to ${change.until}`),
      text(change.asset ?? "–"),
      text(inFull(change.expected)),
      text(inFull(change.actual)),
      change.residual === null ? "–" : text(brief(change.residual)),
      change.allowed === null ? "–" : text(brief(change.allowed)),
    ]);
  const rest = all - Math.min(SHOWN, changes.length);
  const more = rest > 0 ? `<p>… and ${count(rest)} more.</p>` : "";
  const summary = `${text(artifact)} (${stage}): ${counted(all, "difference")} in ${count(compared)} compared`;
  return folded(summary, `${table(`Differences in ${artifact}`, columns, rows)}${more}`);
}

/** Tolerance and closest call of the columns that are not the same to the bit, folded. */
export function headroomTable({ artifacts }: CaseDiff): string {
  const rows = artifacts.flatMap(({ artifact, headroom }) =>
    headroom
      .filter(({ worst }) => worst !== undefined)
      .map((each) => [
        text(`${artifact} · ${each.column}`),
        text(toleranceWords(each)),
        text(headroomWords(each)),
        percentOf(each.worst?.headroom ?? null),
      ]),
  );
  if (rows.length === 0) return "";
  const columns = [
    { name: "Column", place: true },
    { name: "Allowed" },
    { name: "Closest call" },
    { name: "Headroom", numeric: true },
  ];
  const rest = rows.length > SHOWN ? `<p>… and ${count(rows.length - SHOWN)} more.</p>` : "";
  const tables = `${table("Tolerance and headroom by column", columns, rows.slice(0, SHOWN))}${rest}`;
  return folded(`Tolerance and headroom of ${counted(rows.length, "column")} that are not the same to the bit`, tables);
}

/** The cases in which nothing differs. */
export function heldTable(cases: readonly CaseDiff[]): string {
  if (cases.length === 0) return "";
  const columns = [{ name: "Case" }, { name: "Compared" }, { name: "Closest to its tolerance" }];
  const rows = cases.map((each) => {
    const worst = worstHeadroom(each.artifacts);
    const closest = worst === undefined ? "–" : `${worst.artifact} · ${worst.column}: ${headroomWords(worst)}`;
    return [text(each.case), text(extentOf(each)), text(closest)];
  });
  return table("Cases that hold", columns, rows);
}
