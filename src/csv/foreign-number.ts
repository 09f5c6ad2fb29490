import { cellNumber } from "./cell-number.ts";
import type { Field } from "./cursor.ts";
import type { CsvSource } from "./source.ts";
import { cellPlace, quoted } from "./source.ts";

/** How numbers are written where they are not written as ours are. */
export interface NumberForm {
  readonly decimal: "." | ",";
  readonly thousands: string | undefined;
  /** Texts that stand for a missing number. */
  readonly missing: readonly string[];
}

/**
 * The number that a field spells in a form; undefined for a missing one. Groups of digits have three each. Throws the
 * source's error where it spells none.
 */
export function foreignNumber(source: CsvSource, field: Field, name: string, form: NumberForm): number | undefined {
  const { text } = field;
  if (text === "" || form.missing.includes(text)) return undefined;
  if (form.decimal === "." && form.thousands === undefined) return cellNumber(source, field, name);
  const parts = /^([+-]?)(\d[^eE]*)((?:[eE][+-]?\d+)?)$/.exec(text);
  const plain = parts === null ? undefined : plainText(parts[2]!, form);
  if (parts !== null && plain === undefined) throw notInForm(source, field, name, form);
  return cellNumber(source, parts === null ? field : { ...field, text: `${parts[1]}${plain}${parts[3]}` }, name);
}

/** Digits with a decimal point and nothing else; undefined where the text does not have the form. */
function plainText(text: string, { decimal, thousands }: NumberForm): string | undefined {
  const [whole, fraction, ...more] = text.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const groups = thousands === undefined ? [whole!] : whole!.split(thousands);
  const isGrouped = groups.every((group, i) => (i === 0 ? /^\d+$/ : /^\d{3}$/).test(group));
  if (!isGrouped || (groups.length > 1 && groups[0]!.length > 3)) return undefined;
  return fraction === undefined ? groups.join("") : `${groups.join("")}.${fraction}`;
}

function notInForm(source: CsvSource, { text, line, column }: Field, name: string, form: NumberForm): Error {
  const { decimal, thousands } = form;
  const grouped = thousands === undefined ? "no thousands separator" : `${quoted(thousands)} between groups of three`;
  return new source.error({
    what: "not a number in the form that the layout names",
    where: cellPlace(source.file, line, column, name),
    expected: `decimal ${quoted(decimal)}, ${grouped}`,
    actual: quoted(text),
  });
}
