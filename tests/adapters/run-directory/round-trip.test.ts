import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRun } from "../../../src/adapters/run-directory/read.ts";
import { writeRun } from "../../../src/adapters/run-directory/write.ts";
import type { Panel } from "../../../src/model/panel.ts";
import type { Run, TableName } from "../../../src/model/run.ts";
import { DOCUMENT_NAMES, TABLE_NAMES } from "../../../src/model/run.ts";
import { type Parts, PROVENANCE, runOf, SMALL, temporaryFolder } from "./recorded.ts";

/** A table with its doubles as 64-bit patterns, so that −0 and 0 differ. */
const bitsOf = (table: Panel | undefined) =>
  table && {
    dates: table.dates,
    columns: table.columns,
    bits: [...new BigUint64Array(table.values.slice().buffer)],
    missing: table.missing && [...table.missing],
  };

function contentOf(run: Run) {
  return {
    info: { ...run.info, notExamined: undefined }, // the digest of the scenario is made up
    tables: TABLE_NAMES.map((name) => [name, bitsOf(run.table(name))]),
    regimes: run.regimes(),
    metrics: run.metrics(),
    log: run.log(),
    documents: DOCUMENT_NAMES.map((name) => [name, run.document(name)]),
  };
}

describe("a run written and read again", () => {
  it("is the same run", () => {
    const directory = join(temporaryFolder(), "run");
    writeRun(runOf(SMALL), directory, PROVENANCE);
    expect(contentOf(readRun(directory))).toEqual(contentOf(runOf(SMALL)));
  });

  it("is the same run where it has tables without rows, an empty log and no metrics", () => {
    const directory = join(temporaryFolder(), "run");
    const parts: Parts = {
      tables: { weights_post: { dates: [], columns: ["ES"], values: new Float64Array() } },
      log: [],
      metrics: {},
      documents: { allocator_precomputed_meta: null },
    };
    writeRun(runOf(parts), directory, PROVENANCE);
    expect(contentOf(readRun(directory))).toEqual(contentOf(runOf(parts)));
  });

  it("loses no bit of any double, no name and no line, whatever they are", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 5 });
    const odd = fc.constantFrom("a,b", '"', "two\nlines", "CR\r\nLF", " ", "date", "NaN", "__proto__");
    const figure = fc.oneof(
      fc.double(),
      fc.constantFrom(0, -0, 5e-324, 1e-320, -2.2250738585072014e-308, 1.7976931348623157e308, 0.1 + 0.2),
    );
    const cell = fc.option(figure, { nil: null, freq: 8 });
    const table = fc
      .tuple(fc.uniqueArray(fc.oneof(text, odd), { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 3 }))
      .chain(([columns, rows]) =>
        fc.array(cell, { minLength: rows * columns.length, maxLength: rows * columns.length }).map((cells): Panel => {
          const missing = Uint8Array.from(cells, (value) => (value === null ? 1 : 0));
          return {
            dates: cells.slice(0, rows).map((_, t) => `2024-01-0${3 - t}`),
            columns,
            values: Float64Array.from(cells, (value) => value ?? Number.NaN),
            ...(missing.includes(1) ? { missing } : {}),
          };
        }),
      );
    const line = fc.string({ unit: "grapheme", maxLength: 9 }).filter((each) => !/[\r\n]/.test(each));
    const parts = fc.record({
      tables: fc.dictionary(fc.constantFrom<TableName>(...TABLE_NAMES), table, { maxKeys: 3, noNullPrototype: true }),
      log: fc.array(line, { maxLength: 3 }),
      metrics: fc.dictionary(text, fc.oneof(figure, fc.constant(null), text), { maxKeys: 4, noNullPrototype: true }),
    });
    const directory = join(temporaryFolder(), "run");
    fc.assert(
      fc.property(parts, (each) => {
        rmSync(directory, { recursive: true, force: true });
        const run = runOf(each as Parts);
        writeRun(run, directory, PROVENANCE);
        expect(contentOf(readRun(directory))).toEqual(contentOf(run));
      }),
      { seed: 20240105, numRuns: 150 },
    );
  });
});
