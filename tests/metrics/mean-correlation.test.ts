import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanCorrelation } from "../../src/metrics/mean-correlation.ts";

/** Pearson's correlation of two columns, pair by pair. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [a, b].map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (const [t, value] of a.entries()) {
    products += (value - meanA!) * (b[t]! - meanB!);
    squaresA += (value - meanA!) ** 2;
    squaresB += (b[t]! - meanB!) ** 2;
  }
  return products / Math.sqrt(squaresA * squaresB);
}

const rows = (columns: readonly (readonly number[])[]) =>
  Float64Array.from(columns[0]!.flatMap((_, t) => columns.map((column) => column[t]!)));

describe("the mean correlation of all pairs", () => {
  it("is 1 for columns that move as one, −1 for two that move against each other, 0 for what has nothing in common", () => {
    expect(
      meanCorrelation(
        rows([
          [1, 2, 3],
          [2, 4, 6],
          [0.1, 0.2, 0.3],
        ]),
        3,
        0,
        3,
      ),
    ).toBeCloseTo(1, 12);
    expect(
      meanCorrelation(
        rows([
          [1, 2, 3],
          [3, 2, 1],
        ]),
        2,
        0,
        3,
      ),
    ).toBeCloseTo(-1, 12);
    expect(
      meanCorrelation(
        rows([
          [1, -1, 1, -1],
          [1, 1, -1, -1],
        ]),
        2,
        0,
        4,
      ),
    ).toBeCloseTo(0, 12);
  });

  it("leaves out what repeats one value, and is 0 with fewer than two others", () => {
    expect(
      meanCorrelation(
        rows([
          [1, 2, 3],
          [0.1, 0.1, 0.1],
          [3, 2, 1],
        ]),
        3,
        0,
        3,
      ),
    ).toBeCloseTo(-1, 12);
    expect(
      meanCorrelation(
        rows([
          [1, 2, 3],
          [0.1, 0.1, 0.1],
        ]),
        2,
        0,
        3,
      ),
    ).toBe(0);
    expect(meanCorrelation(rows([[1, 2]]), 1, 0, 2)).toBe(0);
  });

  it("looks at its window only", () => {
    const values = rows([
      [9, 1, 2, 3, -9],
      [-7, 2, 4, 6, 7],
    ]);
    expect(meanCorrelation(values, 2, 1, 4)).toBeCloseTo(1, 12);
  });

  it("is the mean of Pearson's correlations, pair by pair", () => {
    const column = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 2, maxLength: 5 }), (columns) => {
        fc.pre(columns.every((values) => Math.max(...values) - Math.min(...values) > 0.01));
        const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => correlation(a, b)));
        const mean = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
        expect(meanCorrelation(rows(columns), columns.length, 0, 8)).toBeCloseTo(mean, 9);
      }),
      { seed: 20240105, numRuns: 200 },
    );
  });
});
