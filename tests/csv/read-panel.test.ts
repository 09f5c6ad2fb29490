import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPanelCsv } from "../../src/csv/read-panel.ts";
import { panelCsv } from "../../src/csv/write.ts";
import { RunDirectoryError } from "../../src/model/errors.ts";
import type { Panel } from "../../src/model/panel.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array) =>
  readPanelCsv({
    bytes: typeof text === "string" ? bytesOf(text) : text,
    file: "weights_post.csv",
    error: RunDirectoryError,
  }).panel;

/** The error that reading a text raises, in one line. */
function complaint(text: string | Uint8Array): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof RunDirectoryError) return error.message;
    throw error;
  }
  throw new Error("it was read without complaint");
}

describe("a table read from CSV", () => {
  it("has its dates, columns and numbers in the order of the file", () => {
    const table = read("date,ES,ZN\n2024-01-02,0.5,-1e-3\n2024-01-03,1,0\n");
    expect(table.dates).toEqual(["2024-01-02", "2024-01-03"]);
    expect(table.columns).toEqual(["ES", "ZN"]);
    expect([...table.values]).toEqual([0.5, -0.001, 1, 0]);
    expect(table.missing).toBeUndefined();
  });

  it("may have rows in any order and dates repeated: that is for an invariant to judge", () => {
    expect(read("date,ES\n2024-01-03,1\n2024-01-02,2\n2024-01-02,3\n").dates).toEqual([
      "2024-01-03",
      "2024-01-02",
      "2024-01-02",
    ]);
  });

  it("keeps a missing cell apart from a recorded NaN", () => {
    const table = read("date,ES,ZN,ZB\n2024-01-02,,NaN,1\n2024-01-03,2,3,\n");
    expect([...table.values]).toEqual([Number.NaN, Number.NaN, 1, 2, 3, Number.NaN]);
    expect([...table.missing!]).toEqual([1, 0, 0, 0, 0, 1]);
  });

  it("reads what is not finite as such", () => {
    const table = read("date,a,b,c,d,e,f\n2024-01-02,NaN,nan,Infinity,inf,-Infinity,-inf\n");
    const inf = Number.POSITIVE_INFINITY;
    expect([...table.values]).toEqual([Number.NaN, Number.NaN, inf, inf, -inf, -inf]);
    expect(table.missing).toBeUndefined();
  });

  it.each([
    ["a byte order mark", "\ufeffdate,ES\n2024-01-02,1\n"],
    ["CRLF line ends", "date,ES\r\n2024-01-02,1\r\n"],
    ["no line end after the last row", "date,ES\n2024-01-02,1"],
    ["CRLF and no line end after the last row", "date,ES\r\n2024-01-02,1"],
    ["everything in quotes", '"date","ES"\n"2024-01-02","1"\n'],
    ["quotes around numbers and CRLF", 'date,ES\r\n2024-01-02,"1"\r\n'],
  ])("may have %s", (_, text) => {
    expect(read(text)).toEqual({ dates: ["2024-01-02"], columns: ["ES"], values: Float64Array.of(1) });
  });

  it("may name columns with commas, quotes and line ends, and still counts lines", () => {
    const text = 'date,"a,b","say ""hi""","two\nlines",é\n2024-01-02,1,2,3,4\n2024-01-03,1,2,x,4\n';
    expect(read(text.split("2024-01-03")[0]!).columns).toEqual(["a,b", 'say "hi"', "two\nlines", "é"]);
    expect(complaint(text)).toContain("weights_post.csv:4:4 (two\nlines): not a number");
  });

  it("may have no rows, or no columns beside the date", () => {
    expect(read("date,ES\n")).toEqual({ dates: [], columns: ["ES"], values: new Float64Array() });
    expect(read("date,ES")).toEqual({ dates: [], columns: ["ES"], values: new Float64Array() });
    expect(read("date\n2024-01-02\n")).toEqual({ dates: ["2024-01-02"], columns: [], values: new Float64Array() });
  });

  it("reads a wide book that stays the same as it reads any other", () => {
    const columns = Array.from({ length: 20 }, (_, i) => `A${i}`);
    const book = columns.map((_, i) => (i === 3 ? "" : i / 7)).join(",");
    const other = columns.map((_, i) => i / 3).join(",");
    const rows = [book, book, other, other, book, `${book}`].map((row, t) => `2024-01-0${t + 1},${row}\n`);
    const table = read(`date,${columns.join(",")}\n${rows.join("")}`);
    expect(table.dates).toHaveLength(6);
    expect(table.values.slice(0, 20)).toEqual(Float64Array.from(columns, (_, i) => (i === 3 ? Number.NaN : i / 7)));
    expect(table.values.slice(60, 80)).toEqual(Float64Array.from(columns, (_, i) => i / 3));
    expect(table.values.slice(100)).toEqual(table.values.slice(0, 20));
    expect(Array.from(table.missing!.keys()).filter((cell) => table.missing![cell] === 1)).toEqual([3, 23, 83, 103]);
  });

  it("keeps the mask right where a row needs a second, careful look", () => {
    const columns = Array.from({ length: 16 }, (_, i) => `A${i}`).join(",");
    const zeros = Array.from({ length: 15 }, () => "0").join(",");
    const table = read(`date,${columns}\n2024-01-02,,${zeros}\n2024-01-03,inf,${zeros}\n2024-01-04,,${zeros}\n`);
    expect([table.missing![0], table.missing![16], table.missing![32]]).toEqual([1, 0, 1]);
  });

  it("does not take a row whose number goes on for a repetition of the one before", () => {
    const columns = Array.from({ length: 16 }, (_, i) => `A${i}`).join(",");
    const ones = Array.from({ length: 16 }, () => "1").join(",");
    const table = read(`date,${columns}\n2024-01-02,${ones}\n2024-01-03,${ones}5\n2024-01-04,${ones}`);
    expect(table.values[31]).toBe(15);
    expect(table.values[47]).toBe(1);
  });
});

