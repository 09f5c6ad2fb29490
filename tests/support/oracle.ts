import fc from "fast-check";
import { corr, divide, type MathCollection, matrix, mean as meanByMathjs, multiply, subtract, transpose } from "mathjs";
import { expect } from "vitest";
import type { Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";

/**
 * The auditor's arithmetic, and the engine's, against mathjs: three pieces of code that share nothing.
 *
 * Tolerance: all sums here have at most a few thousand terms, so that two orders of summation differ by less than
 * n·2⁻⁵³ < 1e-12 of Σ|terms|. That is the tolerance, against the magnitude of what was added up. Variances are
 * compared, not deviations: a root near 0 has half the digits of what it is the root of.
 */
const UNIT = 1e-12;
export const PROPERTY = { seed: 20240105, numRuns: 300 };

export function expectNear(actual: number, oracle: unknown, scale: number): void {
  const difference = Math.abs(actual - Number(oracle));
  if (!(difference <= UNIT * scale)) expect.fail(`${actual} is not ${Number(oracle)}: ${difference} on ${scale}`);
}

/** Returns in steps of a basis point: columns either repeat one value or vary by far more than rounding. */
export const basisPoints = fc.integer({ min: -2000, max: 2000 }).map((each) => each / 10_000);
export const returnsOf = (least: number) => fc.array(basisPoints, { minLength: least, maxLength: 60 });
export const anything = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 80 });
export const annualization = fc.constantFrom(1, 12, 52, 252, 365);
export const freedom = fc.constantFrom(0, 1);
export const normalization = (ddof: number) => (ddof === 1 ? "unbiased" : "uncorrected");
export const simple = (returns: readonly number[]) => Float64Array.from([0, ...returns]);
export const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

/** A book of one to six assets and a window of returns for them. */
export const bookAndWindow = fc.integer({ min: 1, max: 6 }).chain((width) =>
  fc.record({
    weights: fc.array(fc.integer({ min: -200, max: 200 }), { minLength: width, maxLength: width }),
    rows: fc.array(fc.array(basisPoints, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 40 }),
    ddof: freedom,
    annual: annualization,
  }),
);

export const panelOf = (rows: readonly (readonly number[])[]): Panel =>
  panel(
    rows.map((_, t) => `day ${t}`),
    rows[0]!.map((_, i) => `asset ${i}`),
    Float64Array.from(rows.flat()),
  );

/** u'Σu with the sample covariance Σ = X'X / (n − ddof) of the centred returns X, all by mathjs matrices. */
export function quadraticForm(weights: readonly number[], rows: readonly (readonly number[])[], ddof: number): number {
  const centre = meanByMathjs(rows as number[][], 0) as unknown as number[];
  const centred = matrix(rows.map((row) => subtract([...row], centre) as number[]));
  const covariance = divide(multiply(transpose(centred), centred), rows.length - ddof) as MathCollection;
  return Number(multiply(multiply([...weights], covariance), [...weights]));
}

/** Rows [from, to) of a panel as arrays. */
export function rowsOf({ values, columns }: Panel, from: number, to: number): number[][] {
  const width = columns.length;
  return Array.from({ length: to - from }, (_, t) => [...values.subarray((from + t) * width, (from + t + 1) * width)]);
}

/** Mean of the correlations of all pairs of columns that vary, pair by pair. */
export function meanOfPairs(rows: readonly (readonly number[])[]): number {
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i]!));
  const varying = columns.filter((column) => column.some((value) => value !== column[0]));
  const pairs = varying.flatMap((a, i) => varying.slice(i + 1).map((b) => Number(corr(a, b))));
  return pairs.length === 0 ? 0 : meanByMathjs(pairs);
}
