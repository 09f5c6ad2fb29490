import type { TraceStep } from "../../model/trace.ts";
import { stepsBehind } from "./steps-behind.ts";

const WEIGHTS = "w¹";

/**
 * Steps that are not on the weights' own way but behind what divides or multiplies them, with the numbers of the steps
 * where they come in: they show where a divisor came from.
 */
export function besideTheWay(chain: readonly TraceStep[]): ReadonlyMap<number, readonly number[]> {
  const byNumber = new Map(chain.map((step) => [step.number, step]));
  const factors = new Map(chain.map((step) => [step.number, factorsOf(step, byNumber)]));
  const way = wayOf(chain, factors);
  const beside = new Map<number, number[]>();
  for (const [number, parts] of factors) {
    for (const part of parts) {
      for (const { number: behind } of stepsBehind(chain, part)) {
        if (way.has(behind)) continue;
        const known = beside.get(behind) ?? [];
        if (!known.includes(number)) beside.set(behind, [...known, number]);
      }
    }
  }
  // A further name for such a step is no more on the way than it is.
  for (const { number, from } of chain) {
    const into = beside.get(from[0] ?? 0);
    if (!way.has(number) && !beside.has(number) && into !== undefined) beside.set(number, into);
  }
  return beside;
}

/** The steps that the weights themselves take: from the ends back, but not by way of a factor. */
function wayOf(chain: readonly TraceStep[], factors: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const used = new Set(chain.flatMap(({ from }) => from));
  const last = chain.filter(({ number }) => !used.has(number));
  const others = last.filter(({ kind, unit }) => kind !== "copy" || unit !== "w⁰");
  const ends = others.length > 0 ? others : last; // a further name for a factor is no end of the weights' way
  const waiting = (ends.length > 0 ? ends : chain.slice(-1)).map(({ number }) => number);
  const way = new Set(waiting);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { from } = chain.find(({ number }) => number === next)!;
    for (const origin of from) {
      if (way.has(origin) || factors.get(next)!.includes(origin)) continue;
      way.add(origin);
      waiting.push(origin);
    }
  }
  return way;
}

/** Of what a step is made of, what is no weights: the divisor of a quotient, and a factor of another degree. */
function factorsOf(step: TraceStep, byNumber: ReadonlyMap<number, TraceStep>): readonly number[] {
  const origins = step.from.map((each) => byNumber.get(each)!);
  const others = origins.filter((each) => each.unit !== WEIGHTS);
  if (step.kind === "divide") {
    const divisors = origins.filter(({ variable }) => variable !== null && standsOnlyBelow(step.text, variable));
    if (divisors.length > 0 && divisors.length < origins.length) return divisors.map(({ number }) => number);
  }
  return others.length < origins.length ? others.map(({ number }) => number) : [];
}

/** Whether a name stands to the right of the first division sign, and not to its left. */
function standsOnlyBelow(text: string, name: string): boolean {
  const [above = "", ...below] = text.split("/");
  const mentions = (part: string) => part.split(/[^\p{L}\p{N}_$]+/u).includes(name);
  return below.some(mentions) && !mentions(above);
}
