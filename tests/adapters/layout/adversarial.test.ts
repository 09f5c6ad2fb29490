import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLayout } from "../../../src/adapters/layout/load.ts";
import { readRun } from "../../../src/adapters/run-directory/read.ts";
import { RunDirectoryError } from "../../../src/model/errors.ts";
import type { LayoutInput } from "../../../src/model/layout.ts";
import { temporaryFolder } from "../run-directory/recorded.ts";
import { folderOf, readBy, refusalOf, rowsOf } from "./foreign.ts";

const WIDE = { tables: { weights_post: { file: "w.csv" } } };
const LONG = {
  tables: { weights_post: { file: "w.csv", shape: "long", asset: "asset", value: "w" } },
} satisfies Omit<LayoutInput, "schema">;
const COMMAS = { ...WIDE, delimiter: ";", decimal: ",", thousands: "." } satisfies Omit<LayoutInput, "schema">;

const HEAD = "date,ES,ZN\n2024-01-02,1,2\n";

describe("another engine's CSV file with", () => {
  it.each([
    [
      "nothing in it",
      WIDE,
      "",
      "w.csv:1:1: the file is empty: expected a header (an interrupted write leaves an empty file; write it again)",
    ],
    [
      "a column twice",
      WIDE,
      "date,ES,ES\n",
      'w.csv:1:3 (ES): two columns have the same name: expected each column once, was "ES" in columns 2 and 3',
    ],
    [
      "a column without a name",
      WIDE,
      "date,ES,\n",
      'w.csv:1:3 (): a column has no name: expected a name (the index that pandas writes: date: "" where it holds the dates, else ignore: [""])',
    ],
    [
      "a short row",
      WIDE,
      `${HEAD}2024-01-03,1\n`,
      "w.csv:3:2: a row has another number of fields than the header: expected 3 fields, was 2",
    ],
    [
      "a long row",
      WIDE,
      `${HEAD}2024-01-03,1,2,3\n`,
      "w.csv:3:4: a row has another number of fields than the header: expected 3 fields, was 4",
    ],
    [
      "a decimal comma that nobody named",
      { ...WIDE, delimiter: ";" },
      "date;ES\n2024-01-02;1,5\n",
      'w.csv:2:2 (ES): not a number: expected a decimal number, or an empty cell for a missing one, was "1,5" (write a decimal point, and no thousands separator; a layout may name them (--layout))',
    ],
    [
      "a point where commas are named",
      COMMAS,
      "date;ES\n2024-01-02;1.5\n",
      'w.csv:2:2 (ES): not a number in the form that the layout names: expected decimal ",", "." between groups of three, was "1.5"',
    ],
    ["groups of another size", COMMAS, "date;ES\n2024-01-02;1.23.456,0\n", 'was "1.23.456,0"'],
    [
      "a word for a number",
      WIDE,
      `${HEAD}2024-01-03,NA,2\n`,
      'w.csv:3:2 (ES): not a number: expected a decimal number, or an empty cell for a missing one, was "NA" (leave a missing cell empty',
    ],
    [
      "a date in another form",
      WIDE,
      `${HEAD}03.01.2024,1,2\n`,
      'w.csv:3:1 (date): not a date: expected a calendar date YYYY-MM-DD, was "03.01.2024" (the layout names the form of dates, e.g. dates: %d.%m.%Y)',
    ],
    [
      "a day that does not exist",
      { ...WIDE, dates: "%d.%m.%Y" },
      "date,ES\n31.02.2024,1\n",
      'w.csv:2:1 (date): not a date: expected a date in the form %d.%m.%Y, was "31.02.2024"',
    ],
    ["a NUL byte", WIDE, `${HEAD}2024-01-03,1,\0`, "w.csv:3:3: a NUL byte"],
    ["a lone carriage return", WIDE, `${HEAD}2024-01-03,1\r,2\n`, "w.csv:3:2: a carriage return that ends no line"],
    ["a quote that never ends", WIDE, `${HEAD}2024-01-03,"1,2\n`, "w.csv:3:2: a quoted field never ends"],
    [
      "no asset in a row",
      LONG,
      "date,asset,w\n2024-01-02,,1\n",
      "w.csv:2:2 (asset): a row has no asset: expected a name",
    ],
  ] as const)("%s is refused by place", (_, layout, content, expected) => {
    expect(refusalOf(() => readBy(layout as Omit<LayoutInput, "schema">, { "w.csv": content }))).toContain(expected);
  });

  it.each([
    ["a byte order mark", "\ufeffdate,ES,ZN\n2024-01-02,1,2\n"],
    ["CRLF", "date,ES,ZN\r\n2024-01-02,1,2\r\n"],
    ["quotes", '"date","ES","ZN"\n"2024-01-02","1",2\n'],
    ["no line end at its end", "date,ES,ZN\n2024-01-02,1,2"],
  ])("%s reads as without", (_, content) => {
    expect(rowsOf(readBy(WIDE, { "w.csv": content }).table("weights_post"))).toEqual(["date ES ZN", "2024-01-02 1 2"]);
  });

  it("a header and no row has no row, and names that are no ASCII stay as they are", () => {
    expect(readBy(WIDE, { "w.csv": "date,ES\n" }).table("weights_post")?.dates).toEqual([]);
    expect(readBy(LONG, { "w.csv": "date,asset,w\n2024-01-02,日経 225,-inf\n" }).table("weights_post")).toMatchObject({
      columns: ["日経 225"],
      values: Float64Array.of(Number.NEGATIVE_INFINITY),
    });
  });

  it("any damage is read as it stands or refused with the file's name", () => {
    const good = 'day;asset;w\n02.01.2024;"E;S";1.234,5\n03.01.2024;ZN;-0,25\n';
    const layout = {
      ...COMMAS,
      dates: "%d.%m.%Y",
      tables: { weights_post: { ...LONG.tables.weights_post, date: "day" } },
    };
    const folder = folderOf({ "w.csv": good });
    const parsed = parseLayout({ schema: "tieout.layout/1", ...layout });
    expect(readRun(folder, parsed).table("weights_post")?.columns).toEqual(["E;S", "ZN"]);
    let refused = 0;
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.nat(5),
        fc.constantFrom("", ";", '"', "\n", "\r", ",", ".", "\0", "é", "-"),
        (at, cut, put) => {
          writeFileSync(join(folder, "w.csv"), good.slice(0, at) + put + good.slice(at + cut));
          try {
            readRun(folder, parsed);
          } catch (error) {
            expect(error).toBeInstanceOf(RunDirectoryError);
            expect((error as RunDirectoryError).message).toContain(join(folder, "w.csv"));
            refused++;
          }
        },
      ),
      { seed: 20240105, numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});

describe("followLinks", () => {
  it("reads through a link out of the folder, which is refused otherwise", () => {
    const shared = temporaryFolder();
    writeFileSync(join(shared, "market.csv"), "date,ES\n2024-01-02,0\n");
    const folder = folderOf({ "run.log": "" });
    symlinkSync(join(shared, "market.csv"), join(folder, "returns.csv"));
    const layout = (followLinks: boolean) => parseLayout({ schema: "tieout.layout/1", followLinks });
    expect(readRun(folder, layout(true)).table("returns")?.columns).toEqual(["ES"]);
    expect(refusalOf(() => readRun(folder, layout(false)))).toContain("returns.csv: a link leads out of the folder");
  });
});
