import type { Place } from "./place.ts";

/**
 * Which rows of the market a number may depend on, and which row a number may be. Rows are written relative to bases:
 * a symbol of a loop or parameter (`t`), `START` (row 0), `END` (the number of rows).
 */

export const START = "0";
export const END = "end";
/** All rows, or nobody knows which. */
export const ALL = "*";

/** A row: base + offset. */
export interface Bound {
  readonly base: string;
  readonly offset: number;
}

/** Rows up to offset from a base. `sure`: that very row is read, not only perhaps. */
export interface Term {
  readonly offset: number;
  readonly sure: boolean;
  readonly place: Place;
  readonly text: string;
  /** It does not read the row, it tells whether the one after it is there. */
  readonly counts?: boolean;
}

/** A number depends on rows up to the largest of its terms, each relative to its base, and on no others. */
export interface Until {
  readonly terms: ReadonlyMap<string, Term>;
  /** Why nothing is known. */
  readonly open?: { readonly reason: string; readonly place: Place } | undefined;
}

export const NEVER: Until = Object.freeze({ terms: new Map() });

export function untilOf(base: string, term: Term): Until {
  return { terms: new Map([[base, term]]) };
}

export function openUntil(reason: string, place: Place): Until {
  return { terms: new Map(), open: { reason, place } };
}

export function isNever({ terms, open }: Until): boolean {
  return terms.size === 0 && open === undefined;
}

/** What is made of both. */
export function joinUntil(a: Until, b: Until): Until {
  if (a === b || isNever(b)) return a;
  if (isNever(a)) return b;
  let terms = a.terms as Map<string, Term>;
  for (const [base, term] of b.terms) {
    const known = terms.get(base);
    if (known !== undefined && !isLater(term, known)) continue;
    if (terms === a.terms) terms = new Map(terms);
    terms.set(base, term);
  }
  const open = a.open ?? b.open;
  return terms === a.terms && open === a.open ? a : { terms, open };
}

function isLater(a: Term, b: Term): boolean {
  if (a.offset !== b.offset) return a.offset > b.offset;
  return a.sure === b.sure ? b.counts === true && a.counts !== true : a.sure;
}

/** Every term by what becomes of it. */
export function mapUntil(until: Until, change: (base: string, term: Term) => readonly [string, Term]): Until {
  let result: Until = { terms: new Map(), open: until.open };
  let same = true;
  for (const [base, term] of until.terms) {
    const [own, changed] = change(base, term);
    if (own !== base || changed !== term) same = false;
    result = joinUntil(result, untilOf(own, changed));
  }
  return same ? until : result;
}

/** Rows relative to a base that stands for another row now: base + offset for each of them. */
export function rebased(until: Until, base: string, to: Bound | undefined, sure = true): Until {
  if (!until.terms.has(base)) return until;
  return mapUntil(until, (own, term) => {
    if (own !== base) return [own, term];
    if (to === undefined) return [ALL, { ...term, offset: 0, sure: false }];
    return [to.base, { ...term, offset: term.offset + to.offset, sure: term.sure && sure }];
  });
}

/** Terms that went on growing are not followed any further. */
export function widened(before: Until, after: Until): Until {
  return mapUntil(after, (base, term) => {
    const known = before.terms.get(base);
    const grows = known !== undefined && base !== ALL && term.offset > known.offset;
    return grows ? [ALL, { ...term, offset: 0, sure: false }] : [base, term];
  });
}

/** Equal but for places. */
export function sameUntil(a: Until, b: Until): boolean {
  if (a === b) return true;
  if (a.terms.size !== b.terms.size || (a.open === undefined) !== (b.open === undefined)) return false;
  for (const [base, { offset, sure }] of a.terms) {
    const other = b.terms.get(base);
    if (other?.offset !== offset || other.sure !== sure) return false;
  }
  return true;
}

/** A number that is a row: at least `lo`, at most `hi`; undefined where nothing is known. */
export interface Interval {
  readonly lo: Bound | undefined;
  readonly hi: Bound | undefined;
}

export function exactly(base: string, offset: number): Interval {
  const bound = { base, offset };
  return { lo: bound, hi: bound };
}

export function isExact({ lo, hi }: Interval): boolean {
  return lo !== undefined && sameBound(lo, hi);
}

/** The constant that it is; undefined for another row. */
export function constantRow(interval: Interval | undefined): number | undefined {
  return interval !== undefined && isExact(interval) && interval.lo!.base === START ? interval.lo!.offset : undefined;
}

export function sameBound(a: Bound | undefined, b: Bound | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.base === b.base && a.offset === b.offset);
}

/** a + b, where one of them is a constant. */
function plus(a: Bound | undefined, b: Bound | undefined, sign: 1 | -1 = 1): Bound | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (b.base === START) return { base: a.base, offset: a.offset + sign * b.offset };
  if (sign === 1 && a.base === START) return { base: b.base, offset: a.offset + b.offset };
  return sign === -1 && a.base === b.base ? { base: START, offset: a.offset - b.offset } : undefined;
}

export function addRows(a: Interval, b: Interval): Interval {
  return { lo: plus(a.lo, b.lo), hi: plus(a.hi, b.hi) };
}

export function subtractRows(a: Interval, b: Interval): Interval {
  return { lo: plus(a.lo, b.hi, -1), hi: plus(a.hi, b.lo, -1) };
}

/** One of two rows. */
export function joinRows(a: Interval | undefined, b: Interval | undefined): Interval | undefined {
  if (a === undefined || b === undefined) return undefined;
  const lo = a.lo !== undefined && b.lo?.base === a.lo.base ? (a.lo.offset <= b.lo.offset ? a.lo : b.lo) : undefined;
  const hi = a.hi !== undefined && b.hi?.base === a.hi.base ? (a.hi.offset >= b.hi.offset ? a.hi : b.hi) : undefined;
  return lo === undefined && hi === undefined ? undefined : { lo, hi };
}

/** Bounds that went on moving are given up. */
export function widenedRows(before: Interval | undefined, after: Interval | undefined): Interval | undefined {
  if (before === undefined || after === undefined) return after;
  const lo = sameBound(before.lo, after.lo) ? after.lo : undefined;
  const hi = sameBound(before.hi, after.hi) ? after.hi : undefined;
  return lo === undefined && hi === undefined ? undefined : { lo, hi };
}

/** Both bounds by what becomes of them. */
export function mapRows(
  interval: Interval,
  change: (bound: Bound, isUpper: boolean) => Bound | undefined,
): Interval | undefined {
  const lo = interval.lo && change(interval.lo, false);
  const hi = interval.hi && change(interval.hi, true);
  return lo === undefined && hi === undefined ? undefined : { lo, hi };
}

export function sameRows(a: Interval | undefined, b: Interval | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameBound(a.lo, b.lo) && sameBound(a.hi, b.hi));
}
