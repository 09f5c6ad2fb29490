import { periodKey } from "../model/calendar.ts";

/** The lowest simple returns of a calendar month and of a calendar quarter. */
export interface WorstPeriods {
  readonly month: number;
  readonly quarter: number;
}

/**
 * The lowest Π(1 + simple) − 1 over the bars of a calendar month, and of a calendar quarter, partial first and last
 * periods included. Row 0 is no return. Undefined when there are no bars.
 */
export function worstPeriods(dates: readonly string[], simple: Float64Array): WorstPeriods | undefined {
  if (dates.length < 2) return undefined;
  const worst = { month: Number.POSITIVE_INFINITY, quarter: Number.POSITIVE_INFINITY };
  let current = periodKey(dates[1]!, "month");
  let month = 1;
  let quarter = 1;
  for (let t = 1; t < dates.length; t++) {
    const key = periodKey(dates[t]!, "month");
    if (key !== current) {
      worst.month = Math.min(worst.month, month - 1);
      month = 1;
      if (quarterOf(key) !== quarterOf(current)) {
        worst.quarter = Math.min(worst.quarter, quarter - 1);
        quarter = 1;
      }
      current = key;
    }
    month *= 1 + simple[t]!;
    quarter *= 1 + simple[t]!;
  }
  return { month: Math.min(worst.month, month - 1), quarter: Math.min(worst.quarter, quarter - 1) };
}

function quarterOf(month: number): number {
  return Math.floor(month / 3);
}
