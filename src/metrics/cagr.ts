import { compoundGrowth } from "./compound-growth.ts";

/**
 * Compound annual growth rate: (equity_T / capital)^(annualization / n) − 1 over the n bars that have a return.
 * `simpleReturns[0]` belongs to the bar without a return: it holds what was paid there and is no bar of the n.
 * NaN without a return bar. Source: GIPS 2020, geometric linking, annualised.
 */
export function cagr(simpleReturns: Float64Array, annualization: number): number {
  const bars = simpleReturns.length - 1;
  if (bars < 1) return Number.NaN;
  return compoundGrowth(simpleReturns) ** (annualization / bars) - 1;
}
