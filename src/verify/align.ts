import type { Panel } from "../model/panel.ts";
import { integers } from "../numeric/arrays.ts";
import type { DateLists } from "./date-numbers.ts";

/**
 * Which row of `to` has the date of each row of `from`; −1 where it has none. Tables of one run are compared by date,
 * never by position, so that one lost row is one finding and not a finding a row. Of repeated dates the first counts:
 * that they are repeated is a finding of its own (calendar/dates-strictly-increase).
 */
export function alignRows(from: readonly string[], to: readonly string[]): Int32Array {
  if (sameTexts(from, to)) return countUp(integers(from.length));
  if (increases(from) && increases(to)) return mergedRows(from, to);
  const rows = integers(from.length);
  const rowOf = new Map<string, number>();
  for (let t = to.length - 1; t >= 0; t--) rowOf.set(to[t]!, t);
  for (let t = 0; t < rows.length; t++) rows[t] = rowOf.get(from[t]!) ?? -1;
  return rows;
}

/** {@link alignRows} of lists that increase. */
function mergedRows<T extends string | number>(from: ArrayLike<T>, to: ArrayLike<T>): Int32Array {
  const rows = integers(from.length);
  let next = 0;
  for (let t = 0; t < rows.length; t++) {
    while (next < to.length && to[next]! < from[t]!) next++;
    rows[t] = next < to.length && to[next] === from[t] ? next : -1;
  }
  return rows;
}

function countUp(rows: Int32Array): Int32Array {
  for (let t = 0; t < rows.length; t++) rows[t] = t;
  return rows;
}

/** Lists of one run laid over each other, each pair once: tables in memory share their lists of dates and assets. */
export class Alignments {
  readonly #dates: DateLists;
  readonly #same = new Pairs();
  readonly #last = new Pairs();
  /** 0, 1, 2, … by length: what a list aligned with itself is. */
  readonly #ownRows: Int32Array[] = [];

  /** `dates` reads the run's lists of dates. */
  constructor(dates: DateLists) {
    this.#dates = dates;
  }

  /** {@link alignRows} of two lists; not to be written to. */
  of(from: readonly string[], to: readonly string[]): Int32Array {
    if (from === to) return this.#ownRowsOf(from.length);
    return this.#same.get(from, to) ?? this.#same.set(from, to, this.#align(from, to));
  }

  /** {@link lastAtOrBefore} of two lists; not to be written to. */
  lastAtOrBefore(dates: readonly string[], events: readonly string[]): Int32Array {
    return this.#last.get(dates, events) ?? this.#last.set(dates, events, this.#findLast(dates, events));
  }

  #align(from: readonly string[], to: readonly string[]): Int32Array {
    if (sameTexts(from, to)) return this.#ownRowsOf(from.length);
    const rising = this.#dates.rising(from);
    const risingTo = rising && this.#dates.rising(to);
    if (rising === undefined || risingTo === undefined) return alignRows(from, to);
    return mergedRows(rising, risingTo);
  }

  #findLast(dates: readonly string[], events: readonly string[]): Int32Array {
    const rising = this.#dates.rising(dates);
    const risingEvents = rising && this.#dates.rising(events);
    if (rising === undefined || risingEvents === undefined) return lastAtOrBefore(dates, events);
    return mergedPeriods(rising, risingEvents);
  }

  #ownRowsOf(length: number): Int32Array {
    for (let i = 0; i < this.#ownRows.length; i++) if (this.#ownRows[i]!.length === length) return this.#ownRows[i]!;
    const rows = countUp(integers(length));
    this.#ownRows.push(rows);
    return rows;
  }
}

/** Rows by two lists: three lists in step, which are searched faster than a map is made. */
class Pairs {
  readonly #from: (readonly string[])[] = [];
  readonly #to: (readonly string[])[] = [];
  readonly #rows: Int32Array[] = [];

  get(from: readonly string[], to: readonly string[]): Int32Array | undefined {
    for (let i = 0; i < this.#from.length; i++) {
      if (this.#from[i] === from && this.#to[i] === to) return this.#rows[i];
    }
    return undefined;
  }

  set(from: readonly string[], to: readonly string[], rows: Int32Array): Int32Array {
    this.#from.push(from);
    this.#to.push(to);
    this.#rows.push(rows);
    return rows;
  }
}

/** Which column of `to` has the name of each column of `from`; −1 where it has none. */
export const alignColumns = alignRows;

/** Whether two lists hold the same texts in the same order. The same list is recognised without a look. */
export function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The cell at (row, column), NaN where the row or column does not exist (−1): NaN never passes a comparison. */
export function cellAt(table: Panel, row: number, column: number): number {
  if (row < 0 || column < 0) return Number.NaN;
  return table.values[row * table.columns.length + column]!;
}

/**
 * For each date of `dates`, the last row of `events` at or before it; −1 before the first. Both in any order of
 * length; where `events` are out of order the latest date still counts.
 */
export function lastAtOrBefore(dates: readonly string[], events: readonly string[]): Int32Array {
  return increases(dates) && increases(events) ? mergedPeriods(dates, events) : searchedPeriods(dates, events);
}

/** Whether each text comes after the one before it. */
export function increases(texts: readonly string[]): boolean {
  for (let t = 1; t < texts.length; t++) if (!(texts[t - 1]! < texts[t]!)) return false;
  return true;
}

function mergedPeriods<T extends string | number>(dates: ArrayLike<T>, events: ArrayLike<T>): Int32Array {
  const rows = integers(dates.length);
  let next = 0;
  for (let t = 0; t < rows.length; t++) {
    while (next < events.length && events[next]! <= dates[t]!) next++;
    rows[t] = next - 1;
  }
  return rows;
}

function searchedPeriods(dates: readonly string[], events: readonly string[]): Int32Array {
  const order = Int32Array.from(events.keys()).sort((a, b) => compareTexts(events[a]!, events[b]!) || a - b);
  const rows = integers(dates.length);
  for (let t = 0; t < dates.length; t++) {
    const date = dates[t]!;
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (events[order[middle]!]! <= date) low = middle + 1;
      else high = middle;
    }
    rows[t] = low === 0 ? -1 : order[low - 1]!;
  }
  return rows;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
