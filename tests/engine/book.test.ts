import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookReturns, grossOf, listWeights, weightList } from "../../src/engine/book.ts";

const PROPERTY = { seed: 20240105, numRuns: 300 };

/** Σ w·r by the documented order, written as it reads: number the non-zero weights, four sums, two, one. */
function byTheBook(weights: readonly number[], returns: readonly number[]): number {
  const sums = [0, 0, 0, 0];
  let number = 0;
  for (const [i, weight] of weights.entries()) {
    if (weight === 0) continue;
    sums[number % 4]! += weight * returns[i]!;
    number++;
  }
  return sums[0]! + sums[1]! + (sums[2]! + sums[3]!);
}

function inOneGo(weights: readonly number[], rows: readonly (readonly number[])[]): number[] {
  const list = weightList(weights.length);
  listWeights(list, Float64Array.from(weights), 0, weights.length);
  const out = new Float64Array(rows.length + 1).fill(7);
  bookReturns(Float64Array.from(rows.flat()), weights.length, 0, rows.length, list, out, 1);
  expect(out[0]).toBe(7); // nothing is written before the place asked for
  return [...out.subarray(1)];
}

const table = fc.integer({ min: 1, max: 13 }).chain((width) => {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  const weight = fc.oneof(fc.constantFrom(0, -0), value);
  return fc.record({
    weights: fc.oneof(
      fc.array(weight, { minLength: width, maxLength: width }),
      fc.array(value, { minLength: width, maxLength: width }),
    ),
    rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 11 }),
  });
});

describe("sums over a book", () => {
  it("have the same bits for one row, many rows, full and sparse books", () => {
    fc.assert(
      fc.property(table, ({ weights, rows }) => {
        const expected = rows.map((row) => byTheBook(weights, row) + 0);
        expect(inOneGo(weights, rows).map((sum) => sum + 0)).toEqual(expected);
      }),
      PROPERTY,
    );
  });

  it("change no bit when an asset without weight is added anywhere", () => {
    fc.assert(
      fc.property(table, fc.nat(), (drawn, pick) => {
        const at = pick % (drawn.weights.length + 1);
        const weights = drawn.weights.toSpliced(at, 0, 0);
        const rows = drawn.rows.map((row) => row.toSpliced(at, 0, 0.123));
        expect(inOneGo(weights, rows)).toEqual(inOneGo(drawn.weights, drawn.rows));
      }),
      PROPERTY,
    );
  });

  it("take a list that held a longer book before", () => {
    const list = weightList(6);
    listWeights(list, Float64Array.of(1, 2, 3, 4, 5, 6), 0, 6);
    listWeights(list, Float64Array.of(0, -2, 0, 0, 0, 0.5), 0, 6);
    expect([list.count, [...list.columns.subarray(0, 2)]]).toEqual([2, [1, 5]]);
    expect(grossOf(list)).toBe(2.5);
  });
});
