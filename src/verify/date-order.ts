import { NO_DATE, numbersOf } from "./date-numbers.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

/**
 * Holds each date of a file against the one before it, and against the calendar. Tables in memory share their lists
 * of dates: a list that is in `checked` was found in order and is not read twice. `numbersFor` reads the dates of a
 * list; who has a run's view gives its own, which has mostly read them before.
 */
export function checkIncrease(
  probe: Probe,
  artifact: string,
  dates: readonly string[],
  checked: (readonly string[])[],
  locate?: (row: number) => string,
  numbersFor: (dates: readonly string[]) => Int32Array = numbersOf,
): void {
  probe.examined += dates.length;
  if (checked.includes(dates)) return;
  let inOrder = true;
  let latest = NO_DATE;
  const numbers = numbersFor(dates);
  for (let t = 0; t < dates.length; t++) {
    const day = numbers[t]!;
    if (day > latest) {
      latest = day;
      continue;
    }
    inOrder = false;
    const date = dates[t]!;
    const place = { artifact, date, ...(locate === undefined ? {} : { location: locate(t) }) };
    if (day === NO_DATE) {
      const message = `${artifact}: row ${t + 1} is dated ${JSON.stringify(date)}, which is no calendar date`;
      probe.violate(place, "a calendar date YYYY-MM-DD", date, null, null, message);
      continue;
    }
    const before = dates[t - 1]!;
    const what = date === before ? "repeats the date of the row before it" : `comes after a later date`;
    const message = `${artifact}: row ${t + 1}, dated ${date}, ${what}; the row before it is dated ${before}`;
    probe.violate(place, `a date after ${before}`, date, null, null, message);
  }
  if (inOrder) checked.push(dates);
}

/** Every rebalance is a date of the market. */
export function checkSubset(
  probe: Probe,
  artifact: string,
  dates: readonly string[],
  market: readonly string[],
  view: RunView,
  checked: (readonly string[])[],
): void {
  probe.examined += dates.length;
  if (checked.includes(dates)) return;
  const rows = view.align(dates, market);
  let inside = true;
  for (let k = 0; k < rows.length; k++) {
    if (rows[k]! >= 0) continue;
    inside = false;
    const date = dates[k]!;
    const message = `${artifact} has a rebalance on ${date}, which is no date of the market`;
    probe.violate({ artifact, date }, "a market date", date, null, null, message);
  }
  if (inside) checked.push(dates);
}
