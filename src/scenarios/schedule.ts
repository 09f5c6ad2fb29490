import { periodKey } from "../model/calendar.ts";
import type { RebalanceSchedule } from "../model/config.ts";

/**
 * The market rows that a schedule names (CONTRACT.md §2): every date, the first date of each ISO week, calendar month
 * or quarter, dates 0, n, 2n, …, or the dates listed. Generators and the reducer use it to place weights where an
 * engine will read them; no check does, so it is no second opinion on any engine.
 */
export function scheduledRows(dates: readonly string[], schedule: RebalanceSchedule): number[] {
  const rows: number[] = [];
  if (typeof schedule === "object") {
    if ("bars" in schedule) {
      for (let row = 0; row < dates.length; row += schedule.bars) rows.push(row);
      return rows;
    }
    const listed = new Set(schedule.dates);
    for (let row = 0; row < dates.length; row++) if (listed.has(dates[row]!)) rows.push(row);
    return rows;
  }
  let previous = Number.NaN;
  for (let row = 0; row < dates.length; row++) {
    const period = schedule === "day" ? row : periodKey(dates[row]!, schedule);
    if (period !== previous) rows.push(row);
    previous = period;
  }
  return rows;
}
