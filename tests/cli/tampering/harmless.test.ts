import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RecordedFolder, recordedCase } from "./recorded-folder.ts";

/** Other ways of writing the same run, by another honest writer: no false alarm, and what is not read is named. */

const folder = mkdtempSync(join(tmpdir(), "tieout-harmless-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let recorded: string;
beforeAll(async () => {
  recorded = await recordedCase(folder, "futures-13-layers");
});

const NUMERIC = (run: RecordedFolder) => run.names(".csv").filter((file) => file !== "allocator_regime_v1.csv");
const everyTable = (change: (text: string) => string) => (run: RecordedFolder) => {
  for (const file of run.names(".csv")) run.put(file, change(run.text(file)));
};
const everyNumber = (change: (value: number) => string) => (run: RecordedFolder) => {
  for (const file of NUMERIC(run)) run.numbers(file, (text) => change(Number(text)));
};
const columnTo = (file: string, name: string) => (run: RecordedFolder) =>
  run.table(file, (rows) => rows.map((cells, k) => [...cells, k === 0 ? name : "0.5"]));

describe("a run is the same", () => {
  it.each<[string, (run: RecordedFolder) => void]>([
    ["with CRLF", everyTable((text) => text.replaceAll("\n", "\r\n"))],
    ["with a byte order mark", everyTable((text) => `\ufeff${text}`)],
    ["without a last line end", everyTable((text) => text.trimEnd())],
    ["with everything in quotes", everyTable((text) => text.replace(/[^,\n]+/g, '"$&"'))],
    [
      "with columns in another order",
      (run) => {
        for (const file of run.names(".csv"))
          run.table(file, (rows) => rows.map(([date, ...cells]) => [date!, ...cells.reverse()]));
      },
    ],
    [
      "with columns in another order in one table alone",
      (run) => run.table("returns.csv", (rows) => rows.map(([date, ...cells]) => [date!, ...cells.reverse()])),
    ],
    [
      "with points and exponents as Python prints them",
      everyNumber((value) => (Number.isInteger(value) ? `${value}.0` : value.toExponential())),
    ],
    ["with 17 digits", everyNumber((value) => value.toPrecision(17))],
    ["with 15 digits, as a spreadsheet keeps", everyNumber((value) => String(Number(value.toPrecision(15))))],
    ["with −0 for 0", (run) => run.numbers("weights_daily.csv", (text) => (text === "0" ? "-0.0" : text))],
    [
      "with a clock before the log's lines, and others between them",
      (run) => run.log((lines) => lines.flatMap((line) => [`2024-01-01 10:00:00,123 INFO ${line}`, "DEBUG cache hit"])),
    ],
    [
      "with more in the log's lines",
      (run) => run.log((lines) => lines.map((line) => line.replace("assets=13", "assets=13, top=ES"))),
    ],
    [
      "with the keys of run.json in another order",
      (run) => {
        const entries = Object.entries(run.get("run.json", "config") as object).reverse();
        run.set("run.json", "config", Object.fromEntries(entries));
      },
    ],
    ["with an environment", (run) => run.set("run.json", "environment", { python: "3.12" })],
    ["with a seed", (run) => run.set("run.json", "seed", 42)],
    [
      "with conventions in one place",
      (run) => {
        run.set("run.json", "config.conventions", undefined);
        run.set("run.json", "configDigest", undefined);
      },
    ],
    ["without run.json", (run) => run.remove("run.json")],
  ])("%s", async (_name, change) => {
    const run = new RecordedFolder(recorded);
    change(run);
    run.declare();
    const { code, err, report } = await run.audit();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(report?.notExamined).toEqual([
      "the engine behind the run: only what it recorded was looked at",
      expect.stringMatching(/^run: allocator_state_v1\.csv: no more than whether they keep their bounds: \w+, \w+$/),
    ]);
  });

  it.each<[string, (run: RecordedFolder) => void, string]>([
    ["a file", (run) => run.put("notes.txt", "hello"), "run: notes.txt: no file of a run, and no layout maps it"],
    [
      "a column",
      columnTo("portfolio_returns.csv", "benchmark"),
      "run: portfolio_returns.csv: no more than whether they are numbers: benchmark",
    ],
    [
      "a feature",
      columnTo("allocator_state_v1.csv", "vix"),
      "run: allocator_state_v1.csv: no more than whether they are numbers: vix",
    ],
    [
      "a figure",
      (run) => run.set("metrics.json", "omega", 1.2),
      "run: metrics.json: the catalog has no formula for omega",
    ],
  ])("with %s more, which is named as not examined", async (_name, change, line) => {
    const run = new RecordedFolder(recorded);
    change(run);
    run.declare();
    const { code, report } = await run.audit();
    expect(code).toBe(0);
    expect(report?.notExamined).toContain(line);
  });
});

describe("a run in single precision", () => {
  it.each(["futures-13-compute", "sp500-precomputed", "us-stocks-drifting"])(
    "of %s passes under its profile",
    async (name) => {
      const run = new RecordedFolder(await recordedCase(folder, name));
      everyNumber((value) => String(Math.fround(value)))(run);
      run.declare();
      expect((await run.audit()).code).toBe(1);
      expect((await run.audit({ tolerances: { profile: "float32" } })).code).toBe(0);
    },
  );
});

describe("a run that cannot be read", () => {
  it.each<[string, (run: RecordedFolder) => void, RegExp]>([
    [
      "dates in another form",
      (run) => run.put("turnover.csv", run.text("turnover.csv").replace(/(\d+)-(\d+)-(\d+)/g, "$2/$3/$1")),
      /turnover\.csv:2:1 \(date\): not a date: .*write dates as in 2024-01-05/,
    ],
    [
      "dates with a time",
      (run) => run.put("turnover.csv", run.text("turnover.csv").replace(/^(\d[\d-]+)/gm, "$1 00:00:00")),
      /write the date alone, without a time/,
    ],
    [
      "a header of another writer",
      (run) => run.put("turnover.csv", run.text("turnover.csv").replace("date", "Date")),
      /expected date, was "Date" \(write date, or say in a layout how the column is called: date: "Date"/,
    ],
    [
      "semicolons",
      (run) => run.put("turnover.csv", run.text("turnover.csv").replaceAll(",", ";")),
      /fields are separated by commas, not by ";"/,
    ],
    [
      "blanks after commas",
      (run) => run.put("turnover.csv", run.text("turnover.csv").replaceAll(",", ", ")),
      /remove the blanks around it/,
    ],
    [
      "thousands separators",
      (run) => run.cell("turnover.csv", "turnover", () => '"1,024.5"'),
      /turnover\.csv:\d+:2 \(turnover\): not a number/,
    ],
    [
      "a blank line at its end",
      (run) => run.put("turnover.csv", `${run.text("turnover.csv")}\n`),
      /remove blank lines/,
    ],
    ["UTF-16", (run) => run.put("turnover.csv", Buffer.from(`\ufeff${run.text("turnover.csv")}`, "utf16le")), /UTF-16/],
    ["NUL bytes at its end", (run) => run.put("turnover.csv", `${run.text("turnover.csv")}\0\0\0`), /NUL/],
  ])("says where and what to do: %s", async (_name, change, said) => {
    const run = new RecordedFolder(recorded);
    change(run);
    run.declare();
    const { code, err } = await run.audit();
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });
});
