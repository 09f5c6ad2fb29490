import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bound, Interval, Until } from "../../../src/flow/domain/rows.ts";
import {
  ALL,
  addRows,
  joinRows,
  joinUntil,
  mapUntil,
  NEVER,
  rebased,
  START,
  sameUntil,
  subtractRows,
  untilOf,
  widened,
  widenedRows,
} from "../../../src/flow/domain/rows.ts";

/** The algebra of rows against concrete rows: what it answers allows all that really happens. */

const place = { file: "a.ts", line: 1, column: 1 };
const bases = ["t", "s", START] as const;
const offset = fc.integer({ min: -9, max: 9 });
const bound = fc.record({ base: fc.constantFrom(...bases), offset });
/** What the symbols stand for. */
const rows = fc.record({ t: fc.integer({ min: 0, max: 50 }), s: fc.integer({ min: 0, max: 50 }) });
type Rows = { readonly t: number; readonly s: number };

function rowOf({ base, offset: by }: Bound, at: Rows): number {
  return (base === "t" ? at.t : base === "s" ? at.s : 0) + by;
}

const until: fc.Arbitrary<Until> = fc
  .array(fc.record({ bound, sure: fc.boolean() }), { maxLength: 4 })
  .map((all) =>
    all.reduce(
      (sum: Until, { bound: each, sure }) =>
        joinUntil(sum, untilOf(each.base, { offset: each.offset, sure, place, text: "x" })),
      NEVER,
    ),
  );

/** The last row that is allowed; all of them where nobody knows which. */
function lastOf({ terms }: Until, at: Rows): number {
  const last = [...terms].map(([base, term]) =>
    base === ALL ? Number.POSITIVE_INFINITY : rowOf({ base, offset: term.offset }, at),
  );
  return Math.max(Number.NEGATIVE_INFINITY, ...last);
}

const interval: fc.Arbitrary<Interval> = fc.record({
  lo: fc.option(bound, { nil: undefined }),
  hi: fc.option(bound, { nil: undefined }),
});

function holds({ lo, hi }: Interval, value: number, at: Rows): boolean {
  return (lo === undefined || rowOf(lo, at) <= value) && (hi === undefined || value <= rowOf(hi, at));
}

describe("what depends on rows", () => {
  it("joined, depends on the rows of both", () => {
    fc.assert(
      fc.property(until, until, rows, (a, b, at) => {
        expect(lastOf(joinUntil(a, b), at)).toBe(Math.max(lastOf(a, at), lastOf(b, at)));
        expect(sameUntil(joinUntil(a, b), joinUntil(b, a))).toBe(true);
        expect(sameUntil(joinUntil(a, a), a)).toBe(true);
      }),
    );
  });

  it("rebased, depends on the same rows as before", () => {
    fc.assert(
      fc.property(until, offset, rows, (a, by, at) => {
        // s is row t + by.
        const there = { ...at, s: at.t + by };
        expect(lastOf(rebased(a, "s", { base: "t", offset: by }), there)).toBe(lastOf(a, there));
        expect(lastOf(rebased(a, "s", undefined), at)).toBeGreaterThanOrEqual(lastOf(a, at));
      }),
    );
  });

  it("in the next turn, lies one row further back", () => {
    fc.assert(
      fc.property(until, rows, (a, at) => {
        const next = mapUntil(a, (base, term) =>
          base === "t" ? [base, { ...term, offset: term.offset - 1 }] : [base, term],
        );
        expect(lastOf(next, { ...at, t: at.t + 1 })).toBe(lastOf(a, at));
      }),
    );
  });

  it("widened, allows no less, and soon stops growing", () => {
    fc.assert(
      fc.property(until, until, rows, (a, b, at) => {
        const joined = joinUntil(a, b);
        const wide = widened(a, joined);
        expect(lastOf(wide, at)).toBeGreaterThanOrEqual(lastOf(joined, at));
        const next = widened(wide, joinUntil(wide, b));
        expect(sameUntil(widened(next, joinUntil(next, b)), next)).toBe(true);
      }),
    );
  });
});

describe("numbers that are rows", () => {
  it("added and taken away, lie within the bounds", () => {
    fc.assert(
      fc.property(interval, interval, offset, offset, rows, (a, b, x, y, at) => {
        fc.pre(holds(a, x, at) && holds(b, y, at));
        expect(holds(addRows(a, b), x + y, at)).toBe(true);
        expect(holds(subtractRows(a, b), x - y, at)).toBe(true);
      }),
    );
  });

  it("joined and widened, are one of two", () => {
    fc.assert(
      fc.property(interval, interval, offset, rows, (a, b, x, at) => {
        fc.pre(holds(a, x, at) || holds(b, x, at));
        const joined = joinRows(a, b) ?? { lo: undefined, hi: undefined };
        expect(holds(joined, x, at)).toBe(true);
        expect(holds(widenedRows(a, joined) ?? { lo: undefined, hi: undefined }, x, at)).toBe(true);
      }),
    );
  });
});
