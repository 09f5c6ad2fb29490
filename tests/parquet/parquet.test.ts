import { brotliCompressSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RunDirectoryError } from "../../src/model/errors.ts";
import { parquet, readBy, refusalOf, rowsOf } from "../adapters/layout/foreign.ts";

type Written = Parameters<typeof parquet>;

const DATE = { name: "date", type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" } as const;
const DAYS = { name: "date", data: [19724, 19725, 19726] };
const LAYOUT = { tables: { weights_post: { file: "w.parquet" } } };

/** A table of three dates and one column, read. */
function column(element: object, data: unknown[], options: Written[1] = {}): string[] {
  const file = parquet(
    [DAYS, { name: "ZT", data }] as Written[0],
    {
      schema: [{ name: "root", num_children: 2 }, DATE, { name: "ZT", repetition_type: "OPTIONAL", ...element }],
      ...options,
    } as Written[1],
  );
  return rowsOf(readBy(LAYOUT, { "w.parquet": file }).table("weights_post")).slice(1);
}

/** A table whose dates are such a column, read. */
function dates(element: object, data: unknown[], form?: string): string[] {
  const file = parquet(
    [
      { name: "date", data },
      { name: "ZT", data: data.map(() => 1.5) },
    ] as Written[0],
    {
      schema: [
        { name: "root", num_children: 2 },
        { name: "date", repetition_type: "REQUIRED", ...element },
        { name: "ZT", type: "DOUBLE", repetition_type: "REQUIRED" },
      ],
    } as Written[1],
  );
  const layout = form === undefined ? LAYOUT : { ...LAYOUT, dates: form };
  return [...readBy(layout, { "w.parquet": file }).table("weights_post")!.dates];
}

const values = (texts: readonly string[]) => texts.map((row) => row.split(" ")[1]);

describe("numbers in Parquet", () => {
  it("are read as they are: doubles, singles, whole numbers, decimals, halves", () => {
    expect(values(column({ type: "DOUBLE" }, [0.1, 5e-324, -0]))).toEqual(["0.1", "5e-324", "0"]);
    expect(values(column({ type: "FLOAT" }, [0.5, Math.fround(0.1), 1]))).toEqual([
      "0.5",
      String(Math.fround(0.1)),
      "1",
    ]);
    expect(values(column({ type: "INT32" }, [1, -2, 3]))).toEqual(["1", "-2", "3"]);
    expect(values(column({ type: "INT64" }, [1n, -2n, 2n ** 53n]))).toEqual(["1", "-2", "9007199254740992"]);
    const decimal = { type: "INT32", converted_type: "DECIMAL", scale: 2, precision: 9 };
    expect(values(column(decimal, [0.07, 123.45, -1.1]))).toEqual(["0.07", "123.45", "-1.1"]);
  });

  it("that are null are missing, a NaN stays one, and so do infinities", () => {
    expect(values(column({ type: "DOUBLE" }, [null, Number.NaN, -Infinity]))).toEqual(["–", "NaN", "-Infinity"]);
    expect(values(column({ type: "DOUBLE" }, [null, null, null]))).toEqual(["–", "–", "–"]);
  });

  it.each(["PLAIN", "BYTE_STREAM_SPLIT", "RLE_DICTIONARY"] as const)("may be encoded as %s", (encoding) => {
    const data = [0.25, null, 0.25];
    const file = parquet(
      [DAYS, { name: "ZT", data, encoding }] as Written[0],
      {
        schema: [{ name: "root", num_children: 2 }, DATE, { name: "ZT", type: "DOUBLE", repetition_type: "OPTIONAL" }],
      } as Written[1],
    );
    expect(values(rowsOf(readBy(LAYOUT, { "w.parquet": file }).table("weights_post")).slice(1))).toEqual([
      "0.25",
      "–",
      "0.25",
    ]);
  });

  it.each([
    ["UNCOMPRESSED", undefined],
    ["SNAPPY", undefined],
    ["GZIP", (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))],
    ["BROTLI", (bytes: Uint8Array) => new Uint8Array(brotliCompressSync(bytes))],
    ["LZ4_RAW", storedLz4],
    ["ZSTD", storedZstd],
  ] as const)("may be compressed with %s, in several row groups", (codec, compress) => {
    const options = compress === undefined ? { codec } : { codec, compressors: { [codec]: compress } };
    expect(
      values(column({ type: "DOUBLE" }, [0.25, null, 0.5], { ...options, rowGroupSize: 2 } as Written[1])),
    ).toEqual(["0.25", "–", "0.5"]);
  });

  it.each([
    [
      { type: "BOOLEAN" },
      [true, false, true],
      'w.parquet (column "ZT"): not a column of numbers: expected DOUBLE, FLOAT, whole numbers or DECIMAL, was BOOLEAN',
    ],
    [
      { type: "BYTE_ARRAY", converted_type: "UTF8" },
      ["1", "2", "3"],
      "was BYTE_ARRAY (UTF8) (let the engine write numbers as float64",
    ],
    [{ type: "INT64", converted_type: "TIMESTAMP_MILLIS" }, [1n, 2n, 3n], "was INT64 (TIMESTAMP_MILLIS)"],
    [
      { type: "INT64" },
      [1n, 2n, 2n ** 53n + 1n],
      "a whole number that a double cannot hold: expected at most 2^53, was 9007199254740993",
    ],
  ])("that are none are refused: %j", (element, data, expected) => {
    expect(refusalOf(() => column(element, data))).toContain(expected);
  });

  it("in a nested column are refused, and read over where the layout ignores it", () => {
    const file = parquet(
      [
        { ...DAYS, data: DAYS.data.slice(0, 2) },
        { name: "ZT", data: [[1], [2]] },
      ] as Written[0],
      {
        schema: [
          { name: "root", num_children: 2 },
          DATE,
          { name: "ZT", converted_type: "LIST", num_children: 1, repetition_type: "OPTIONAL" },
          { name: "list", num_children: 1, repetition_type: "REPEATED" },
          { name: "element", type: "DOUBLE", repetition_type: "OPTIONAL" },
        ],
      } as Written[1],
    );
    expect(refusalOf(() => readBy(LAYOUT, { "w.parquet": file }))).toBe(
      'w.parquet (column "ZT"): a nested column: expected one number, date or text a row, was a list, a map or a struct' +
        " (write its parts as columns of their own, or name it under ignore in the layout)",
    );
    const ignoring = { tables: { weights_post: { file: "w.parquet", ignore: ["ZT"] } } };
    expect(readBy(ignoring, { "w.parquet": file }).table("weights_post")?.columns).toEqual([]);
  });
});

