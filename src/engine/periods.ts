import { periodKey } from "../model/calendar.ts";

/**
 * The lowest simple return of a calendar month or quarter: Π(1 + simple) − 1 over its bars, partial first and last
 * periods included. Row 0 is no return. Null when there are no bars.
 */
export function worstPeriod(
  dates: readonly string[],
  simple: Float64Array,
  period: "month" | "quarter",
): number | null {
  if (dates.length < 2) return null;
  let worst = Number.POSITIVE_INFINITY;
  let current = periodKey(dates[1]!, period);
  let growth = 1;
  for (let t = 1; t < dates.length; t++) {
    const key = periodKey(dates[t]!, period);
    if (key !== current) {
      worst = Math.min(worst, growth - 1);
      growth = 1;
      current = key;
    }
    growth *= 1 + simple[t]!;
  }
  return Math.min(worst, growth - 1);
}
