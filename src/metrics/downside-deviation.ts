/**
 * Downside deviation against 0: √(mean(min(r, 0)²)) over all returns, the gains counting as 0; row 0 is no return.
 * NaN without a return. Source: Sortino & Price (1994), "Performance Measurement in a Downside Risk Framework".
 */
export function downsideDeviation(simpleReturns: Float64Array): number {
  let squares = 0;
  for (let t = 1; t < simpleReturns.length; t++) {
    const value = simpleReturns[t]!;
    if (!(value >= 0)) squares += value * value;
  }
  return Math.sqrt(squares / (simpleReturns.length - 1));
}
