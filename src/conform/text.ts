import { printableDocument } from "../report/escape.ts";
import type { Conformance, Step } from "./document.ts";

const MARKS = { done: "✓ ", "to do": "✗ ", "not reached": "· " } as const;

/** The kit's findings for a person: each step, what was seen, what to change, an example, and what to do next. */
export function conformanceText(conformance: Conformance, engineName: string): string {
  const { engine, steps, conforms } = printableDocument(conformance); // an engine's words stand in it
  const lines = [engine === null ? engineName : `${engine.name} ${engine.version}`, ""];
  for (const step of steps) lines.push(...linesOf(step));
  lines.push("", ...nextSteps(conforms, steps, engineName));
  return `${lines.join("\n")}\n`;
}

function linesOf({ title, status, found, advice, example }: Step): string[] {
  const label = status === "not reached" ? `${title} (not reached)` : title;
  const change = status === "to do" ? "to do" : "more";
  return [
    `${MARKS[status]}${label}`,
    ...found.map((line) => `    ${line}`),
    ...advice.map((line) => `    ${change}: ${line}`),
    ...(example === undefined ? [] : [`    for example: ${example}`]),
  ];
}

function nextSteps(conforms: boolean, steps: readonly Step[], engineName: string): string[] {
  const quoted = JSON.stringify(engineName);
  if (conforms) {
    return [
      "The engine conforms. Next:",
      `  tieout fuzz --engine ${quoted}      search for scenarios on which it breaks an invariant`,
      `  tieout check --engine ${quoted}     the whole gate`,
    ];
  }
  const left = steps.filter(({ status }) => status !== "done").length;
  const first = steps.find(({ status }) => status === "to do");
  return [
    `${left} of ${steps.length} steps are left. Next: ${first?.title ?? "the first of them"}; then run this again.`,
  ];
}
