import type { CorruptionFinding, FloorFinding, Sensitivity } from "../model/sensitivity.ts";
import { escapedMarkdown as cell } from "./escape.ts";
import { counted } from "./figures.ts";
import type { SensitivityLayout } from "./sensitivity-layout.ts";
import { JUDGED_ON, layoutOf, sizeOf, witnesses } from "./sensitivity-layout.ts";

/** What an audit of one run would notice, as Markdown: the blind spots first. */
export function sensitivityMarkdown(sensitivity: Sensitivity): string {
  const layout = layoutOf(sensitivity);
  const { run, seed, judges, notJudging } = sensitivity;
  const lines = [
    `# What an audit of ${cell(run)} notices`,
    "",
    `${layout.noticed} of ${counted(layout.tried, "corruption")} noticed, ${layout.tried - layout.noticed} not. ${counted(judges.length, "invariant")} pass on this run and can notice. ${JUDGED_ON} Seed ${seed}.`,
    "",
    ...blindSpots(layout),
    "## Noticed",
    "",
    ...layout.ways.flatMap(({ id, story, noticed }) => noticedTable(id, story, noticed)),
    "## Detection floor",
    "",
    "The smallest size noticed, in the units of the column.",
    "",
    ...layout.floors.flatMap(({ id, story, floors }) => floorTable(id, story, floors)),
    "## Not judging",
    "",
    ...notJudging.map(({ id, reason }) => `- ${cell(id)}: ${cell(reason)}`),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function blindSpots({ blind, bottomless }: SensitivityLayout): string[] {
  if (blind.length + bottomless.length === 0) {
    return ["## Blind spots", "", "None: every corruption tried was noticed.", ""];
  }
  return [
    "## Blind spots",
    "",
    "A run corrupted in one of these ways would pass.",
    "",
    "| corruption | file | where | what | a warning only |",
    "| --- | --- | --- | --- | --- |",
    ...blind.map(
      ({ id, artifact, place, story, warnedBy }) =>
        `| ${id} | ${cell(artifact)} | ${cell(place)} | ${cell(story)} | ${cell(warnedBy.join(", "))} |`,
    ),
    ...bottomless.map(
      ({ id, artifact, place, largest, warnedBy }) =>
        `| ${id} | ${cell(artifact)} | ${cell(place)} | not noticed up to ${sizeOf(largest)} | ${cell(warnedBy.join(", "))} |`,
    ),
    "",
  ];
}

function noticedTable(id: string, story: string, noticed: readonly CorruptionFinding[]): string[] {
  return [
    `### ${cell(id)}`,
    "",
    cell(story),
    "",
    "| file | where | noticed by |",
    "| --- | --- | --- |",
    ...noticed.map((each) => `| ${cell(each.artifact)} | ${cell(each.place)} | ${cell(witnesses(each))} |`),
    "",
  ];
}

function floorTable(id: string, story: string, floors: readonly FloorFinding[]): string[] {
  return [
    `### ${cell(id)}`,
    "",
    cell(story),
    "",
    "| file | where | smallest | noticed by |",
    "| --- | --- | ---: | --- |",
    ...floors.map(
      (each) =>
        `| ${cell(each.artifact)} | ${cell(each.place)} | ${sizeOf(each.smallest)} | ${cell(witnesses(each))} |`,
    ),
    "",
  ];
}
