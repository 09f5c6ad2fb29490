/**
 * Hit rate: the share of bars with a return above 0 among the bars that have a return; row 0 has none. NaN without a
 * return. Source: Bacon (2008), "Practical Portfolio Performance Measurement and Attribution", §3.
 */
export function hitRate(simpleReturns: Float64Array): number {
  let hits = 0;
  for (let t = 1; t < simpleReturns.length; t++) if (simpleReturns[t]! > 0) hits++;
  return hits / (simpleReturns.length - 1);
}
