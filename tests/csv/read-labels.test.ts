import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLabelsCsv } from "../../src/csv/read-labels.ts";
import { labelsCsv } from "../../src/csv/write.ts";
import { RunDirectoryError } from "../../src/model/errors.ts";

const read = (text: string) =>
  readLabelsCsv({
    bytes: new TextEncoder().encode(text),
    file: "allocator_regime_v1.csv",
    error: RunDirectoryError,
  });

describe("a table of labels", () => {
  it("has one label a date, or none", () => {
    expect(read('date,regime\n2024-01-02,NORMAL\n2024-01-03,\n2024-01-04,""\n2024-01-05,"A, B"')).toEqual({
      dates: ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"],
      column: "regime",
      labels: ["NORMAL", null, "", "A, B"],
    });
  });

  it.each([
    ["no label column", "date\n", "allocator_regime_v1.csv:1:1: a table of labels has one column beside the date"],
    ["a third column", "date,regime,why\n", "expected 2 fields, was 3"],
    ["a row of three", 'date,regime\n2024-01-02,"A\nB"\n2024-01-03,C,D\n', "allocator_regime_v1.csv:4:3: a row has"],
    ["a date that is none", "date,regime\nyesterday,NORMAL\n", "allocator_regime_v1.csv:2:1 (date): not a date"],
    ["nothing at all", "", "the file is empty"],
  ])("with %s is refused with file, line and column", (_, text, expected) => {
    expect(() => read(text)).toThrow(expected);
  });

  it("comes back as it was written", () => {
    const label = fc.option(fc.string({ unit: "grapheme", maxLength: 8 }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 5 }),
        fc.string({ unit: "grapheme", minLength: 1 }),
        (labels, column) => {
          const series = { dates: labels.map((_, t) => `2024-01-0${t + 1}`), column, labels };
          expect(read(labelsCsv(series))).toEqual(series);
        },
      ),
      { seed: 20240105, numRuns: 1000 },
    );
  });
});
