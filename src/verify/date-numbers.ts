import { integers } from "../numeric/arrays.ts";

/** What stands for a text that is no calendar date. */
export const NO_DATE = -1;

/**
 * The dates of a list as whole numbers, year · 10000 + month · 100 + day, {@link NO_DATE} where a text is no calendar
 * date `YYYY-MM-DD`. Each list of a run is read once: reading ten characters costs more than most of what is then done
 * with a date. Not to be written to.
 */
export function dateNumbers(view: { readonly dates: DateLists }, dates: readonly string[]): Int32Array {
  return view.dates.of(dates);
}

/** {@link dateNumbers} of a list that is no run's. */
export function numbersOf(dates: readonly string[]): Int32Array {
  const numbers = integers(dates.length);
  for (let t = 0; t < numbers.length; t++) numbers[t] = numberOf(dates[t]!);
  return numbers;
}

/** Months from the start of year 0 to the month of a date's number. */
export function monthOf(number: number): number {
  return 12 * yearOf(number) + monthOfYear(number) - 1;
}

export function yearOf(number: number): number {
  return (number / 10_000) | 0;
}

/** From 1 to 12. */
export function monthOfYear(number: number): number {
  return ((number / 100) | 0) % 100;
}

export function dayOfMonth(number: number): number {
  return number % 100;
}

/** The lists of dates of one run, each read once: lists and what was found of them, in step. */
export class DateLists {
  readonly #lists: (readonly string[])[] = [];
  readonly #numbers: Int32Array[] = [];
  readonly #rising: boolean[] = [];

  /** {@link dateNumbers}. */
  of(dates: readonly string[]): Int32Array {
    return this.#numbers[this.#placeOf(dates)]!;
  }

  /** The numbers of a list whose every text is a date after the one before it; undefined of any other. */
  rising(dates: readonly string[]): Int32Array | undefined {
    const place = this.#placeOf(dates);
    return this.#rising[place]! ? this.#numbers[place]! : undefined;
  }

  #placeOf(dates: readonly string[]): number {
    const known = this.#lists.indexOf(dates);
    if (known >= 0) return known;
    const numbers = numbersOf(dates);
    let rising = true;
    for (let t = 0, latest = NO_DATE; rising && t < numbers.length; t++) {
      rising = numbers[t]! > latest;
      latest = numbers[t]!;
    }
    this.#lists.push(dates);
    this.#numbers.push(numbers);
    this.#rising.push(rising);
    return this.#lists.length - 1;
  }
}

const DASH = 45;

function numberOf(date: string): number {
  if (date.length !== 10 || date.charCodeAt(4) !== DASH || date.charCodeAt(7) !== DASH) return NO_DATE;
  const year = 100 * twoDigits(date, 0) + twoDigits(date, 2);
  const month = twoDigits(date, 5);
  const day = twoDigits(date, 8);
  const isDate = year >= 1 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysOf(year, month));
  return isDate ? 10_000 * year + 100 * month + day : NO_DATE;
}

/** The number of two digits; far below 0 where one is none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1_000_000;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
