import type { FloorFinding, Sensitivity } from "../model/sensitivity.ts";
import { printable } from "./escape.ts";
import { counted } from "./figures.ts";
import { JUDGED_ON, layoutOf, sizeOf, witnesses } from "./sensitivity-layout.ts";

/** What an audit of one run would notice, as text: the blind spots first. */
export function sensitivityText(sensitivity: Sensitivity): string {
  const { blind, bottomless, ways, floors, tried, noticed } = layoutOf(sensitivity);
  const { run, seed, judges, notJudging } = sensitivity;
  const lines = [
    `tieout selftest · run ${printable(run)} · seed ${seed}`,
    "",
    `${counted(judges.length, "invariant")} pass on this run and can notice. ${JUDGED_ON}`,
    "",
    "blind spots: a run corrupted in this way would pass",
    ...blind.map((each) => `  BLIND   ${each.id}  ${where(each)}: ${each.story}${warned(each.warnedBy)}`),
    ...bottomless.map(
      (each) =>
        `  BLIND   ${each.id}  ${where(each)}: not noticed up to ${sizeOf(each.largest)}${warned(each.warnedBy)}`,
    ),
    ...(blind.length + bottomless.length === 0 ? ["  none"] : []),
    "",
    "noticed",
  ];
  for (const way of ways) {
    lines.push(`  ${way.id}: ${way.story}`);
    for (const each of way.noticed) lines.push(`    ${where(each)}`, `        by ${witnesses(each)}`);
  }
  lines.push("", "detection floor: the smallest size noticed, in the units of the column");
  for (const way of floors) {
    lines.push(`  ${way.id}: ${way.story}`, ...way.floors.flatMap(floorLines));
  }
  lines.push("", "not judging", ...notJudging.map(({ id, reason }) => `  ${id}: ${printable(reason)}`), "");
  lines.push(`${noticed} of ${counted(tried, "corruption")} noticed, ${tried - noticed} not`);
  return `${lines.join("\n")}\n`;
}

function floorLines(floor: FloorFinding): string[] {
  return [`    ${sizeOf(floor.smallest).padEnd(6)}  ${where(floor)}`, `        by ${witnesses(floor)}`];
}

function where({ artifact, place }: { artifact: string; place: string }): string {
  return printable(`${artifact} · ${place}`);
}

function warned(ids: readonly string[]): string {
  return ids.length === 0 ? "" : ` (a warning only: ${ids.join(", ")})`;
}
