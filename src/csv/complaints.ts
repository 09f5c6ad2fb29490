import { isIsoDate } from "../model/calendar.ts";
import type { Field } from "./cursor.ts";
import type { CsvSource } from "./source.ts";
import { cellPlace, quoted } from "./source.ts";

/** Throws the source's error when a row's first field is no calendar date `YYYY-MM-DD`. */
export function checkDate(source: CsvSource, { text, line, column }: Field): void {
  if (isIsoDate(text)) return;
  throw new source.error({
    what: text === "" ? "a row has no date" : "not a date",
    where: cellPlace(source.file, line, column, "date"),
    expected: "a calendar date YYYY-MM-DD",
    actual: quoted(text),
    ...hintOfDate(text),
  });
}

/** The error for a row that has another number of fields than the header. */
export function raggedRow(source: CsvSource, fields: readonly Field[], expected: number): Error {
  const { line, column } = fields.length > expected ? fields[expected]! : fields.at(-1)!;
  return new source.error({
    what: "a row has another number of fields than the header",
    where: cellPlace(source.file, line, column),
    expected: `${expected} fields`,
    actual: `${fields.length}`,
    hint:
      fields.length < expected
        ? "a missing cell is empty but keeps its comma; a short last row means that the file was cut off"
        : "a comma inside a field needs quotes; numbers have a decimal point and no thousands separator",
  });
}

function hintOfDate(text: string): { hint?: string } {
  if (text === "") return { hint: "remove blank lines" };
  if (isIsoDate(text.slice(0, 10))) return { hint: "write the date alone, without a time" };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { hint: "there is no such day" };
  return { hint: "write dates as in 2024-01-05" };
}
