import type { TraceStep } from "../../model/trace.ts";

/** A step of a chain and all steps that it is made of, in the order of the chain. */
export function stepsBehind(chain: readonly TraceStep[], number: number): readonly TraceStep[] {
  const wanted = new Set([number]);
  const waiting = [number];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const origin of chain.find((each) => each.number === next)?.from ?? []) {
      if (wanted.has(origin)) continue;
      wanted.add(origin);
      waiting.push(origin);
    }
  }
  return chain.filter((each) => wanted.has(each.number));
}
