import type { Program } from "./writer.ts";
import { textOf } from "./writer.ts";

/** What a program really does to the weights, found by running it on many. */
export interface Behaviour {
  /** f(λw) = λ·f(w) for λ > 0, whatever w and whatever else it was given. */
  readonly scales: boolean;
  /** And for λ = −1, and f(u + v) = f(u) + f(v): nothing but a linear map. */
  readonly linear: boolean;
  /** Something other than zero is settled for some weights. */
  readonly alive: boolean;
  /** The first case that shows that it does not scale, or is not linear. */
  readonly shown: string;
}

type Settled = readonly (readonly number[])[];
type Run = (raw: number[], given: number[], k: number, cap: number, nav: number, flag: boolean, day: number) => void;

const WEIGHTS: readonly (readonly number[])[] = [
  [0.5, 0.25, 0.125, 0.375],
  [0.25, -0.5, 0.75, 1.515625],
  [-0.140625, 3.0390625, -0.7734375, 0.06640625],
  [0.5, 0.5, 0.25, 0.25],
  [0, 0.75, 0, -0.25],
  [0, 0, 0, 0],
  [2.5, -1.25, -1.25, 0.5],
  [-0.75, -0.25, -0.5, -1],
];
/** Added to the first of these, they have no zero and no tie. */
const OTHERS: readonly (readonly number[])[] = [
  [1.0703125, -2.1328125, 0.7578125, 0.06640625],
  [0.1328125, -0.2734375, 3.0859375, -1.0234375],
  [1.7578125, -0.5390625, 0.2578125, 2.0234375],
];
const GIVEN = [0.5, 2, 1.5, 0.25];
const WORLDS = [
  { k: 2, cap: 1, nav: 4, flag: true, day: 1 },
  { k: 0.5, cap: 0.25, nav: 8, flag: false, day: 2 },
];
const POSITIVE = [2, 0.5, 3];

export function behaviourOf(program: Program): Behaviour {
  const settled: number[][] = [];
  let weights: readonly number[] = [];
  const code = `${textOf(program).replace("export ", "")}\nreturn run;`;
  const run = new Function("scaleWeights", "settle", code)(
    () => [...weights],
    (book: Iterable<number>) => settled.push([...book]),
  ) as Run;
  const at = (w: readonly number[], { k, cap, nav, flag, day }: (typeof WORLDS)[number]): Settled | undefined => {
    settled.length = 0;
    weights = w;
    try {
      run([0.3, 0.1, 0.4, 0.2], [...GIVEN], k, cap, nav, flag, day);
    } catch (error) {
      if (error instanceof ReferenceError) throw error; // no program at all
      return undefined; // a guard that throws settles nothing
    }
    return [...settled];
  };
  return compared(at);
}

type At = (w: readonly number[], world: (typeof WORLDS)[number]) => Settled | undefined;

function compared(at: At): Behaviour {
  let shown = "";
  let scales = true;
  let linear = true;
  let alive = false;
  for (const world of WORLDS) {
    for (const [i, w] of WEIGHTS.entries()) {
      const plain = at(w, world);
      if (plain?.some((row) => row.some((x) => x !== 0))) alive = true;
      for (const factor of [...POSITIVE, -1]) {
        const times = w.map((x) => x * factor);
        if (agree(plain, at(times, world), factor)) continue;
        if (factor > 0) scales = false;
        linear = false;
        shown ||= `×${factor} at w = ${w} with ${JSON.stringify(world)}: ${JSON.stringify(plain)} → ${JSON.stringify(at(times, world))}`;
      }
      const other = OTHERS[i];
      if (other === undefined) continue;
      const sum = w.map((x, k) => x + other[k]!);
      if (adds(plain, at(other, world), at(sum, world))) continue;
      linear = false;
      shown ||= `not the sum of what it does to ${w} and ${other} with ${JSON.stringify(world)}`;
    }
  }
  return { scales, linear, alive, shown };
}

function agree(before: Settled | undefined, after: Settled | undefined, factor: number): boolean {
  if (before === undefined || after === undefined) return true;
  if (before.length !== after.length) return false;
  return before.every((row, i) =>
    close(
      row.map((x) => x * factor),
      after[i]!,
      factor < 0,
    ),
  );
}

function adds(a: Settled | undefined, b: Settled | undefined, sum: Settled | undefined): boolean {
  if (a === undefined || b === undefined || sum === undefined) return true;
  if (a.length !== sum.length || b.length !== sum.length) return false;
  return a.every((row, i) =>
    close(
      row.map((x, k) => x + (b[i]![k] ?? Number.NaN)),
      sum[i]!,
      true,
    ),
  );
}

/** Equal up to rounding; what is no finite number stays so, unless a logarithm may have been asked of other signs. */
function close(expected: readonly number[], actual: readonly number[], partial: boolean): boolean {
  if (expected.length !== actual.length) return false;
  const largest = expected.reduce((a, x) => (Number.isFinite(x) ? Math.max(a, Math.abs(x)) : a), 1e-3);
  return expected.every((x, k) => {
    const y = actual[k]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return partial || (!Number.isFinite(x) && !Number.isFinite(y));
    return Math.abs(x - y) <= 1e-9 * largest;
  });
}
