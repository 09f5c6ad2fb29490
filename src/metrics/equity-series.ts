import { doubles } from "../numeric/arrays.ts";

/** Equity after each bar: capital · Π (1 + simple), 0 from a total loss on. Source: CONTRACT.md §1. */
export function equitySeries(simpleReturns: Float64Array, initialCapital: number): Float64Array {
  const equity = doubles(simpleReturns.length);
  let value = initialCapital;
  for (let t = 0; t < equity.length; t++) {
    const factor = 1 + simpleReturns[t]!;
    value *= Math.max(factor, 0);
    equity[t] = value;
  }
  return equity;
}
