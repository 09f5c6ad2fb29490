import type { LabelSeries } from "../model/panel.ts";
import { checkDate, raggedRow } from "./complaints.ts";
import { CsvCursor } from "./cursor.ts";
import { readHeader } from "./header.ts";
import type { CsvSource } from "./source.ts";
import { cellPlace } from "./source.ts";

/**
 * Reads a table of one text a date: header `date,<column>`. An empty field is *missing*, `""` is a text without
 * letters. Malformed rows throw as in {@link readPanelCsv}.
 */
export function readLabelsCsv(source: CsvSource): LabelSeries {
  const cursor = new CsvCursor(source);
  const columns = readHeader(cursor, ["date"]);
  if (columns.length !== 1) {
    throw new source.error({
      what: "a table of labels has one column beside the date",
      where: cellPlace(source.file, 1, 1),
      expected: "2 fields",
      actual: `${columns.length + 1}`,
    });
  }
  const dates: string[] = [];
  const labels: (string | null)[] = [];
  while (!cursor.atEnd) {
    const fields = cursor.row();
    checkDate(source, fields[0]!);
    if (fields.length !== 2) throw raggedRow(source, fields, 2);
    const { text, quoted } = fields[1]!;
    dates.push(fields[0]!.text);
    labels.push(text === "" && !quoted ? null : text);
  }
  return { dates, column: columns[0]!, labels };
}
