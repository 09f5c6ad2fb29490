import { standardDeviation } from "../numeric/statistics.ts";

/**
 * Annualised volatility of simple returns: stdev_ddof(r₁ … r_n) · √annualization; row 0 is no return. NaN with no more
 * returns than ddof. Source: J.P. Morgan/Reuters, RiskMetrics Technical Document (1996), §4.
 */
export function annualVolatility(simpleReturns: Float64Array, annualization: number, ddof: number): number {
  return standardDeviation(simpleReturns, ddof, 1) * Math.sqrt(annualization);
}
