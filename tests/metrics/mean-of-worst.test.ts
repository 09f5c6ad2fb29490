import { describe, expect, it } from "vitest";
import { meanOfWorst } from "../../src/metrics/mean-of-worst.ts";

describe("mean of the worst share of days", () => {
  it("averages the lowest returns, rounded up to a whole day, and leaves row 0 out", () => {
    const returns = Float64Array.of(-0.9, 0.01, -0.05, 0.02, -0.03);
    expect(meanOfWorst(returns, 0.5)).toBeCloseTo(-0.04, 15);
    expect(meanOfWorst(returns, 0.05)).toBe(-0.05);
    expect(meanOfWorst(returns, 1)).toBeCloseTo(-0.0125, 15);
  });

  it("is NaN without a return, and never hides one that is NaN", () => {
    expect(meanOfWorst(Float64Array.of(0), 0.05)).toBeNaN();
    expect(meanOfWorst(Float64Array.of(0, 0.1, Number.NaN, -0.1), 0.05)).toBeNaN();
  });

  it("does not change what it is given", () => {
    const returns = Float64Array.of(0, 0.3, -0.1);
    meanOfWorst(returns, 0.05);
    expect([...returns]).toEqual([0, 0.3, -0.1]);
  });
});
