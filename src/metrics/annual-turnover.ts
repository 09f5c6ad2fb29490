import { sum } from "../numeric/sum.ts";

/**
 * Annual turnover: Σ of the two-way turnovers of all rebalances, the first build-up included, · annualization / n over
 * the n bars that have a return. NaN without such a bar. Source: CONTRACT.md §1.
 */
export function annualTurnover(turnover: Float64Array, bars: number, annualization: number): number {
  return bars < 1 ? Number.NaN : (sum(turnover) * annualization) / bars;
}