describe("dates in Parquet", () => {
  const midnight = 19725n * 86_400n;
  const stamp = (unit: string, isAdjustedToUTC = false) => ({
    type: "INT64",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC, unit },
  });

  it("may be days, or timestamps at midnight in any unit", () => {
    expect(dates({ type: "INT32", converted_type: "DATE" }, [19725, -1])).toEqual(["2024-01-03", "1969-12-31"]);
    expect(dates(stamp("MILLIS"), [midnight * 1000n])).toEqual(["2024-01-03"]);
    expect(dates(stamp("MICROS"), [midnight * 1_000_000n])).toEqual(["2024-01-03"]);
    expect(dates(stamp("NANOS", true), [midnight * 1_000_000_000n, -86_400n * 1_000_000_000n])).toEqual([
      "2024-01-03",
      "1969-12-31",
    ]);
  });

  it("may be texts or whole numbers in a form that the layout names", () => {
    expect(dates({ type: "BYTE_ARRAY", converted_type: "UTF8" }, ["2024-01-03"])).toEqual(["2024-01-03"]);
    expect(dates({ type: "INT64" }, [20240103n], "%Y%m%d")).toEqual(["2024-01-03"]);
    expect(dates({ type: "INT64" }, [midnight * 1000n], "epoch-ms")).toEqual(["2024-01-03"]);
  });

  it("with a time of day are refused, so that no time zone moves a day, unless the layout says utc-day", () => {
    const berlin = (midnight - 3600n) * 1_000_000n;
    expect(refusalOf(() => dates(stamp("MICROS", true), [berlin]))).toBe(
      'w.parquet (column "date", row 1): a timestamp with a time of day: expected a date, or midnight, was 2024-01-02 23:00:00 UTC' +
        ' (write dates (pandas: index.date); dates: "utc-day" in the layout takes the day as it is in UTC)',
    );
    expect(dates(stamp("MICROS", true), [berlin], "utc-day")).toEqual(["2024-01-02"]);
  });

  it("as INT96, which Spark wrote, are read too", () => {
    // As the writer knows no INT96: its three words put where twelve fixed bytes stand, and the type changed in the footer.
    const bytes = new Uint8Array(12);
    new DataView(bytes.buffer).setInt32(8, 2_440_588 + 19725, true);
    const file = parquet(
      [
        { name: "date", data: [bytes] },
        { name: "ZT", data: [1.5] },
      ] as Written[0],
      {
        codec: "UNCOMPRESSED",
        statistics: false,
        schema: [
          { name: "root", num_children: 2 },
          { name: "date", type: "FIXED_LEN_BYTE_ARRAY", type_length: 12, repetition_type: "REQUIRED" },
          { name: "ZT", type: "DOUBLE", repetition_type: "REQUIRED" },
        ],
      } as Written[1],
    );
    expect(rowsOf(readBy(LAYOUT, { "w.parquet": asInt96(file) }).table("weights_post"))).toEqual([
      "date ZT",
      "2024-01-03 1.5",
    ]);
  });

  it.each([
    [
      { type: "BYTE_ARRAY", converted_type: "UTF8" },
      ["03.01.2024"],
      'row 1): not a date: expected a calendar date YYYY-MM-DD, was "03.01.2024"',
    ],
    [{ type: "DOUBLE" }, [1.5], "a column of the wrong kind: expected texts or whole numbers, was DOUBLE"],
    [{ type: "INT32", converted_type: "DATE" }, [99_999_999], "was day 99999999 since 1970"],
  ])("that are none are refused: %j", (element, data, expected) => {
    expect(refusalOf(() => dates(element, data))).toContain(expected);
  });
});

