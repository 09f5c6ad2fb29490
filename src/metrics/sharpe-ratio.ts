import { mean, standardDeviation } from "../numeric/statistics.ts";

/**
 * Sharpe ratio with a risk-free rate of 0: mean(r) / stdev_ddof(r) · √annualization; row 0 is no return. Not finite
 * where the returns do not vary. Source: Sharpe (1994), "The Sharpe Ratio", J. of Portfolio Management 21(1).
 */
export function sharpeRatio(simpleReturns: Float64Array, annualization: number, ddof: number): number {
  return (mean(simpleReturns, 1) / standardDeviation(simpleReturns, ddof, 1)) * Math.sqrt(annualization);
}
