import type { LabelSeries, Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";

/**
 * A panel as a small text table: a header of `date` and columns, one row a date. `-` is an empty cell, `NaN` and
 * `Infinity` are what they say, and `#` begins a remark, e.g. to mark the bad rows.
 */
export function table(strings: TemplateStringsArray): Panel {
  const [header, ...rows] = cellsOf(strings);
  const columns = header!.slice(1);
  const values = new Float64Array(rows.length * columns.length);
  const missing = new Uint8Array(values.length);
  for (const [t, row] of rows.entries()) {
    if (row.length !== columns.length + 1) throw new Error(`row ${t + 1} of the table has ${row.length} cells`);
    for (const [i, text] of row.slice(1).entries()) {
      const cell = t * columns.length + i;
      values[cell] = text === "-" ? Number.NaN : Number(text);
      if (text === "-") missing[cell] = 1;
      else if (Number.isNaN(values[cell]) && text !== "NaN") throw new Error(`no number: ${text}`);
    }
  }
  const dates = rows.map((row) => row[0]!);
  return missing.includes(1) ? panel(dates, columns, values, missing) : panel(dates, columns, values);
}

/** A table of one word a date; `-` is an empty cell. */
export function labels(strings: TemplateStringsArray): LabelSeries {
  const [header, ...rows] = cellsOf(strings);
  return {
    dates: rows.map((row) => row[0]!),
    column: header![1]!,
    labels: rows.map((row) => (row[1] === "-" ? null : row[1]!)),
  };
}

function cellsOf(strings: TemplateStringsArray): string[][] {
  return strings
    .join("")
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "")
    .map((line) => line.split(/\s+/));
}