describe("a damaged Parquet file", () => {
  const whole = parquet([
    { name: "date", data: ["2024-01-02", "2024-01-03"] },
    { name: "ZT", data: [0.5, 0.25] },
  ] as Written[0]);

  it.each([
    ["nothing in it", new Uint8Array(), "w.parquet: no Parquet file: expected at least 12 bytes, was 0 bytes"],
    [
      "text in it",
      new TextEncoder().encode("date,ZT\n2024-01-02,1\n"),
      'no Parquet file: expected PAR1 at the beginning, was date (a layout says what a file is: format: "csv" or "parquet")',
    ],
    ["its end cut off", whole.slice(0, -5), "the Parquet file is cut off: expected PAR1 at the end"],
    [
      "another length of its footer",
      withFooterLength(whole, 1 << 30),
      "the Parquet file is cut off: expected a footer within",
    ],
    ["an encrypted footer", withTail(whole, "PARE"), "an encrypted Parquet file: expected a plain one"],
  ])("with %s says so", (_, file, expected) => {
    expect(refusalOf(() => readBy(LAYOUT, { "w.parquet": file }))).toContain(expected);
  });

  it("is read as it stands or refused by name, and never breaks the reader", () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const file = whole.slice();
        file[at] = byte;
        try {
          readBy(LAYOUT, { "w.parquet": file });
        } catch (error) {
          expect(error).toBeInstanceOf(RunDirectoryError);
          refused++;
        }
      }),
      { seed: 20240105, numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});

function withTail(file: Uint8Array, tail: string): Uint8Array {
  const copy = file.slice();
  copy.set(new TextEncoder().encode(tail), copy.length - 4);
  return copy;
}

function withFooterLength(file: Uint8Array, length: number): Uint8Array {
  const copy = file.slice();
  new DataView(copy.buffer).setUint32(copy.length - 8, length, true);
  return copy;
}

/** The type of the first column, in the schema and in its chunk, made INT96 (thrift: 7 → 3, as zigzag 14 → 6). */
function asInt96(file: Uint8Array): Uint8Array {
  const copy = file.slice();
  const footer = copy.length - 8 - new DataView(copy.buffer).getUint32(copy.length - 8, true);
  let changed = 0;
  for (let at = footer; at < copy.length - 8; at++) {
    if (copy[at] === 0x15 && copy[at + 1] === 14 && changed < 2) {
      copy[at + 1] = 6;
      changed++;
    }
  }
  return copy;
}

/** An LZ4 block of literals alone. */
function storedLz4(bytes: Uint8Array): Uint8Array {
  const lengths: number[] = [];
  for (let rest = bytes.length - 15; rest >= 0; rest -= 255) lengths.push(Math.min(255, rest));
  return Uint8Array.from([Math.min(15, bytes.length) << 4, ...lengths, ...bytes]);
}

/** A Zstandard frame of one raw block. */
function storedZstd(bytes: Uint8Array): Uint8Array {
  const header = (bytes.length << 3) | 1;
  const size = [bytes.length & 0xff, (bytes.length >> 8) & 0xff, (bytes.length >> 16) & 0xff, 0];
  return Uint8Array.from([
    0x28,
    0xb5,
    0x2f,
    0xfd,
    0xa0,
    ...size,
    header & 0xff,
    (header >> 8) & 0xff,
    header >> 16,
    ...bytes,
  ]);
}
