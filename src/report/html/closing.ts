import type { Report } from "../../model/report.ts";
import { count, counted, waiverLine } from "../figures.ts";
import { folded, list, section, table, text } from "./markup.ts";

/** How far the report reaches: what was not looked at, what was generated, taken for granted, and let through. */
export function closing(report: Report): string[] {
  return [
    section("not-examined", "Not examined", notExamined(report)),
    section("generated", "Generated scenarios", generated(report)),
    section("waivers", "Waivers", list(report.waivers.map(waiverLine))),
    section("assumptions", "Assumptions", list(report.assumptions)),
  ];
}

/** What the report says of itself, and each reason for which invariants examined nothing. */
function notExamined({ notExamined: lines, invariants }: Report): string {
  const reasons = new Map<string, Set<string>>();
  for (const { id, evidence } of invariants) {
    for (const { examined, reason = "no reason was given" } of evidence) {
      if (examined > 0) continue;
      const ids = reasons.get(reason);
      if (ids === undefined) reasons.set(reason, new Set([id]));
      else ids.add(id);
    }
  }
  const folds = [...reasons].map(([reason, ids]) =>
    folded(`${text(reason)}: ${counted(ids.size, "invariant")}`, list([...ids])),
  );
  return [list(lines), ...folds].filter((each) => each !== "").join("\n");
}

function generated({ generated }: Report): string {
  if (generated === undefined) return "";
  const { cases, labels } = generated;
  const rows = Object.entries(labels).map(([label, many]) => [
    text(label),
    count(many),
    `${((many / cases) * 100).toFixed(1)}%`,
  ]);
  const columns = [{ name: "label" }, { name: "scenarios", numeric: true }, { name: "share", numeric: true }];
  return folded(
    `${counted(cases, "scenario")}, by what is true of them`,
    table("Labels of the generated scenarios", columns, rows),
  );
}
