import type { TracePlace, TraceStep } from "../../model/trace.ts";
import type { Place } from "../domain/place.ts";
import { unitOf } from "../domain/scalar.ts";
import type { Step } from "../heap/step.ts";
import type { Alias } from "../machine/steps.ts";
import { inOrder } from "./order.ts";

/** The way of the weights as a list: from the sources down, every step after those that it is made of. */
export interface Chain {
  readonly steps: readonly TraceStep[];
  /** The number of the step of the list that stands for a step of the interpreter. */
  readonly numberOf: ReadonlyMap<Step, number>;
}

/** All steps behind some values. */
export function ancestors(ends: readonly Step[]): readonly Step[] {
  const seen = new Set<Step>();
  const order: Step[] = [];
  const visit = (end: Step): void => {
    const stack: { readonly step: Step; readonly rest: Step[] }[] = [];
    const enter = (step: Step): void => {
      if (seen.has(step)) return;
      seen.add(step);
      stack.push({ step, rest: [...step.parents].sort((a, b) => a.id - b.id) });
    };
    enter(end);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.shift();
      if (next !== undefined) enter(next);
      else {
        order.push(top.step);
        stack.pop();
      }
    }
  };
  for (const end of ends) visit(end);
  return order;
}

export function plainPlace({ file, line, column }: Place): TracePlace {
  return { file, line, column };
}

/**
 * The chain of some values. Steps that only say that one of several paths was taken, and copies on the line of what
 * they copy, are folded into their neighbours.
 */
export function chainOf(
  ends: readonly Step[],
  aliasesOf: (step: Step) => readonly Alias[],
  functionAt: (place: TracePlace) => string | null,
): Chain {
  const all = ancestors(ends).flatMap((step) => [step, ...aliasSteps(step, aliasesOf(step))]);
  const shown = new Map<string, { readonly first: Step; readonly members: Step[] }>();
  const groupOf = new Map<Step, string>();
  for (const step of all) {
    if (step.kind === "join") continue;
    const { file, line } = step.place;
    const key =
      step.kind === "source" && step.variable !== undefined ? `source ${file}:${line}:${step.text}` : `${file}:${line}`;
    const group = shown.get(key) ?? { first: step, members: [] };
    group.members.push(step);
    shown.set(key, group);
    groupOf.set(step, key);
  }
  const keys = [...shown.keys()];
  const numbers = new Map(keys.map((key, i) => [key, i + 1]));
  const { steps, renumbered } = inOrder(
    keys.map((key) => {
      const step = stepOf(shown.get(key)!.members, numbers.get(key)!, groupOf, numbers);
      return { ...step, within: functionAt(step.place) };
    }),
  );
  const numberOf = new Map<Step, number>();
  for (const [step, key] of groupOf) numberOf.set(step, renumbered.get(numbers.get(key)!)!);
  return { steps, numberOf };
}

/** A list of weights gets a name: steps of their own, which are made of the step of its elements. */
function aliasSteps(step: Step, aliases: readonly Alias[]): readonly Step[] {
  return aliases.map(({ variable, place }) => ({
    ...step,
    kind: "copy",
    text: variable,
    variable,
    place,
    parents: new Set([step]),
  }));
}

/** What happens on one line: the last value that it gives, under the name that takes it. */
function stepOf(
  members: readonly Step[],
  number: number,
  groupOf: ReadonlyMap<Step, string>,
  numbers: ReadonlyMap<string, number>,
): Omit<TraceStep, "within"> {
  const main =
    members.findLast(({ kind }) => TELLING.has(kind)) ??
    members.findLast(({ kind }) => kind !== "copy") ??
    members.at(-1)!;
  const named = members.slice(members.indexOf(main)).findLast(({ variable }) => variable !== undefined);
  const from = new Set<number>();
  for (const member of members) {
    for (const origin of [...member.parents].flatMap((parent) => throughJoins(parent))) {
      const own = numbers.get(groupOf.get(origin) ?? "");
      if (own !== undefined && own !== number) from.add(own);
    }
  }
  const { scalar } = named ?? main;
  return {
    number,
    place: plainPlace(main.place),
    variable: named?.variable ?? null,
    unit: unitOf(scalar),
    kind: main.kind,
    text: wordsOf(main),
    from: [...from].sort((a, b) => a - b),
    violation:
      scalar.is === "broken" ? scalar.blame.kind : scalar.is === "homogeneous" ? (scalar.bend?.kind ?? null) : null,
  };
}

/** Kinds of steps that say what a line does. */
const TELLING: ReadonlySet<Step["kind"]> = new Set(["divide", "scalar", "source", "sum"]);

function throughJoins(step: Step, seen = new Set<Step>()): readonly Step[] {
  if (step.kind !== "join") return [step];
  if (seen.has(step)) return [];
  seen.add(step);
  return [...step.parents].flatMap((parent) => throughJoins(parent, seen));
}

function wordsOf({ kind, text }: Step): string {
  const words: Partial<Record<Step["kind"], string>> = {
    source: "SOURCE",
    copy: "COPY",
    scalar: "SCALAR",
    divide: "DIVIDE",
    sum: "SUM",
    negate: "NEGATE",
    return: "RETURN",
    condition: "TEST",
  };
  const word = words[kind];
  return word === undefined ? text : `${word} ${text}`;
}
