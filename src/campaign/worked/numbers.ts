import type { Figure } from "../../model/verdict.ts";
import { inFull } from "../../report/figures.ts";

/** Digits of a figure that nothing has to be told apart from. */
const DIGITS = 6;

/** A figure in as many digits as are of use, what is before the point in full: `0.1`, `1.0001`, `1048576`. */
export function short(value: number, digits = DIGITS): string {
  if (!Number.isFinite(value)) return String(value);
  const before = Math.floor(Math.log10(Math.abs(value))) + 1;
  return String(Number(value.toPrecision(Math.min(17, Math.max(digits, Number.isFinite(before) ? before : 1)))));
}

/** The fewest digits, of at least four, in which two figures differ; all 17 where they do not. */
export function digitsApart(a: Figure, b: Figure): number {
  if (typeof a !== "number" || typeof b !== "number") return DIGITS;
  for (let digits = 4; digits < 17; digits++) if (short(a, digits) !== short(b, digits)) return digits;
  return 17;
}

/** A figure or a text in the given digits. */
export function figureText(value: Figure, digits: number): string {
  return typeof value === "number" ? short(value, digits) : inFull(value);
}

/** A sentence with its long decimals cut to the given digits: nobody works with 17 of them by hand. */
export function shortenDecimals(text: string, digits: number): string {
  return text.replace(/-?\d+\.\d{4,}(?:e[+-]?\d+)?/g, (decimal) => short(Number(decimal), Math.max(digits, DIGITS)));
}
