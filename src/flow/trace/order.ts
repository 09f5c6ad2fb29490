import type { TraceStep } from "../../model/trace.ts";

/**
 * The steps in an order in which each follows those that it is made of, numbered anew. Where that leaves
 * a choice, a function is read on downwards, and else they stay as they came. Of steps that are made of each other, in
 * a loop, the first one comes first.
 */
export function inOrder(steps: readonly TraceStep[]): {
  readonly steps: readonly TraceStep[];
  /** The new number of an old one. */
  readonly renumbered: ReadonlyMap<number, number>;
} {
  const left = [...steps];
  const done: TraceStep[] = [];
  const placed = new Set<number>();
  while (left.length > 0) {
    const [next] = left.splice(nextOf(left, placed, done.at(-1)), 1);
    placed.add(next!.number);
    done.push(next!);
  }
  const renumbered = new Map(done.map(({ number }, i) => [number, i + 1]));
  const ordered = done.map((step, i) => ({
    ...step,
    number: i + 1,
    from: step.from.map((each) => renumbered.get(each)!).sort((a, b) => a - b),
  }));
  return { steps: ordered, renumbered };
}

function nextOf(left: readonly TraceStep[], placed: ReadonlySet<number>, last: TraceStep | undefined): number {
  const ready = left.filter(({ from }) => from.every((each) => placed.has(each)));
  const here = ready.filter(({ place, within }) => place.file === last?.place.file && within === last.within);
  const [first] = (here.length > 0 ? here : ready.slice(0, 1)).sort((a, b) => a.place.line - b.place.line);
  return first === undefined ? 0 : left.indexOf(first);
}
