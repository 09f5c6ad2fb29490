import type { CsvCursor, Field } from "./cursor.ts";
import { cellPlace, quoted } from "./source.ts";

/**
 * Reads a table's header: the date column's name, which must be one of `dateNames`, then the names of the others,
 * each of which must be there and be there once.
 */
export function readHeader(cursor: CsvCursor, dateNames: readonly string[]): readonly string[] {
  const { file, error: CsvError } = cursor.source;
  if (cursor.atEnd) {
    throw new CsvError({
      what: "the file is empty",
      where: cellPlace(file, 1, 1),
      expected: `a header that begins with ${dateNames[0]}`,
      hint: "an interrupted write leaves an empty file; write it again",
    });
  }
  const fields = cursor.row();
  const [first, ...others] = fields;
  if (first === undefined || !dateNames.includes(first.text)) throw wrongFirst(cursor, fields, dateNames);
  const columnOf = new Map<string, number>();
  for (const { text, line, column } of others) {
    if (text === "") {
      throw new CsvError({ what: "a column has no name", where: cellPlace(file, line, column), expected: "a name" });
    }
    const earlier = columnOf.get(text);
    if (earlier !== undefined) {
      throw new CsvError({
        what: "two columns have the same name",
        where: cellPlace(file, line, column, text),
        expected: "each column once",
        actual: `${quoted(text)} in columns ${earlier} and ${column}`,
      });
    }
    columnOf.set(text, column);
  }
  return others.map(({ text }) => text);
}

function wrongFirst(cursor: CsvCursor, fields: readonly Field[], dateNames: readonly string[]): Error {
  const text = fields[0]?.text ?? "";
  const delimiter = fields.length === 1 ? /[;\t|]/.exec(text)?.[0] : undefined;
  return new cursor.source.error({
    what: "the header does not begin with the date column",
    where: cellPlace(cursor.source.file, 1, 1),
    expected: dateNames.join(" or "),
    actual: quoted(text),
    ...hintFor(fields, delimiter, dateNames),
  });
}

/** What a reader of another engine's file may have to say: how fields are separated, or what the column is called. */
function hintFor(
  fields: readonly Field[],
  delimiter: string | undefined,
  dateNames: readonly string[],
): { readonly hint?: string } {
  if (delimiter !== undefined) {
    const hint = `fields are separated by commas, not by ${JSON.stringify(delimiter)}; another engine's files are read by a layout (--layout)`;
    return { hint };
  }
  const isTable = fields.length > 1 && dateNames.length === 1; // prices may have one of two names, and no layout
  if (!isTable) return {};
  return {
    hint: `write ${dateNames[0]}, or say in a layout how the column is called: date: ${JSON.stringify(fields[0]!.text)} (\`tieout layout DIR\` proposes one)`,
  };
}
