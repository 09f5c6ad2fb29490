import type { KillReport } from "../../model/report.ts";
import { count, counted } from "../figures.ts";
import { badge, folded, table, text } from "./markup.ts";

const COLUMNS = [{ name: "fault" }, { name: "outcome" }, { name: "noticed by" }, { name: "named, not noticed by" }];

/** The seeded faults and who noticed them; empty where none were seeded. */
export function killTable(kills: readonly KillReport[] | undefined): string {
  if (kills === undefined) return "";
  const survivors = kills.filter(({ survived }) => survived.length > 0);
  const rows = kills.map(({ fault, story, breaks, killedBy, survived }) => [
    `${text(fault)}<br><span class="soft">${text(story)}</span>`,
    badge(survived.length === 0 ? "pass" : "fail"),
    noticed(killedBy, breaks),
    survived.length === 0 ? "–" : text(survived.join(", ")),
  ]);
  return `<p>${count(kills.length - survivors.length)} of ${counted(kills.length, "fault")} noticed by every invariant that they name.</p>
${table("Faults put into the reference engine, and the invariants that noticed", COLUMNS, rows)}`;
}

function noticed(killedBy: readonly string[], breaks: readonly string[]): string {
  if (killedBy.length === 0) return "–";
  const items = killedBy.map((id) => `<li>${text(id)}${breaks.includes(id) ? "" : " (besides)"}</li>`);
  return folded(counted(killedBy.length, "invariant"), `<ul>${items.join("")}</ul>`);
}
