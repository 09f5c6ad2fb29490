import fc from "fast-check";
import {
  add,
  bignumber,
  cumsum,
  mean as meanByMathjs,
  multiply,
  pow,
  subset,
  subtract,
  sum as sumByMathjs,
  index as take,
  variance as varianceByMathjs,
} from "mathjs";
import { describe, expect, it } from "vitest";
import { mean, variance } from "../../src/numeric/statistics.ts";
import { sum, sumMagnitudes } from "../../src/numeric/sum.ts";
import { anything, expectNear, freedom, largest, normalization, PROPERTY } from "../support/oracle.ts";

describe("the kernels by mathjs", () => {
  it("mean and variance of any range", () => {
    fc.assert(
      fc.property(anything, freedom, fc.nat(), (values, ddof, cut) => {
        const from = cut % (values.length - 1);
        const part = values.slice(from);
        const size = largest(part);
        const array = Float64Array.from(values);
        expectNear(mean(array, from), meanByMathjs(part), size);
        expectNear(variance(array, ddof, from), Number(varianceByMathjs(part, normalization(ddof))), 2 * size ** 2);
        const front = subset(values, take(Array.from({ length: from + 1 }, (_, i) => i))) as unknown as number[];
        expectNear(mean(array, 0, from + 1), meanByMathjs([front].flat()), largest(values));
        const running = cumsum(values) as number[];
        const whole = Number(sumByMathjs(values.map(Math.abs)));
        expectNear(sum(array, 0, from + 1), running[from], whole);
        expectNear(sumMagnitudes(array), whole, whole);
      }),
      PROPERTY,
    );
  });

  it("the compensated sum is right to the last digit but one, however much cancels", () => {
    const dyadic = fc.record({
      digits: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
      exponent: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(dyadic, { maxLength: 60 }), (terms) => {
        // Whole numbers below 2^106, which mathjs adds up exactly in 64 decimal digits.
        const values = terms.map(({ digits, exponent }) => digits * 2 ** exponent);
        const exact = terms.reduce(
          (total, { digits, exponent }) =>
            add(total, multiply(bignumber(digits), pow(bignumber(2), exponent))) as never,
          bignumber(0),
        );
        const magnitude = values.reduce((total, value) => total + Math.abs(value), 0);
        // Neumaier: 2⁻⁵² of the result, and n²·2⁻¹⁰⁴ of the magnitudes.
        const bound = 2 ** -52 * Math.abs(Number(exact)) + terms.length ** 2 * 2 ** -104 * magnitude;
        const error = Math.abs(Number(subtract(bignumber(sum(Float64Array.from(values))), exact)));
        expect(error).toBeLessThanOrEqual(bound);
      }),
      PROPERTY,
    );
  });
});
