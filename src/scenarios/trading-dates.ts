import { dayNumber, isoDate } from "../model/calendar.ts";
import type { Random } from "../numeric/random.ts";

/** Weekdays of 2018 to 2026, so that a scenario's dates are a slice and not 60 strings made anew. */
const FIRST_DAY = dayNumber("2018-01-01"); // a Monday
const WEEKDAYS: readonly string[] = Array.from({ length: 9 * 261 }, (_, i) =>
  isoDate(FIRST_DAY + 7 * Math.floor(i / 5) + (i % 5)),
);

/**
 * `count` strictly increasing weekdays. Most are consecutive; some have holidays; some jump by a week or a month, so
 * that even a short history crosses months, quarters and years, where schedules and calendar metrics have their edges.
 */
export function tradingDates(random: Random, count: number): string[] {
  const spacing = random.integer(10);
  if (spacing < 6) return consecutive(random, count);
  if (spacing < 8) return spaced(random, count, () => (random.chance(0.2) ? random.between(2, 4) : 1));
  const stride = spacing === 8 || 21 * count > WEEKDAYS.length ? 5 : 21;
  return spaced(random, count, () => stride);
}

function consecutive(random: Random, count: number): string[] {
  const start = random.chance(0.4) ? beforeYearEnd(random, count) : random.integer(WEEKDAYS.length - count);
  return WEEKDAYS.slice(start, start + count);
}

function spaced(random: Random, count: number, stride: () => number): string[] {
  const steps: number[] = [0];
  for (let i = 1; i < count; i++) steps.push(steps[i - 1]! + stride());
  const start = random.integer(Math.max(1, WEEKDAYS.length - steps[count - 1]!));
  return steps.map((step) => WEEKDAYS[start + step]!);
}

/** A start from which `count` weekdays cross the end of a year. */
function beforeYearEnd(random: Random, count: number): number {
  const yearEnd = random.between(1, 8) * 261;
  return Math.max(0, Math.min(yearEnd - random.integer(count), WEEKDAYS.length - count));
}
