import { existsSync, rmSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import { acceptGolden } from "../../src/golden/accept.ts";
import type { GoldenCase } from "../../src/golden/case.ts";
import { goldenRun } from "../../src/golden/case.ts";
import { diffRuns } from "../../src/golden/diff/diff-runs.ts";
import { divergences } from "../../src/golden/diff/divergence.ts";
import { tolerancesOf } from "../../src/golden/diff/headroom.ts";
import { compareCase } from "../../src/golden/golden.ts";
import { PARTS } from "../../src/golden/pipeline.ts";
import { readGolden } from "../../src/golden/store/read.ts";
import type { Acceptable } from "../../src/golden/store/write.ts";
import { RunDirectoryError } from "../../src/model/errors.ts";
import type { Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";
import type { Run, TableName } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { altered, DATES, run, withCopyOf } from "./support.ts";

/** All but NUL, which the reader of CSV refuses. */
const name = fc.string({ minLength: 1, maxLength: 6, unit: "binary" }).filter((text) => !text.includes("\0"));
const cell = fc.oneof(fc.double(), fc.constantFrom(-0, 5e-324, Number.NaN, Number.POSITIVE_INFINITY, 0.1));

const table: fc.Arbitrary<Panel> = fc
  .record({ columns: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), rows: fc.integer({ min: 0, max: 3 }) })
  .chain(({ columns, rows }) => {
    const size = columns.length * rows;
    return fc
      .tuple(
        fc.array(cell, { minLength: size, maxLength: size }),
        fc.array(fc.boolean(), { minLength: size, maxLength: size }),
      )
      .map(([values, missing]) => {
        const cells = Float64Array.from(values, (value, i) => (missing[i] === true ? Number.NaN : value));
        const mask = missing.includes(true) ? Uint8Array.from(missing, Number) : undefined;
        return panel(DATES.slice(0, rows), columns, cells, mask);
      });
  });

const parts = fc.record({
  weights_scaled: table,
  turnover: table,
  metrics: fc.dictionary(
    fc.constantFrom("sharpe", "cagr", "__proto__", "a.b"),
    fc.oneof(cell, fc.string(), fc.constant(null)),
  ),
  log: fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("a\nb", "c\r", "", "\u2028"))),
});

async function emptied(golden: GoldenCase): Promise<Acceptable> {
  const terms = { engine: referenceEngine, invariants: [], tolerances: { profile: "default" as const, tables: {} } };
  const compared = await compareCase(golden, terms);
  rmSync(goldenRun(golden), { recursive: true });
  return { golden, engine: compared.engine, ...compared.made! };
}

describe("a golden run of anything", () => {
  it("reads back to the bit, whatever its names, figures and lines", async () => {
    await withCopyOf("us-stocks-fixed", async (_, golden) => {
      const compared = await emptied(golden);
      fc.assert(
        fc.property(parts, ({ metrics, log, ...tables }) => {
          const any = run({ tables, metrics, log });
          rmSync(goldenRun(golden), { recursive: true, force: true });
          acceptGolden({ ...compared, run: any });
          const diffs = diffRuns(readGolden(golden)!.run, any, () => EXACT);
          expect(diffs.filter(({ rounded, changes }) => rounded > 0 || changes.total > 0)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    });
  });

  it("is not kept where it would not read back, and what was kept stays", async () => {
    await withCopyOf("us-stocks-fixed", async (_, golden) => {
      const compared = await emptied(golden);
      const keep = (log: readonly string[]) => () => acceptGolden({ ...compared, run: run({ log }) });
      expect(keep(["half a pair: \ud800"])).toThrow(RunDirectoryError);
      expect(existsSync(goldenRun(golden))).toBe(false);
      keep(["fine"])();
      expect(keep(["half a pair: \ud800"])).toThrow(/cannot be kept: it does not read back as it was/);
      expect(readGolden(golden)?.run.log()).toEqual(["fine"]);
    });
  });
});

describe("one figure changed anywhere", () => {
  it("is the first and only divergence, by date, asset and stage", async () => {
    await withCopyOf("us-stocks-drifting", async (_, golden) => {
      const before: Run = readGolden(golden)!.run;
      const tables = PARTS.flatMap((part) =>
        part.kind === "table" && before.table(part.name) !== undefined ? [part] : [],
      );
      fc.assert(
        fc.property(
          fc.constantFrom(...tables),
          fc.nat(),
          fc.double({ min: 1e-6, max: 1, noNaN: true }),
          (part, place, by) => {
            const original = before.table(part.name)!;
            const at = place % original.values.length;
            fc.pre(Number.isFinite(original.values[at]!));
            const values = original.values.slice();
            values[at] = values[at]! + by;
            const now = altered(before, {
              tables: { [part.name]: { ...original, values } } as Partial<Record<TableName, Panel>>,
            });
            const found = divergences(diffRuns(before, now, tolerancesOf()));
            const width = original.columns.length;
            expect(found).toEqual([
              expect.objectContaining({
                change: expect.objectContaining({
                  date: original.dates[Math.floor(at / width)],
                  asset: original.columns[at % width],
                  stage: part.stage,
                  artifact: part.file,
                }),
                beside: 0,
                follows: { changes: 0, artifacts: [] },
              }),
            ]);
          },
        ),
        { numRuns: 100 },
      );
    });
  });
});