describe("a malformed table", () => {
  const header = "date,ES,ZN\n2024-01-02,1,2\n";

  it.each([
    ["an empty file", "", "weights_post.csv:1:1: the file is empty: expected a header that begins with date"],
    [
      "a wrong first header",
      "day,ES\n",
      '1:1: the header does not begin with the date column: expected date, was "day" (write date, or say in a layout how the column is called: date: "day"',
    ],
    ["another delimiter", "date;ES\n", 'fields are separated by commas, not by ";"'],
    [
      "a column twice",
      "date,ES,ZN,ES\n",
      '1:4 (ES): two columns have the same name: expected each column once, was "ES" in columns 2 and 4',
    ],
    ["a column without a name", "date,ES,\n", "1:3: a column has no name"],
    [
      "too few fields",
      `${header}2024-01-03,1\n`,
      "3:2: a row has another number of fields than the header: expected 3 fields, was 2",
    ],
    [
      "too many fields",
      `${header}2024-01-03,1,2,3\n`,
      "3:4: a row has another number of fields than the header: expected 3 fields, was 4",
    ],
    ["a decimal comma", `${header}2024-01-03,1,5,2\n`, "numbers have a decimal point"],
    ["a blank line", `${header}\n`, "3:1 (date): a row has no date"],
    ["a file cut off in a row", `${header}2024-01-03,0.`, "3:2: a row has another number of fields than the header"],
    [
      "a file cut off in a date",
      `${header}2024-0`,
      '3:1 (date): not a date: expected a calendar date YYYY-MM-DD, was "2024-0"',
    ],
    ["a file cut off in quotes", `${header}2024-01-03,"0.`, "3:2: a quoted field never ends"],
    ["a day that does not exist", `${header}2024-02-30,1,2\n`, "3:1 (date): not a date"],
    ["a date in another form", `${header}03/01/2024,1,2\n`, "write dates as in 2024-01-05"],
    ["a date with a time", `${header}2024-01-03 00:00:00,1,2\n`, "write the date alone"],
    [
      "a word",
      `${header}2024-01-03,1,two\n`,
      '3:3 (ZN): not a number: expected a decimal number, or an empty cell for a missing one, was "two"',
    ],
    ["two numbers in a cell", `${header}2024-01-03,1.5.2,2\n`, "3:2 (ES): not a number"],
    ["a quoted decimal comma", `${header}2024-01-03,"1,5",2\n`, "write a decimal point"],
    ["a thousands separator", `${header}2024-01-03,1_000,2\n`, "without thousands separators"],
    ["thousands and decimals", `${header}2024-01-03,"1,000.5",2\n`, "without thousands separators"],
    ["a blank before a number", `${header}2024-01-03, 1,2\n`, "3:2 (ES): not a number"],
    ["a word for missing", `${header}2024-01-03,N/A,2\n`, "leave a missing cell empty"],
    ["a percentage", `${header}2024-01-03,5%,2\n`, "5% is 0.05"],
    ["a hexadecimal number", `${header}2024-01-03,0x10,2\n`, "3:2 (ES): not a number"],
    ["an old Mac line end", "date,ES\r2024-01-02,1\r", "1:2: a carriage return that ends no line"],
    [
      "a quote inside a field",
      `${header}2024-01-03,1"2,2\n`,
      "3:2: a quote inside a field that does not begin with one",
    ],
    [
      "text after a quote",
      `${header}2024-01-03,"1"2,2\n`,
      '3:2: text after a closing quote: expected a comma or a line end, was "2"',
    ],
    ["a very long cell", `${header}2024-01-03,${"x".repeat(99)},2\n`, `was "${"x".repeat(39)}…"`],
  ])("with %s says so", (_, text, expected) => {
    expect(complaint(text)).toContain(expected);
  });

  it("in another encoding than UTF-8 says where", () => {
    expect(complaint(Uint8Array.of(...bytesOf("date,"), 0xe9, 10))).toContain("weights_post.csv:1:2: not valid UTF-8");
    expect(complaint(Uint8Array.of(0xff, 0xfe, 0x64, 0))).toContain("save the file as UTF-8");
    const cell = Uint8Array.of(...bytesOf("date,ES\n2024-01-02,"), 0xff, 10);
    expect(complaint(cell)).toContain("weights_post.csv:2:2: not valid UTF-8");
  });

  it("raises the error of whoever reads it", () => {
    const source = { bytes: bytesOf("date,ES\n2024-01-02,x\n"), file: "prices.csv", error: TypeError as never };
    expect(() => readPanelCsv(source)).toThrow(TypeError);
  });

  it("does not take the memory that a wide header and many blank lines would ask for", () => {
    const columns = Array.from({ length: 20_000 }, (_, i) => `A${i}`).join(",");
    expect(complaint(`date,${columns}\n${"\n".repeat(1_000_000)}`)).toContain("2:1 (date): a row has no date");
  });
});

