import type { Config, RebalanceSchedule, Strategy } from "../model/config.ts";
import { alignRows } from "./align.ts";
import { dateNumbers, dayOfMonth, monthOfYear, NO_DATE, numbersOf, yearOf } from "./date-numbers.ts";
import { lookbackOfRun } from "./lookback.ts";
import { marketDates } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";

/**
 * When a config asks for rebalances, worked out from the calendar by the rules of CONTRACT.md §2 and by arithmetic of
 * its own: a week is counted in Julian day numbers, a month is the first seven characters of its dates.
 */

/** The market dates that a schedule names; `numbers` are those of the dates, for who has them. */
export function scheduledDates(
  dates: readonly string[],
  schedule: RebalanceSchedule,
  numbers?: Int32Array,
): readonly string[] {
  if (typeof schedule === "string") return firstOfEach(dates, schedule, numbers);
  if ("bars" in schedule) return dates.filter((_, row) => row % schedule.bars === 0);
  const listed = new Set(schedule.dates);
  return dates.filter((date) => listed.has(date));
}

/** How many returns a book dated a market row knows: row 0 is none, and the row's own counts when it earns the next. */
export function returnsKnown(row: number, earnsFrom: 0 | 1): number {
  return Math.max(0, row - 1 + earnsFrom);
}

/** The dates of a run's market that its config asks for, each list increasing. */
export interface DueDates {
  /** Scheduled, with enough returns before them for every lookback. */
  readonly eligible: readonly string[];
  /** Eligible, and a sleeve or more answer with a target: the rebalances. On the others every sleeve holds. */
  readonly due: readonly string[];
}

/** When the run's config asks for rebalances; nothing where the run records no config or no dates. */
export function dueRebalances(view: RunView): DueDates {
  return view.share(dueOf);
}

function dueOf(view: RunView): DueDates {
  const { config } = view;
  const dates = marketDates(view);
  if (config === undefined || dates === undefined) return { eligible: [], due: [] };
  const eligible = eligibleDates(view, dates, config);
  const align = (from: readonly string[], to: readonly string[]) => view.align(from, to);
  const answers = config.sleeves.map(({ strategy }) => answerDates(strategy, eligible, align));
  if (answers.includes(eligible)) return { eligible, due: eligible };
  if (answers.length === 1) return { eligible, due: answers[0]! };
  const due = new Set(answers.flat());
  return { eligible, due: eligible.filter((date) => due.has(date)) };
}

function eligibleDates(view: RunView, dates: readonly string[], config: Config): readonly string[] {
  const { returns } = lookbackOfRun(config);
  const { earnsFrom } = config.conventions;
  let first = 0;
  while (returnsKnown(first, earnsFrom) < returns) first++;
  const earliest = dates[first];
  if (earliest === undefined) return [];
  const scheduled = scheduledDates(dates, config.rebalance, dateNumbers(view, dates));
  return first === 0 ? scheduled : scheduled.filter((date) => date >= earliest);
}

/**
 * On which of the eligible dates a strategy answers with a target; that very list where it is on all of them. `align`
 * lays two lists over each other; who has a run's view gives its own.
 */
export function answerDates(
  strategy: Strategy,
  eligible: readonly string[],
  align: (from: readonly string[], to: readonly string[]) => Int32Array = alignRows,
): readonly string[] {
  switch (strategy.kind) {
    case "weights":
      return givenDates(strategy, eligible, align(eligible, strategy.dates));
    case "sector-rotation":
      return firstOfEach(eligible, strategy.every);
    case "momentum":
    case "equal-weight":
      return eligible;
  }
}

/** The eligible dates that have a row of weights; `rows` says which row of the strategy's each has. */
function givenDates(
  { values }: Extract<Strategy, { kind: "weights" }>,
  eligible: readonly string[],
  rows: Int32Array,
): string[] {
  const given: string[] = [];
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    if (row >= 0 && values[row] !== null) given.push(eligible[k]!);
  }
  return given;
}

type Period = "day" | "week" | "month" | "quarter";

function firstOfEach(
  dates: readonly string[],
  period: Period,
  numbers: Int32Array = numbersOf(dates),
): readonly string[] {
  if (period === "day") return dates;
  const first: string[] = [];
  let last = Number.NaN;
  for (let t = 0; t < dates.length; t++) {
    const number = numbers[t] === NO_DATE ? Number.NaN : periodOf(numbers[t]!, period);
    if (number !== last) first.push(dates[t]!);
    last = number;
  }
  return first;
}

/** Numbers the periods of a calendar: dates of one period have one number. */
function periodOf(number: number, period: Exclude<Period, "day">): number {
  if (period === "month") return (number / 100) | 0;
  if (period === "quarter") return 10 * yearOf(number) + Math.ceil(monthOfYear(number) / 3);
  return Math.floor(julianDay(yearOf(number), monthOfYear(number), dayOfMonth(number)) / 7);
}

/** Julian day number of a Gregorian date (Fliegel & Van Flandern 1968); day 0 was a Monday, on which ISO weeks begin. */
function julianDay(year: number, month: number, day: number): number {
  const early = ((month - 14) / 12) | 0; // | 0 cuts the fraction off, as the formula asks for
  const days = (((1461 * (year + 4800 + early)) / 4) | 0) + (((367 * (month - 2 - 12 * early)) / 12) | 0);
  return days - (((3 * (((year + 4900 + early) / 100) | 0)) / 4) | 0) + day - 32075;
}
