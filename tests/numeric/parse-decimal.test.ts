import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecimalScanner, parseDecimal } from "../../src/numeric/parse-decimal.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseDecimal(bytesOf(text));

describe("a decimal read from bytes", () => {
  it.each([
    "0",
    "-0",
    "+1",
    "5.",
    ".5",
    "-.5",
    "007",
    "1e300",
    "1E-5",
    "-1.5e+3",
    "1e-320",
    "5e-324",
    "2.4703282292062327e-324", // just under half of the smallest subnormal
    "2.4703282292062328e-324", // just over
    "1.7976931348623157e308",
    "1.7976931348623159e308", // rounds to infinity
    "9007199254740993", // a tie between two doubles
    "9007199254740993.0",
    "900719925474099.3",
    "9007199254.740993",
    "0.1",
    "0.30000000000000004",
    "0.000001",
    "0.0000000000000000000001",
    "0.00000000000000000000001",
    "123456789012345678901234567890",
    "0.1234567890123456789012345678901234567890",
    "1455.219971",
    "8.5",
    "4503599627370497.5", // ties, with 17 digits
    "4503599627370496.5",
    "1234567.9012345678",
  ])("%s is what Number makes of it", (text) => {
    expect(Object.is(parse(text), Number(text))).toBe(true);
  });

  it.each([
    "",
    "-",
    "+",
    ".",
    "e5",
    "-e5",
    "1e",
    "1e+",
    "1.5.2",
    "1,5",
    "1_000",
    " 1",
    "1 ",
    "0x10",
    "NaN",
    "1.2345x",
    "é",
  ])("%j is no decimal", (text) => {
    expect(parse(text)).toBeNaN();
  });

  it("is bit-identical to Number for every double in its shortest form", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = Object.is(value, -0) ? "-0" : String(value);
        expect(Object.is(parse(text), value)).toBe(true);
      }),
      { seed: 20240105, numRuns: 20000 },
    );
  });

  it("is bit-identical to Number for decimals with any number of digits anywhere", () => {
    const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
    fc.assert(
      fc.property(digits(20), digits(24), fc.integer({ min: 0, max: 8 }), (whole, fraction, zeros) => {
        const text = `${whole}.${"0".repeat(zeros)}${fraction}`;
        expect(Object.is(parse(text), Number(text))).toBe(true);
      }),
      { seed: 20240105, numRuns: 20000 },
    );
  });

  it("is bit-identical to Number next to the ties between two doubles, where rounding is hardest", () => {
    const scaled = fc.tuple(fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }), fc.integer({ min: -12, max: 12 }));
    fc.assert(
      fc.property(scaled, fc.integer({ min: -1, max: 1 }), ([mantissa, power], nudge) => {
        // (2·mantissa + 1)·2^power lies exactly between two doubles; written with all its digits, then nudged in the last
        const exact = power >= 0 ? (2n * mantissa + 1n) << BigInt(power) : (2n * mantissa + 1n) * 5n ** BigInt(-power);
        const places = power >= 0 ? 0 : -power;
        const whole = (exact + BigInt(nudge)).toString().padStart(places + 1, "0");
        for (const keep of [whole.length, 19, 18, 17]) {
          const cut = whole.slice(0, Math.max(keep, whole.length - places));
          const point = whole.length - places;
          const text = places === 0 ? cut : `${cut.slice(0, point)}.${cut.slice(point)}`;
          expect(Object.is(parse(text), Number(text))).toBe(true);
        }
      }),
      { seed: 20240105, numRuns: 5000 },
    );
  });

  it("is bit-identical to Number when a shortest form gets further digits", () => {
    const double = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(double, fc.integer({ min: 15, max: 20 }), (value, precision) => {
        const text = value.toPrecision(precision);
        expect(Object.is(parse(text), Number(text))).toBe(true);
      }),
      { seed: 20240105, numRuns: 20000 },
    );
  });

  it("says where it stopped, so that the next cell is read from there", () => {
    const bytes = bytesOf("1.25,-3e2;4e");
    const view = new DataView(bytes.buffer);
    const scanner = new DecimalScanner();
    expect([scanner.scan(bytes, view, 0, bytes.length), scanner.end]).toEqual([1.25, 4]);
    expect([scanner.scan(bytes, view, 5, bytes.length), scanner.end]).toEqual([-300, 9]);
    expect([scanner.scan(bytes, view, 10, bytes.length), scanner.end]).toEqual([4, 11]);
    expect([scanner.scan(bytes, view, 9, bytes.length), scanner.end]).toEqual([Number.NaN, 9]);
  });

  it("does not look beyond the end it is given", () => {
    expect(parseDecimal(bytesOf("1.23456789"), 0, 4)).toBe(1.23);
    expect(parseDecimal(bytesOf("x-12345"), 1, 5)).toBe(-123);
  });
});
