import { mean } from "../numeric/statistics.ts";
import { downsideDeviation } from "./downside-deviation.ts";

/**
 * Sortino ratio with a target of 0: mean(r) / downside deviation · √annualization; row 0 is no return. Not finite
 * where no return is negative. Source: Sortino & Price (1994).
 */
export function sortinoRatio(simpleReturns: Float64Array, annualization: number): number {
  return (mean(simpleReturns, 1) / downsideDeviation(simpleReturns)) * Math.sqrt(annualization);
}
