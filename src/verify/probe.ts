import type { TableName } from "../model/run.ts";
import type { Figure, Precondition, Violation } from "../model/verdict.ts";
import { figure } from "../model/verdict.ts";
import type { Tolerance } from "../numeric/tolerance.ts";
import type { Place, Terms } from "./terms.ts";

/** How many violations an evidence keeps in full; the rest is counted. The first come first, so the list is stable. */
export const VIOLATIONS_KEPT = 100;

const NO_PRECONDITIONS: readonly Precondition[] = [];

/** Says why the expected figure is expected; only called for a violation. */
export type Because = (row: number, column: number) => string;

/**
 * What an invariant reports to. It counts every comparison, applies the invariant's tolerance, treats NaN as a
 * violation, and keeps the worst residual, so a check cannot forget any of these.
 */
export class Probe {
  readonly tolerance: Tolerance;
  #violations: Violation[] | undefined;
  examined = 0;
  violationCount = 0;
  /** Violations that the user's terms waive; counted here and nowhere else. */
  waivedCount = 0;
  worstResidual = 0;
  worstRelative = 0;
  /** The largest share of what is allowed that a residual took: 1 is at the tolerance, infinity without any allowance. */
  worstShare = 0;
  readonly #terms: Terms | undefined;
  #preconditions: Map<string, { met: number; cases: number }> | undefined;

  constructor(tolerance: Tolerance, terms?: Terms) {
    this.tolerance = tolerance;
    this.#terms = terms;
  }

