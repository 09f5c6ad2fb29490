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

/** The worst month and the worst quarter. */
export interface WorstPeriods {
  readonly month: number;
  readonly quarter: number;
}

/**
 * {@link worstPeriod} of months and of quarters in one pass over the bars; `months[t]` numbers the month of a bar's
 * date, 0 being the first of a year. NaN without a return.
 */
export function worstPeriods(months: ArrayLike<number>, simpleReturns: Float64Array): WorstPeriods {
  const bars = simpleReturns.length;
  let month = bars < 2 ? Number.NaN : Number.POSITIVE_INFINITY;
  let quarter = month;
  let inMonth = 1;
  let inQuarter = 1;
  for (let t = 1; t < bars; t++) {
    const factor = Math.max(1 + simpleReturns[t]!, 0);
    inMonth *= factor;
    inQuarter *= factor;
    const key = months[t]!;
    const next = t + 1 < bars ? months[t + 1]! : Number.NaN;
    if (next === key) continue;
    month = Math.min(month, inMonth - 1); // a NaN period stays, and fails
    inMonth = 1;
    if (Math.floor(next / 3) === Math.floor(key / 3)) continue;
    quarter = Math.min(quarter, inQuarter - 1);
    inQuarter = 1;
  }
  return { month, quarter };
}
