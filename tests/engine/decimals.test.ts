import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PrintedFigure, twoDecimals } from "../../src/engine/decimals.ts";

const three = new PrintedFigure("", 3, "");
const six = new PrintedFigure("", 6, "");
const threeDecimals = (value: number) => three.of(value);
const sixDecimals = (value: number) => six.of(value);
const printers = [
  { digits: 2, print: twoDecimals },
  { digits: 3, print: threeDecimals },
  { digits: 6, print: sixDecimals },
] as const;

describe("decimals of the log", () => {
  it.each(printers)("prints what toFixed($digits) prints, for any number", ({ digits, print }) => {
    const seed = 20240105;
    const near = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(near, fc.double({ min: 0, max: 1e9, noNaN: true }), fc.double()), (value) => {
        expect(print(value)).toBe(value.toFixed(digits));
      }),
      { seed, numRuns: 5000 },
    );
  });

  it.each(printers)("prints ties and their neighbours as toFixed($digits) does", ({ digits, print }) => {
    for (let units = 0; units < 20_000; units++) {
      const tie = (units + 0.5) / 10 ** digits;
      const below = tie * (1 - Number.EPSILON);
      const above = tie * (1 + Number.EPSILON);
      for (const value of [tie, below, above, units / 10 ** digits, -tie]) {
        if (print(value) !== value.toFixed(digits)) expect(`${value}: ${print(value)}`).toBe(value.toFixed(digits));
      }
    }
  });

  it("leaves to toFixed what is no small figure", () => {
    expect(twoDecimals(-0)).toBe((-0).toFixed(2));
    expect(twoDecimals(Number.NaN)).toBe("NaN");
    expect(threeDecimals(Number.POSITIVE_INFINITY)).toBe("Infinity");
    expect(sixDecimals(-1.5)).toBe("-1.500000");
    expect(twoDecimals(1e21)).toBe("1e+21");
  });

  it("stands between two texts, whether it was printed before, is printed anew, or is no small figure", () => {
    const cost = new PrintedFigure(", cost=", 2, "%");
    const printed = [0.5, 0.5, 0.125, 12_345.678, -1, Number.NaN].map((value) => cost.of(value));
    const due = ["0.50", "0.50", (0.125).toFixed(2), "12345.68", "-1.00", "NaN"];
    expect(printed).toEqual(due.map((text) => `, cost=${text}%`));
  });
});
