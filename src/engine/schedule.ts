import { periodKey } from "../model/calendar.ts";
import type { Scenario } from "../model/scenario.ts";
import { integers } from "../numeric/arrays.ts";

/**
 * Stage 1: the market rows that the config schedules, increasing, before anybody asks for enough history. The first
 * date of each ISO week, month or quarter (the panel's first, possibly partial, period included), every date, every
 * n-th date from the first, or the dates listed (CONTRACT.md §2).
 */
export function schedule({ market, config }: Scenario): Int32Array {
  const { dates } = market;
  const every = config.rebalance;
  if (typeof every === "object")
    return "bars" in every ? everyNth(dates.length, every.bars) : listed(dates, every.dates);
  if (every === "day") return everyNth(dates.length, 1);
  const rows = integers(dates.length);
  let count = 0;
  let previous = Number.NaN;
  for (let t = 0; t < dates.length; t++) {
    const period = periodKey(dates[t]!, every);
    if (period === previous) continue;
    previous = period;
    rows[count++] = t;
  }
  return rows.subarray(0, count);
}

function everyNth(bars: number, step: number): Int32Array {
  const rows = integers(Math.ceil(bars / step));
  for (let k = 0; k < rows.length; k++) rows[k] = k * step;
  return rows;
}

/** Both lists increase and every listed date is a market date (the scenario was checked), so one walk finds all. */
function listed(dates: readonly string[], wanted: readonly string[]): Int32Array {
  const rows = integers(wanted.length);
  let t = 0;
  for (let k = 0; k < wanted.length; k++) {
    while (dates[t] !== wanted[k]) t++;
    rows[k] = t;
  }
  return rows;
}
