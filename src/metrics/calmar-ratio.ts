/**
 * Calmar ratio: compound annual growth rate / |maximum drawdown|, over the whole run. Not finite without a drawdown.
 * Source: Young (1991), "Calmar Ratio: A Smoother Tool", Futures 20(1).
 */
export function calmarRatio(compoundAnnualGrowth: number, maxDrawdownDepth: number): number {
  return compoundAnnualGrowth / Math.abs(maxDrawdownDepth);
}
