import * as danfo from "danfojs-node";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "../../src/danfo/bridge.ts";
import { fromDataFrame, toDataFrame } from "../../src/danfo/bridge.ts";
import { isoDate } from "../../src/model/calendar.ts";
import type { Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";
import { TABLE_NAMES } from "../../src/model/run.ts";
import { smallRun } from "../support/reference-run.ts";
import { runOf } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const PROPERTY = { seed: 20240105, numRuns: 300 };

const frameOf = (returns: Panel) => toDataFrame(runOf({ tables: { returns } }), "returns", danfo);
const thereAndBack = (returns: Panel) => fromDataFrame(frameOf(returns), { float32: true });

/** Equal in every bit; NaN is NaN. Typed arrays compare by Object.is here, so −0 is not 0. */
function expectSame(actual: Panel, expected: Panel): void {
  expect(actual.dates).toEqual(expected.dates);
  expect(actual.columns).toEqual(expected.columns);
  expect(actual.values.length).toBe(expected.values.length);
  for (const [cell, value] of expected.values.entries()) {
    if (!Object.is(actual.values[cell], value)) expect.fail(`cell ${cell}: ${actual.values[cell]} is not ${value}`);
  }
  expect(actual.missing).toEqual(expected.missing);
}

/** Any doubles, one in ten missing. */
const anyPanel = fc
  .record({ width: fc.integer({ min: 1, max: 5 }), height: fc.integer({ min: 0, max: 12 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.option(fc.double(), { freq: 10, nil: undefined }), {
        minLength: width * height,
        maxLength: width * height,
      })
      .map((cells) => {
        const dates = Array.from({ length: height }, (_, t) => isoDate(19724 + t));
        const columns = ["ES", "T", "", "1", "Ω/β"].slice(0, width);
        const values = Float64Array.from(cells, (cell) => cell ?? Number.NaN);
        const missing = Uint8Array.from(cells, (cell) => (cell === undefined ? 1 : 0));
        return missing.includes(1) ? panel(dates, columns, values, missing) : panel(dates, columns, values);
      }),
  );

describe("a table as a DataFrame and back", () => {
  it("keeps every bit of any doubles, and knows the missing from NaN", () => {
    fc.assert(
      fc.property(anyPanel, (any) => expectSame(thereAndBack(any), any)),
      PROPERTY,
    );
  });

  it("keeps −0, subnormals, infinities and the last bit", () => {
    expectSame(
      thereAndBack(table`
      date        ES        TY
      2024-01-02  -0        5e-324
      2024-01-03  Infinity  -Infinity
      2024-01-04  0         -1.7976931348623157e308
      2024-01-05  NaN       -
      2024-01-08  0.1       0.30000000000000004`),
      table`
      date        ES        TY
      2024-01-02  -0        5e-324
      2024-01-03  Infinity  -Infinity
      2024-01-04  0         -1.7976931348623157e308
      2024-01-05  NaN       -
      2024-01-08  0.1       0.30000000000000004`,
    );
  });

  it("brings back every table of a run", () => {
    const run = smallRun();
    const tables = TABLE_NAMES.filter((name) => run.table(name) !== undefined);
    expect(tables.length).toBeGreaterThan(12);
    for (const name of tables) expectSame(fromDataFrame(toDataFrame(run, name, danfo)), run.table(name)!);
  });

  it("has the dates as index, and does not give the run's own arrays away", () => {
    const run = smallRun();
    const before = Float64Array.from(run.table("returns")!.values);
    const frame = toDataFrame(run, "returns", danfo);
    expect(frame.index).toEqual(run.table("returns")!.dates);
    expect(frame.columns).toEqual(["ES", "TY", "GC"]);
    (frame.values as number[][])[1]![0] = 99;
    frame.index[0] = "1999-01-01";
    expect(run.table("returns")!.values).toEqual(before);
    expect(run.table("returns")!.dates[0]).toBe("2024-01-02");
  });
});

describe("what danfo cannot hold is refused", () => {
  it.each([
    ["a date twice", panel(["2024-01-02", "2024-01-02"], ["ES"], Float64Array.of(1, 2)), 'no date twice.*"2024-01-02"'],
    ["a column twice", panel(["2024-01-02"], ["ES", "ES"], Float64Array.of(1, 2)), 'no column twice.*"ES"'],
    ["rows without columns", panel(["2024-01-02"], [], Float64Array.of()), "no rows without columns"],
    ["a method's name", panel(["2024-01-02"], ["sum"], Float64Array.of(1)), 'hide a part of the DataFrame.*"sum"'],
    [
      "a property's name",
      panel(["2024-01-02"], ["index"], Float64Array.of(1)),
      'hide a part of the DataFrame.*"index"',
    ],
    ["a field's name", panel(["2024-01-02"], ["$data"], Float64Array.of(1)), 'hide a part of the DataFrame.*"\\$data"'],
  ])("%s", (_, returns, message) => {
    expect(() => frameOf(returns)).toThrow(new RegExp(message, "s"));
  });

  it("a table that the run does not have", () => {
    expect(() => toDataFrame(runOf({}), "turnover", danfo)).toThrow(/no such table.*turnover|turnover.*no such table/s);
  });
});

describe("a frame that is no table of numbers is refused", () => {
  const dates = ["2024-01-02", "2024-01-03"];
  const frame = (values: unknown, index: (string | number)[] = dates): Frame => ({ values, index, columns: ["ES"] });

  it.each([
    ["a text", frame([[1], ["2"]]), '2024-01-03, ES.*"2"'],
    ["a truth value", frame([[true], [2]]), "2024-01-02, ES.*true"],
    ["a long row", frame([[1], [2, 3]]), "row 2.*1 cells.*2"],
    ["a Series' values", frame([1, 2]), "row 1.*1 cells.*number"],
    ["more dates than rows", frame([[1]]), "2 rows.*1"],
    ["numbered rows", frame([[1], [2]], [0, 1]), "row 1.*not dates.*0"],
  ])("%s", (_, given, message) => {
    expect(() => fromDataFrame(given)).toThrow(new RegExp(message, "s"));
  });

  it("but dates can be given for numbered rows, and null is a missing cell", () => {
    const read = fromDataFrame(frame([[null], [0.1]], [0, 1]), { dates });
    expectSame(read, panel(dates, ["ES"], Float64Array.of(Number.NaN, 0.1), Uint8Array.of(1, 0)));
  });

  it("what DataFrame arithmetic rounded is noticed, unless the loss is taken", () => {
    const returns = table`
      date        ES   TY
      2024-01-02  0.1  1.5
      2024-01-03  0.2  -`;
    const rounded = frameOf(returns).add(0.1) as Frame;
    expect(() => fromDataFrame(rounded)).toThrow(/rounded to float32/);
    expect([...fromDataFrame(rounded, { float32: true }).values.subarray(0, 3)]).toEqual([
      Math.fround(0.2),
      Math.fround(1.6),
      Math.fround(0.3),
    ]);
    expectSame(
      fromDataFrame(
        frameOf(table`
      date        ES
      2024-01-02  0.5
      2024-01-03  100.375
      2024-01-04  65536`),
      ),
      table`
      date        ES
      2024-01-02  0.5
      2024-01-03  100.375
      2024-01-04  65536`,
    );
  });

  it.each([
    [1 + 2 ** -15, false],
    [1 + 2 ** -16, true],
    [-(1 + 2 ** -16), true],
    [1 + 2 ** -23, true],
    [1 + 2 ** -24, false],
    [2 ** 17 + 1, false],
    [2 ** -149, false],
  ])("a lone %d is noticed: %s", (value, noticed) => {
    const read = () => fromDataFrame(frame([[value], [undefined]]));
    if (noticed) expect(read).toThrow(/float32/);
    else expect(read().values[0]).toBe(value);
  });
});

describe("danfo's arithmetic is as the bridge says", () => {
  it("float64 over Series, with NaN for what is missing; null it takes for 0", () => {
    const series = new danfo.Series([0.1, undefined, null]);
    expect((series.add(0.2) as danfo.Series).values).toEqual([0.30000000000000004, Number.NaN, 0.2]);
  });

  it("float32 over DataFrames, so that a difference of 3e-9 is its own and no finding", () => {
    const sum = frameOf(panel(["2024-01-02"], ["ES"], Float64Array.of(0.1))).add(0.1) as Frame;
    expect(sum.values).toEqual([[0.20000000298023224]]);
  });
});
