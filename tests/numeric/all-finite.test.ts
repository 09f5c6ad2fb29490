import { describe, expect, it } from "vitest";
import { allFinite } from "../../src/numeric/all-finite.ts";

describe("whether all values are finite", () => {
  it("holds for numbers of any size, and for none", () => {
    for (let length = 0; length < 12; length++) {
      expect(allFinite(Float64Array.from({ length }, (_, i) => (-1) ** i * Number.MAX_VALUE))).toBe(true);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("sees %d on any place", (wrong) => {
    for (let length = 1; length < 12; length++) {
      for (let place = 0; place < length; place++) {
        expect([length, place, allFinite(new Float64Array(length).fill(1).with(place, wrong))]).toEqual([
          length,
          place,
          false,
        ]);
      }
    }
  });
});
