/**
 * Growth of one unit of capital over bars [from, to): Π (1 + simple). Source: the definition of a simple return.
 * A total loss (simple ≤ −1) leaves 0, and 0 stays 0.
 */
export function compoundGrowth(simpleReturns: Float64Array, from = 0, to = simpleReturns.length): number {
  let growth = 1;
  for (let t = from; t < to; t++) {
    const factor = 1 + simpleReturns[t]!;
    growth *= Math.max(factor, 0);
  }
  return growth;
}
