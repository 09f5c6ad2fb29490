import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readLabelsCsv } from "../../src/csv/read-labels.ts";
import { readPanelCsv } from "../../src/csv/read-panel.ts";
import { CsvRows } from "../../src/csv/rows.ts";
import type { ByteStream } from "../../src/csv/source.ts";
import { TableBuilder } from "../../src/csv/table-builder.ts";
import { WINDOW } from "../../src/csv/window.ts";
import { RunDirectoryError } from "../../src/model/errors.ts";

/** A text as a stream that hands out a few bytes at a time, and counts the most that were asked to be held. */
function streamOf(text: string, most = 65_536): ByteStream & { held: number } {
  const bytes = new TextEncoder().encode(text);
  let done = 0;
  return {
    size: bytes.length,
    held: 0,
    read(into, at) {
      this.held = Math.max(this.held, into.length);
      const came = bytes.subarray(done, done + Math.min(most, into.length - at));
      into.set(came, at);
      done += came.length;
      return came.length;
    },
  };
}

const source = (bytes: ByteStream | Uint8Array) => ({ bytes, file: "w.csv", error: RunDirectoryError });
const whole = (text: string) => readPanelCsv(source(new TextEncoder().encode(text)));

/** What two tables are told apart by, in a few texts: comparing a million cells one by one would take long. */
function sketch({ panel, firstLine }: ReturnType<typeof whole>) {
  const bytes = (array: Float64Array | Uint8Array | undefined) =>
    array === undefined ? "none" : createHash("md5").update(array).digest("hex");
  const { dates, columns, values, missing } = panel;
  return [
    firstLine,
    dates.join(" "),
    createHash("md5").update(columns.join("|")).digest("hex"),
    bytes(values),
    bytes(missing),
  ];
}

function day(t: number): string {
  return new Date(t * 86_400_000).toISOString().slice(0, 10);
}

/** Rows of all kinds, several windows of them: plain, quoted, empty, repeated, with CRLF. */
function longText(width: number, rows: number): string {
  const lines = [`date,"two\nlines",${Array.from({ length: width - 1 }, (_, i) => `A${i}`).join(",")}`];
  for (let t = 0; t < rows; t++) {
    const cells = Array.from({ length: width }, (_, i) => {
      if ((t + i) % 101 === 0) return "";
      return (t + i) % 97 === 0 ? `"${i / 7}"` : String(((t % 5 === 0 ? 1 : t) * (i + 1)) / 7);
    });
    lines.push(`${day(t)},${cells.join(",")}${t % 13 === 0 ? "\r" : ""}`);
  }
  return lines.join("\n");
}

describe("a file larger than the window", () => {
  it("reads as it would in one piece, and only a window of it is held", () => {
    const text = longText(40, 6000);
    expect(text.length).toBeGreaterThan(3 * WINDOW);
    const stream = streamOf(text);
    expect(sketch(readPanelCsv(source(stream)))).toEqual(sketch(whole(text)));
    expect(stream.held).toBeLessThanOrEqual(WINDOW);
  });

  it("may have lines longer than the window, quoted line ends across windows, and more rows than its beginning suggests", () => {
    const header = `date,${Array.from({ length: 200_000 }, (_, i) => `A${i}`).join(",")}`;
    const row = `2024-01-02,${Array.from({ length: 200_000 }, (_, i) => i % 10).join(",")}`;
    expect(header.length).toBeGreaterThan(WINDOW);
    const text = `${header}\n${row}\n${row.replace("02,", "03,")}\n`;
    expect(sketch(readPanelCsv(source(streamOf(text))))).toEqual(sketch(whole(text)));
    const label = "x\n".repeat(WINDOW);
    const labels = readLabelsCsv(source(streamOf(`date,regime\n2024-01-02,"${label}"\n2024-01-03,B\n`)));
    expect(labels).toEqual({ dates: ["2024-01-02", "2024-01-03"], column: "regime", labels: [label, "B"] });
    const growing = `date,A\n${`2024-01-02,${"1".padEnd(200, "0")}e-199\n`.repeat(6000)}${"2024-01-03,2\n".repeat(20_000)}`;
    expect(sketch(readPanelCsv(source(streamOf(growing))))).toEqual(sketch(whole(growing)));
  });

  it("still names the line and column of what is wrong far down", () => {
    const text = `${longText(40, 6000)}\n2099-01-01,1,x\n`;
    const lines = text.split("\n").length - 1;
    expect(() => readPanelCsv(source(streamOf(text)))).toThrow(`w.csv:${lines}:3: a row has another number of fields`);
    const nul = `${longText(40, 6000)}\n2099-01-01,1,\0`;
    expect(() => readPanelCsv(source(streamOf(nul)))).toThrow(`w.csv:${lines}:3: a NUL byte`);
  });

  it("whose line never ends is refused before it fills the memory", () => {
    const endless: ByteStream = { size: 2 ** 33, read: (into, at) => into.fill(49, at).length - at };
    expect(() => readPanelCsv(source(endless))).toThrow(
      "w.csv:1:1: a line is too long: expected a line end within 64 MiB, was none",
    );
  });

  it("reads the same by the reader of other engines' files", () => {
    const text = longText(12, 12_000);
    expect(text.length).toBeGreaterThan(2 * WINDOW);
    const rows = new CsvRows(source(streamOf(text)), { decimal: ".", thousands: undefined, missing: [] });
    const { panel } = whole(text);
    let t = 0;
    for (; rows.next(); t++) {
      expect(rows.text(0)).toBe(panel.dates[t]);
      const value = rows.number(12, "A10");
      if (value === undefined ? panel.missing?.[t * 12 + 11] !== 1 : value !== panel.values[t * 12 + 11]) {
        expect.unreachable(`row ${t}`);
      }
    }
    expect(t).toBe(12_000);
  });
});

describe("a table that does not fit into memory", () => {
  it("is refused with the figure where it grows too large", () => {
    const builder = new TableBuilder(["A", "B"], 1000, source(new Uint8Array()), 4);
    for (const line of [2, 3]) {
      builder.room(line);
      builder.endRow("2024-01-02");
    }
    expect(() => builder.room(4)).toThrow(
      "w.csv:4:1: the table is too large: expected at most 4 numbers (2.9802322387695312e-8 GiB), was 2 rows of 2 columns, and more",
    );
  });
});
