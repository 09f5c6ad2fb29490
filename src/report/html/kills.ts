import type { Report } from "../../model/report.ts";
import { count, counted } from "../figures.ts";
import { faultStories, killMatrixTable } from "./kill-matrix.ts";
import { folded } from "./markup.ts";

/** The seeded faults and who noticed them; empty where none were seeded. Invariants that no fault concerns are left out. */
export function killTable({ kills, invariants }: Report): string {
  if (kills === undefined) return "";
  const noticed = kills.filter(({ survived }) => survived.length === 0).length;
  const concerned = new Set(kills.flatMap(({ breaks, killedBy }) => [...breaks, ...killedBy]));
  const listed = invariants.map(({ id }) => id).filter((id) => concerned.has(id));
  const others = [...concerned].filter((id) => !listed.includes(id)).sort();
  return `<p>${count(noticed)} of ${counted(kills.length, "fault")} put into the reference engine were noticed by every invariant that they name.</p>
${killMatrixTable(kills, [...listed, ...others])}
${folded("What the faults are", faultStories(kills))}`;
}
