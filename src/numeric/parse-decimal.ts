/**
 * Decimal text to the nearest double, straight from bytes and bit-identical to `Number(text)`.
 *
 * Up to 15 digits are an exact integer, and its one division by an exact power of ten rounds once (Clinger 1990, "How
 * to read floating point numbers accurately"). With 16 to 19 digits, as shortest round-trip decimals have, the value
 * is the unevaluated sum of a product and what its rounding lost (Dekker 1971, "A floating-point technique for
 * extending the available precision"); where both ends of its error interval round to the same double, that is the
 * answer. Everything else is left to `Number`.
 */

const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const EXPONENT = 101;

/** 10^k for k = 0…22: the powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
const SPLITTER = 134217729; // 2²⁷ + 1 splits a double into two halves whose products are exact
/** 10^−k as the sum of two doubles, and the first one's high half. */
const INVERSES = Float64Array.from({ length: 23 }, (_, k) => Number(`1e-${k}`));
const INVERSES_HIGH = INVERSES.map(highHalf);
const INVERSES_REST = INVERSES.map((inverse, k) => {
  const power = POWERS[k]!;
  const product = inverse * power;
  return (1 - product - productError(inverse, power, highHalf(power), product)) / power;
});
/** Integers below are exact in a double. */
const LARGEST_EXACT = 2 ** 53;
/** As many digits as are an exact integer in a double, whatever they are. */
const HIGH_DIGITS = 15;
const MOST_DIGITS = 19;
/**
 * Bounds the relative error of the product below. Its last term, at most 10⁻¹¹ of the first because that has 12 digits
 * or more, is rounded twice, and so is the sum: 2⁻³⁶ · 2⁻⁵¹, with a factor of 4 to spare.
 */
const PRODUCT_ERROR = 2 ** -85;

/** Reads decimals out of bytes one after the other, without allocating. */
export class DecimalScanner {
  /** Where the last scan stopped: the first byte that is no part of the number. */
  end = 0;

  /**
   * The number that starts at `from`: sign, digits, point and exponent; NaN, and `end === from`, where none starts.
   * `view` is a DataView over the same bytes. Never looks at or beyond `limit`.
   */
  scan(bytes: Uint8Array, view: DataView, from: number, limit: number): number {
    let at = from;
    let byte = at < limit ? bytes[at]! : 0;
    const negative = byte === MINUS;
    if (negative || byte === PLUS) byte = ++at < limit ? bytes[at]! : 0;

    const first = at;
    let high = 0;
    while (byte >= ZERO && byte <= NINE) {
      high = high * 10 + (byte - ZERO);
      byte = ++at < limit ? bytes[at]! : 0;
    }
    let digits = at - first;
    let low = 0;
    let lowDigits = 0;
    let decimals = 0;
    if (byte === POINT && digits > 0 && digits <= HIGH_DIGITS) {
      const point = at++;
      if (high === 0) {
        while (at < limit && bytes[at] === ZERO) at++;
        digits = 0;
      }
      while (at + 4 <= limit && digits <= MOST_DIGITS - 4) {
        const four = fourDigits(view.getInt32(at, true));
        if (four < 0) break;
        if (digits <= HIGH_DIGITS - 4) {
          high = high * 10000 + four;
        } else {
          low = low * 10000 + four;
          lowDigits += 4;
        }
        digits += 4;
        at += 4;
      }
      byte = at < limit ? bytes[at]! : 0;
      while (byte >= ZERO && byte <= NINE) {
        low = low * 10 + (byte - ZERO);
        lowDigits++;
        digits++;
        byte = ++at < limit ? bytes[at]! : 0;
      }
      decimals = at - point - 1;
    }
    const plain = digits <= MOST_DIGITS && (lowDigits > 0 || digits <= HIGH_DIGITS) && byte !== POINT;
    if (at === first || !plain || (byte | 32) === EXPONENT) return this.#general(bytes, from, limit);
    this.end = at;
    const value = quotientOf(high, low, lowDigits, decimals);
    return Number.isNaN(value) ? numberOf(bytes, from, at) : negative ? -value : value;
  }

  /** Any decimal at all, by its grammar, left to `Number`. */
  #general(bytes: Uint8Array, from: number, limit: number): number {
    let at = from;
    if (at < limit && (bytes[at] === MINUS || bytes[at] === PLUS)) at++;
    let digits = -at;
    at = skipDigits(bytes, at, limit);
    digits += at;
    if (at < limit && bytes[at] === POINT) {
      const fractionEnd = skipDigits(bytes, at + 1, limit);
      digits += fractionEnd - at - 1;
      at = fractionEnd;
    }
    if (digits === 0) {
      this.end = from;
      return Number.NaN;
    }
    if (at < limit && (bytes[at]! | 32) === EXPONENT) {
      const signed = at + 1 < limit && (bytes[at + 1] === MINUS || bytes[at + 1] === PLUS);
      const start = signed ? at + 2 : at + 1;
      const exponentEnd = skipDigits(bytes, start, limit);
      if (exponentEnd > start) at = exponentEnd;
    }
    this.end = at;
    return numberOf(bytes, from, at);
  }
}

const scanner = new DecimalScanner();

/** The double nearest to the decimal in `bytes[from..to)`; NaN when that is not one decimal number and nothing else. */
export function parseDecimal(bytes: Uint8Array, from = 0, to = bytes.length): number {
  const value = scanner.scan(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), from, to);
  return scanner.end === to ? value : Number.NaN;
}

/** Four ASCII digits in one little-endian word as a number, −1 where one of the four bytes is no digit. */
function fourDigits(word: number): number {
  if (((word & 0xf0f0f0f0) | (((word + 0x06060606) & 0xf0f0f0f0) >>> 4)) !== 0x33333333) return -1;
  const pairs = Math.imul(word & 0x0f0f0f0f, 2561) >>> 8; // 10 · first + second, for both pairs at once
  return Math.imul(pairs & 0x00ff00ff, 6553601) >>> 16; // 100 · first pair + second pair
}

/** (high · 10^lowDigits + low) / 10^power, rounded once; NaN where this arithmetic cannot tell which way. */
function quotientOf(high: number, low: number, lowDigits: number, power: number): number {
  if (power > 22) return high + low === 0 ? 0 : Number.NaN;
  const integer = high * POWERS[lowDigits]! + low;
  if (integer < LARGEST_EXACT) return integer / POWERS[power]!;
  const shift = power - lowDigits;
  const inverse = INVERSES[shift]!;
  const product = high * inverse;
  const rest =
    productError(high, inverse, INVERSES_HIGH[shift]!, product) + high * INVERSES_REST[shift]! + low * INVERSES[power]!;
  const error = product * PRODUCT_ERROR;
  const below = product + (rest - error);
  return below === product + (rest + error) ? below : Number.NaN;
}

/** a·b − product, exactly (Dekker): what the rounding of a product lost. `bHigh` is the high half of b. */
function productError(a: number, b: number, bHigh: number, product: number): number {
  const aHigh = highHalf(a);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function highHalf(value: number): number {
  const spread = SPLITTER * value;
  return spread - (spread - value);
}

function skipDigits(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && bytes[at]! >= ZERO && bytes[at]! <= NINE) at++;
  return at;
}

function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let text = "";
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]!);
  return Number(text);
}
