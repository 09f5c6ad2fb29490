import type { TraceStep } from "../../model/trace.ts";
import type { Place } from "../domain/place.ts";
import type { Term } from "../domain/rows.ts";
import { START } from "../domain/rows.ts";
import type { Project } from "../syntax/project.ts";
import { plainPlace } from "../trace/chain.ts";
import { functionAt } from "../trace/function-at.ts";
import type { Objection } from "./judge.ts";
import { rowText } from "./judge.ts";
import type { Decided } from "./watch.ts";

/** Where the rows are read that a decision depends on. */

/** Where the rows are read that a decision depends on, and where it is made. */
export function chainOf(
  project: Project,
  decided: readonly Decided[],
  objections: readonly Objection[],
): readonly TraceStep[] {
  const steps: TraceStep[] = [];
  const add = (place: Place, rest: Pick<TraceStep, "unit" | "kind" | "text" | "from">): number => {
    const plain = plainPlace(place);
    const known = steps.find(
      (each) =>
        each.kind === rest.kind &&
        each.text === rest.text &&
        each.place.file === plain.file &&
        each.place.line === plain.line &&
        each.unit === rest.unit,
    );
    if (known !== undefined) return known.number;
    const at = objections.find(
      ({ place: own, level }) => level === "fail" && own.file === place.file && own.line === place.line,
    );
    const violation = at === undefined || at.kind === "unknown" || rest.kind === "sink" ? null : at.kind;
    steps.push({
      number: steps.length + 1,
      place: plain,
      within: functionAt(project, plain),
      variable: null,
      violation,
      ...rest,
    });
    return steps.length;
  };
  for (const { until, row, place, text } of decided) {
    const from = [...until.terms].map(([base, term]) =>
      add(term.place, { unit: unitOf(base, term, row?.lo), kind: "source", text: `READ ${term.text}`, from: [] }),
    );
    add(place, { unit: "t", kind: "sink", text: `DECIDE ${text}`, from });
  }
  return steps;
}

/** `t−1`, `row 0`, `end`, `?`. */
function unitOf(
  base: string,
  { offset }: Term,
  decided: { readonly base: string; readonly offset: number } | undefined,
): string {
  if (base === decided?.base) return rowText(offset - decided.offset).slice(4);
  if (base === START) return `row ${offset}`;
  return base === "end" ? "end" : "?";
}