  /** A probe of its own with everything that was reported to this one, which forgets it. */
  handOver(): Probe {
    const other = new Probe(this.tolerance, this.#terms);
    other.#violations = this.#violations;
    other.#preconditions = this.#preconditions;
    other.examined = this.examined;
    other.violationCount = this.violationCount;
    other.waivedCount = this.waivedCount;
    other.worstResidual = this.worstResidual;
    other.worstRelative = this.worstRelative;
    other.worstShare = this.worstShare;
    this.reset();
    return other;
  }

  /** Forgets everything that was reported to it, so that another run can be reported to it. */
  reset(): void {
    this.#violations = undefined;
    this.#preconditions = undefined;
    this.examined = 0;
    this.violationCount = 0;
    this.waivedCount = 0;
    this.worstResidual = 0;
    this.worstRelative = 0;
    this.worstShare = 0;
  }

  /**
   * Starts comparing cells of a table. `because` gets the row and column of a violation in that table.
   * Columns are reported as assets where the table has one column an asset (`columns` given).
   */
  cells(table: TableName, dates: readonly string[], columns: readonly string[] | undefined, because: Because): Cells {
    const tolerance = this.#terms?.toleranceOf?.(table) ?? this.tolerance;
    return new Cells(this, tolerance, table, dates, columns, because);
  }

  /** One comparison that is not a cell's: a log line, a set of dates, a file. Returns whether it held. */
  holds(ok: boolean, place: Place, expected: Figure, actual: Figure, message: () => string): boolean {
    this.examined++;
    if (ok) return true;
    this.violate(place, expected, actual, null, null, message());
    return false;
  }

  /** Two figures that must agree, at a named place. `scale` is the magnitude of what was added up to get them. */
  equal(place: Place, actual: number, expected: number, message: () => string, scale?: number): boolean {
    const magnitude = scale ?? Math.max(Math.abs(actual), Math.abs(expected));
    const allowed = this.tolerance.absolute + this.tolerance.relative * magnitude;
    const residual = actual - expected;
    if (this.count(residual, magnitude, allowed)) return true;
    this.violate(place, figure(expected), figure(actual), residual, allowed, message());
    return false;
  }

  /** Notes whether what the invariant presupposes was the case; the judge reports the rate. */
  precondition(label: string, met: boolean): void {
    this.#preconditions ??= new Map();
    const entry = this.#preconditions.get(label) ?? { met: 0, cases: 0 };
    entry.cases++;
    if (met) entry.met++;
    this.#preconditions.set(label, entry);
  }

  /** The first {@link VIOLATIONS_KEPT}; most probes have none, and then none is made. */
  get violations(): readonly Violation[] {
    return this.#violations ?? NO_VIOLATIONS;
  }

  get preconditions(): readonly Precondition[] {
    if (this.#preconditions === undefined) return NO_PRECONDITIONS;
    return [...this.#preconditions].map(([label, { met, cases }]) => ({ label, met, cases }));
  }

  /**
   * Counts a comparison and its residual; false when it is beyond what is allowed. NaN always is, and so is whatever
   * is compared at an infinite scale: an infinite figure would allow itself any residual.
   */
  count(residual: number, magnitude: number, allowed: number): boolean {
    this.examined++;
    const size = Math.abs(residual);
    if (size > this.worstResidual) this.worstResidual = size;
    if (size > this.worstRelative * magnitude && magnitude > 0) this.worstRelative = size / magnitude;
    if (size > this.worstShare * allowed) this.worstShare = size / allowed;
    return size <= allowed && allowed < Number.POSITIVE_INFINITY;
  }

  violate(
    place: Place,
    expected: Figure,
    actual: Figure,
    residual: number | null,
    allowed: number | null,
    message: string,
  ): void {
    if (this.#terms?.waives?.(place) === true) {
      this.waivedCount++;
      return;
    }
    this.violationCount++;
    if (residual !== null && Number.isNaN(residual)) this.worstResidual = Number.POSITIVE_INFINITY;
    this.#violations ??= [];
    if (this.#violations.length >= VIOLATIONS_KEPT) return;
    this.#violations.push({
      date: place.date ?? null,
      asset: place.asset ?? null,
      artifact: place.artifact ?? null,
      expected: typeof expected === "number" ? figure(expected) : expected,
      actual: typeof actual === "number" ? figure(actual) : actual,
      residual: residual === null ? null : figure(residual),
      tolerance: allowed === null ? null : figure(allowed),
      message,
      location: place.location ?? null,
    });
  }
}

const NO_VIOLATIONS: readonly Violation[] = Object.freeze([]);

/** Comparisons of the cells of one table: plain numbers in, nothing allocated unless a comparison fails. */
export class Cells {
  readonly #probe: Probe;
  readonly #absolute: number;
  readonly #relative: number;
  readonly #table: TableName;
  readonly #dates: readonly string[];
  readonly #columns: readonly string[] | undefined;
  readonly #because: Because;

  constructor(
    probe: Probe,
    tolerance: Tolerance,
    table: TableName,
    dates: readonly string[],
    columns: readonly string[] | undefined,
    because: Because,
  ) {
    this.#probe = probe;
    this.#absolute = tolerance.absolute;
    this.#relative = tolerance.relative;
    this.#table = table;
    this.#dates = dates;
    this.#columns = columns;
    this.#because = because;
  }

  /** actual = expected within the tolerance at the larger of the two. */
  equal(row: number, column: number, actual: number, expected: number): boolean {
    const actualSize = Math.abs(actual);
    const expectedSize = Math.abs(expected);
    return this.equalAtScale(row, column, actual, expected, Math.max(actualSize, expectedSize));
  }

  /** actual = expected within the tolerance at `scale`: the magnitude of what was added up to get them. */
  equalAtScale(row: number, column: number, actual: number, expected: number, scale: number): boolean {
    const probe = this.#probe;
    const allowed = this.#absolute + this.#relative * scale;
    const residual = actual - expected;
    if (residual === 0 && allowed < Number.POSITIVE_INFINITY) {
      probe.examined++; // most figures agree to the bit, and then there is no residual to keep
      return true;
    }
    if (probe.count(residual, scale, allowed)) return true;
    probe.violate(
      this.#place(row, column),
      figure(expected),
      figure(actual),
      residual,
      allowed,
      this.#because(row, column),
    );
    return false;
  }

  /** actual ≤ limit within the tolerance. */
  atMost(row: number, column: number, actual: number, limit: number): boolean {
    const probe = this.#probe;
    const scale = Math.abs(limit);
    const allowed = this.#absolute + this.#relative * scale;
    const excess = actual - limit;
    probe.examined++;
    if (excess > probe.worstResidual) probe.worstResidual = excess;
    if (scale > 0 && excess > probe.worstRelative * scale) probe.worstRelative = excess / scale;
    if (excess > probe.worstShare * allowed) probe.worstShare = excess / allowed;
    if (excess <= 0 || excess <= allowed) return true; // of an infinite limit a tolerance of 0 would allow NaN
    probe.violate(this.#place(row, column), figure(limit), figure(actual), excess, allowed, this.#because(row, column));
    return false;
  }

  /** A condition on one cell that is no comparison of two figures; `expected` puts it in words. */
  holds(ok: boolean, row: number, column: number, actual: number, expected: string): boolean {
    this.#probe.examined++;
    if (ok) return true;
    this.#probe.violate(this.#place(row, column), expected, figure(actual), null, null, this.#because(row, column));
    return false;
  }

  #place(row: number, column: number): Place {
    const date = this.#dates[row];
    const asset = this.#columns?.[column];
    return {
      artifact: `${this.#table}.csv`,
      ...(date === undefined ? {} : { date }),
      ...(asset === undefined ? {} : { asset }),
    };
  }
}
