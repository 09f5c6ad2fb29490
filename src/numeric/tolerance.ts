/**
 * When two figures agree: |actual − expected| ≤ absolute + relative · scale, where the scale is the magnitude of what
 * was added up to get them (by default the larger of the two). NaN agrees with nothing.
 */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/**
 * Below this, two figures that are fractions of net asset value are the same: a residual of 1e-12 is a cent in ten
 * billion. Needed where the expected value is 0 and a relative tolerance would allow no rounding at all.
 */
export const ABSOLUTE_FLOOR = 1e-12;

/** Bit-identical figures only. */
export const EXACT: Tolerance = Object.freeze({ absolute: 0, relative: 0 });

/**
 * Bit-identical but for figures below the range of normal doubles, where the last digit is an absolute one: there k times
 * a rounded product is not the rounded product of k times as much, even for k a power of two.
 */
export const EXACT_IN_RANGE: Tolerance = Object.freeze({ absolute: 1e-300, relative: 0 });

/** A relative tolerance with {@link ABSOLUTE_FLOOR}. */
export function relative(fraction: number): Tolerance {
  return { absolute: ABSOLUTE_FLOOR, relative: fraction };
}

/** The residual that a tolerance allows at a scale. */
export function allowance(tolerance: Tolerance, scale: number): number {
  return tolerance.absolute + tolerance.relative * scale;
}

/**
 * Whether a figure printed with `digits` decimals is the exact value rounded: within half a unit of the last digit,
 * with room for the rounding of the exact value itself (both neighbours of a tie are accepted).
 */
export function agreesAsPrinted(printed: number, digits: number, exact: number): boolean {
  return Math.abs(printed - exact) <= printedAllowance(digits, exact);
}

/** Half a unit of the last digit by decimals printed, with a little room for a tie that is no exact double. */
const HALF_UNITS = Float64Array.from({ length: 20 }, (_, digits) => halfUnit(digits));

/** The residual that rounding to `digits` decimals allows. */
export function printedAllowance(digits: number, exact: number): number {
  return (HALF_UNITS[digits] ?? halfUnit(digits)) + 4 * Number.EPSILON * Math.abs(exact);
}

function halfUnit(digits: number): number {
  return (0.5 + 1e-9) * 10 ** -digits;
}
