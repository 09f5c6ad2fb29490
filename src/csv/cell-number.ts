import { parseDecimal } from "../numeric/parse-decimal.ts";
import type { Field } from "./cursor.ts";
import type { CsvSource } from "./source.ts";
import { cellPlace, quoted } from "./source.ts";

/** Numbers that are not finite, as Tieout, Python and C++ write them. They are read as such and judged later. */
const TOKENS: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["nan", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["inf", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
]);

const encoder = new TextEncoder();

/** The number that a field's text spells; throws the source's error where it spells none. */
export function cellNumber(source: CsvSource, field: Field, name: string): number {
  const { text, line, column } = field;
  const value = TOKENS.get(text) ?? parseDecimal(encoder.encode(text));
  if (!Number.isNaN(value) || TOKENS.has(text)) return value;
  throw new source.error({
    what: "not a number",
    where: cellPlace(source.file, line, column, name),
    expected: "a decimal number, or an empty cell for a missing one",
    actual: quoted(text),
    ...hintOf(text),
  });
}

function hintOf(text: string): { hint?: string } {
  if (/^\s|\s$/.test(text)) return { hint: "remove the blanks around it" };
  if (/^[+-]?\d+,\d+$/.test(text))
    return { hint: "write a decimal point, and no thousands separator; a layout may name them (--layout)" };
  if (/^[+-]?\d{1,3}([ _',.\u00a0\u202f]\d{3})+([.,]\d+)?$/.test(text) || /^\d[\d_]*$/.test(text)) {
    return { hint: "write numbers without thousands separators; a layout may name them (--layout)" };
  }
  if (/^(n\/?a|null|none|missing|-+|\.)$/i.test(text)) return { hint: "leave a missing cell empty" };
  if (/%$/.test(text)) return { hint: "write a percentage as a fraction: 5% is 0.05" };
  return {};
}
