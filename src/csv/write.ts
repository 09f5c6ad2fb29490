import type { LabelSeries, Panel } from "../model/panel.ts";
import { isMissing } from "../model/panel.ts";

/** Text goes out in pieces of about this many characters, so that a large table never stands in memory twice. */
const PIECE = 1 << 18;

/**
 * A panel as CSV text in pieces: header `date,<column>,…`, shortest decimals that read back as the same double
 * (−0 among them), nothing for a missing cell, `NaN`, `Infinity` and `-Infinity` for what is not finite.
 */
export function* panelCsv(table: Panel): Generator<string> {
  const width = table.columns.length;
  const { values, missing } = table;
  let text = `${["date", ...table.columns].map((name) => field(name)).join(",")}\n`;
  let cells = "";
  for (let t = 0; t < table.dates.length; t++) {
    const start = t * width;
    // A book held for a month is the same row 21 times: its text is made once.
    if (t === 0 || !sameRow(values, start, width) || missing !== undefined) {
      cells = "";
      for (let cell = start; cell < start + width; cell++) {
        cells += isMissing(table, cell) ? "," : `,${numberText(values[cell]!)}`;
      }
    }
    text += `${field(table.dates[t]!)}${cells}\n`;
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  yield text;
}

/** Labels as CSV text: nothing for a missing one, `""` for a text without letters. */
export function labelsCsv({ dates, column, labels }: LabelSeries): string {
  const rows = dates.map((date, t) => {
    const label = labels[t] ?? null;
    return `${field(date)},${label === null ? "" : label === "" ? '""' : field(label)}\n`;
  });
  return `date,${field(column)}\n${rows.join("")}`;
}

/** The shortest decimal that reads back as the same double; `-0` keeps its sign. */
export function numberText(value: number): string {
  return value === 0 && 1 / value < 0 ? "-0" : String(value);
}

/** A field as RFC 4180 wants it: in quotes where it holds a comma, a quote or a line end. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether the row that begins at `start` holds the very doubles of the row before. */
function sameRow(values: Float64Array, start: number, width: number): boolean {
  for (let cell = start; cell < start + width; cell++) {
    if (!Object.is(values[cell], values[cell - width])) return false;
  }
  return true;
}