describe("a table written as CSV and read again", () => {
  const cell = fc.oneof(
    { weight: 6, arbitrary: fc.double() },
    { weight: 2, arbitrary: fc.constantFrom(0, -0, 5e-324, -1e-320, 1e300, Number.NaN, Number.POSITIVE_INFINITY) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 });
  const odd = fc.constantFrom("a,b", 'a"b', "a\nb", "a\r\nb", " a ", "date", "__proto__", "\ufeffa", "#");
  const date = fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

  it("is the same, bit for bit, whatever its names and numbers", () => {
    const tables = fc.uniqueArray(fc.oneof(name, odd), { maxLength: 20 }).chain((columns) =>
      fc.record({
        columns: fc.constant(columns),
        rows: fc.array(fc.tuple(date, fc.array(cell, { minLength: columns.length, maxLength: columns.length })), {
          maxLength: 5,
        }),
        repeat: fc.integer({ min: 1, max: 3 }),
      }),
    );
    fc.assert(
      fc.property(tables, ({ columns, rows, repeat }) => {
        const all = rows.flatMap((row) => Array.from({ length: repeat }, () => row));
        const cells = all.flatMap(([, values]) => values);
        const missing = Uint8Array.from(cells, (value) => (value === null ? 1 : 0));
        const table: Panel = {
          dates: all.map(([date]) => date),
          columns,
          values: Float64Array.from(cells, (value) => value ?? Number.NaN),
          ...(missing.includes(1) ? { missing } : {}),
        };
        expect(read([...panelCsv(table)].join(""))).toEqual(table);
      }),
      { seed: 20240105, numRuns: 2000 },
    );
  });

  it("writes the shortest decimals, nothing for a missing cell, and quotes only where they are needed", () => {
    const values = Float64Array.of(0.1, -0, Number.NaN, Number.NaN, 1e21, Number.NEGATIVE_INFINITY);
    const table = { dates: ["2024-01-02", "2024-01-03"], columns: ["a", "b,c", 'd"e'], values };
    expect([...panelCsv({ ...table, missing: Uint8Array.of(0, 0, 1, 0, 0, 0) })].join("")).toBe(
      'date,a,"b,c","d""e"\n2024-01-02,0.1,-0,\n2024-01-03,NaN,1e+21,-Infinity\n',
    );
  });

  it("writes a large table in pieces that join to the whole", () => {
    const width = 40;
    const dates = Array.from({ length: 2000 }, (_, t) => new Date(t * 86_400_000).toISOString().slice(0, 10));
    const values = Float64Array.from({ length: dates.length * width }, (_, i) => i / 7);
    const table = { dates, columns: Array.from({ length: width }, (_, i) => `A${i}`), values };
    const pieces = [...panelCsv(table)];
    expect(pieces.length).toBeGreaterThan(1);
    expect(read(pieces.join(""))).toEqual(table);
  });
});
