import type { ChainDocument, ChainStep } from "./chain-document.ts";

/** A difference between an accepted chain and today's. */
export interface ChainChange {
  /** The file where it is today; null for what is gone. */
  readonly file: string | null;
  /** The step's number today, from 1; null for what is gone or no step. */
  readonly step: number | null;
  readonly sink: string | null;
  readonly was: string | null;
  readonly is: string | null;
  readonly message: string;
}

/**
 * What changed. A step is known again by file, function, variable and what is done, and else by file, function and
 * variable; never by its line or number. Lines that move are no difference.
 */
export function chainChanges(accepted: ChainDocument, today: ChainDocument): readonly ChainChange[] {
  const names = [...new Set([...accepted.sinks, ...today.sinks].map(({ sink }) => sink))];
  const steps = names.flatMap((sink) =>
    stepChanges(
      accepted.sinks.find((each) => each.sink === sink)?.steps ?? [],
      today.sinks.find((each) => each.sink === sink)?.steps ?? [],
      sink,
    ),
  );
  return [
    ...listChanges("the rule", [accepted.rule], [today.rule]),
    ...listChanges("a source", accepted.sources, today.sources),
    ...steps,
    ...listChanges("an assumption", accepted.assumptions, today.assumptions),
  ];
}

function listChanges(what: string, accepted: readonly string[], today: readonly string[]): ChainChange[] {
  const none = { file: null, step: null, sink: null };
  return [
    ...today
      .filter((each) => !accepted.includes(each))
      .map((each) => ({ ...none, was: null, is: each, message: `${what} was added: ${each}` })),
    ...accepted
      .filter((each) => !today.includes(each))
      .map((each) => ({ ...none, was: each, is: null, message: `${what} is gone: ${each}` })),
  ];
}

interface Numbered {
  readonly step: ChainStep;
  readonly number: number;
}

/** How steps are paired: first those that are the same, then the nearest that can be told. */
const LIKENESSES: readonly ((step: ChainStep) => string | undefined)[] = [
  (step) => key(step.file, step.within, step.variable, step.kind, step.unit, step.text),
  (step) => key(step.file, step.within, step.variable, step.kind, step.text),
  (step) => key(step.file, step.within, step.variable, step.kind),
  (step) => (step.variable === null ? undefined : key(step.file, step.within, step.variable)),
];

function key(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts);
}

function stepChanges(accepted: readonly ChainStep[], today: readonly ChainStep[], sink: string): ChainChange[] {
  let gone = numbered(accepted);
  let added = numbered(today);
  const changed: { readonly from: Numbered; readonly to: Numbered }[] = [];
  for (const likeness of LIKENESSES) {
    const pairs = paired(gone, added, likeness);
    changed.push(...pairs);
    gone = gone.filter((each) => !pairs.some(({ from }) => from === each));
    added = added.filter((each) => !pairs.some(({ to }) => to === each));
  }
  const changes = [
    ...changed.flatMap(({ from, to }) => changeOf(from, to, sink)),
    ...added.map(({ step, number }) => ({
      file: step.file,
      step: number,
      sink,
      was: null,
      is: worded(step),
      message: `a step was added: ${number} ${worded(step)}${placed(step)}`,
    })),
  ].sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
  const lost = gone.map(({ step, number }) => ({
    file: null,
    step: null,
    sink,
    was: worded(step),
    is: null,
    message: `a step is gone: it was ${number} ${worded(step)}${placed(step)}`,
  }));
  return [...changes, ...lost];
}

function numbered(steps: readonly ChainStep[]): Numbered[] {
  return steps.map((step, i) => ({ step, number: i + 1 }));
}

/** Pairs steps that are alike, in their order; what is left over on one side stays alone. */
function paired(
  from: readonly Numbered[],
  to: readonly Numbered[],
  likeness: (step: ChainStep) => string | undefined,
): { readonly from: Numbered; readonly to: Numbered }[] {
  const waiting = new Map<string, Numbered[]>();
  for (const each of to) {
    const name = likeness(each.step);
    if (name !== undefined) waiting.set(name, [...(waiting.get(name) ?? []), each]);
  }
  return from.flatMap((each) => {
    const partner = waiting.get(likeness(each.step) ?? "")?.shift();
    return partner === undefined ? [] : [{ from: each, to: partner }];
  });
}

function changeOf({ step: old }: Numbered, { step, number }: Numbered, sink: string): ChainChange[] {
  const parts = [
    ...(old.unit === step.unit ? [] : [`from ${old.unit} to ${step.unit}`]),
    ...(old.text === step.text ? [] : [`from "${old.text}" to "${step.text}"`]),
    ...(old.text === step.text && old.kind !== step.kind ? [`from ${old.kind} to ${step.kind}`] : []),
  ];
  if (parts.length === 0) return [];
  const message = `step ${number} changed ${parts.join(", ")}${placed(step)}`;
  return [{ file: step.file, step: number, sink, was: worded(old), is: worded(step), message }];
}

function worded({ variable, unit, text }: ChainStep): string {
  return `${variable === null ? "" : `${variable} `}${unit} ${text}`;
}

function placed({ file, within }: ChainStep): string {
  return ` (${within === null ? "" : `${within} in `}${file})`;
}
