import { type Period, periodKey } from "../model/calendar.ts";

/**
 * The worst calendar period: the lowest Π (1 + simple) − 1 over the bars of one month or quarter, first and last
 * period possibly partial; row 0 is no return. NaN without a return. Source: GIPS 2020, geometric linking.
 */
export function worstPeriod(dates: readonly string[], simpleReturns: Float64Array, period: Period): number {
  const bars = simpleReturns.length;
  if (bars < 2) return Number.NaN;
  let worst = Number.POSITIVE_INFINITY;
  let growth = 1;
  let key = periodKey(dates[1]!, period);
  for (let t = 1; t < bars; t++) {
    const factor = 1 + simpleReturns[t]!;
    growth *= Math.max(factor, 0);
    const next = t + 1 < bars ? periodKey(dates[t + 1]!, period) : Number.NaN;
    if (next === key) continue;
    worst = Math.min(worst, growth - 1); // a NaN period stays, and fails
    growth = 1;
    key = next;
  }
  return worst;
}
