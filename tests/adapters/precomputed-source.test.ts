import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolvePrecomputed } from "../../src/adapters/precomputed-source.ts";
import { ConfigError } from "../../src/model/errors.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tieout-source-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = "date,risk_scalar_applied\n2024-01-05,1\n2024-02-05,0.5\n";

function config(source: unknown, rest: object = {}) {
  return { rebalance: "month", allocator: { mode: "precomputed", source, ...rest } };
}

/** What comes of a source file of this text. */
function fromFile(text: string): unknown {
  writeFileSync(join(folder, "scalars.csv"), text);
  return resolvePrecomputed(config({ file: "scalars.csv" }), folder);
}

describe("precomputed scalars from elsewhere", () => {
  it("come from a file, relative to the config's own folder", () => {
    expect(fromFile(GOOD)).toEqual({
      rebalance: "month",
      allocator: {
        mode: "precomputed",
        applied: [
          { date: "2024-01-05", risk_scalar_applied: 1 },
          { date: "2024-02-05", risk_scalar_applied: 0.5 },
        ],
      },
    });
  });

  it("come from a run, with the scalars of its sleeves where it has them", () => {
    mkdirSync(join(folder, "run"));
    writeFileSync(join(folder, "run", "allocator_risk_v1_applied.csv"), GOOD);
    const plain = resolvePrecomputed(config({ run: "run" }), folder) as { allocator: { applied: object[] } };
    expect(plain.allocator.applied[1]).toEqual({ date: "2024-02-05", risk_scalar_applied: 0.5 });
    writeFileSync(
      join(folder, "run", "allocator_sleeve_risk_v1_applied.csv"),
      "date,core,trend\n2024-02-05,0.5,0.25\n",
    );
    const sleeved = resolvePrecomputed(config({ run: "run" }), folder) as { allocator: { applied: object[] } };
    expect(sleeved.allocator.applied).toEqual([
      { date: "2024-01-05", risk_scalar_applied: 1 },
      { date: "2024-02-05", risk_scalar_applied: 0.5, sleeves: { core: 0.5, trend: 0.25 } },
    ]);
  });

  it("leaves every other config as it is", () => {
    for (const other of [
      undefined,
      7,
      {},
      { allocator: { mode: "off" } },
      { allocator: { mode: "precomputed", applied: [] } },
    ]) {
      expect(resolvePrecomputed(other, folder)).toBe(other);
    }
  });

  it.each([
    ["a date twice", "2024-01-05,1\n2024-01-05,1\n", /scalars.csv:3:1 \(date\): a date is repeated/],
    [
      "dates out of order",
      "2024-02-05,1\n2024-01-05,1\n",
      /:3:1 \(date\): the dates are not in order: expected a date after 2024-02-05/,
    ],
    [
      "a scalar of 0",
      "2024-01-05,0\n",
      /:2:2 \(risk_scalar_applied\): a scalar is out of range: expected a scalar in \(0, 1\], was 0/,
    ],
    ["a scalar above 1", "2024-01-05,1.01\n", /was 1.01/],
    ["a scalar that is NaN", "2024-01-05,NaN\n", /was NaN/],
    ["an empty cell", "2024-01-05,\n", /:2:2 \(risk_scalar_applied\): a scalar is missing.*an empty cell/],
    ["a text", "2024-01-05,low\n", /:2:2/],
  ])("refuses %s with file, line and column", (_, rows, message) => {
    const text = `date,risk_scalar_applied\n${rows}`;
    expect(() => fromFile(text)).toThrow(ConfigError);
    expect(() => fromFile(text)).toThrow(message);
  });

  it("refuses another table, a source that is not there, and one that is none", () => {
    expect(() => fromFile("date,scalar\n2024-01-05,1\n")).toThrow(/expected date,risk_scalar_applied, was date,scalar/);
    const resolved =
      (source: unknown, rest = {}) =>
      () =>
        resolvePrecomputed(config(source, rest), folder);
    expect(resolved({ file: "none.csv" })).toThrow(/none.csv: there is no such source of scalars/);
    expect(resolved({ file: "." })).toThrow(/cannot be read/);
    expect(resolved({ run: "nowhere" })).toThrow(/allocator_risk_v1_applied.csv: there is no such source/);
    for (const none of ["scalars.csv", {}, { file: 1 }, { url: "x" }, { file: "a", run: "b" }, null]) {
      expect(resolved(none)).toThrow(/config.allocator.source: not a source of scalars/);
    }
    expect(resolved({ file: "scalars.csv" }, { applied: [] })).toThrow(/scalars are given twice/);
  });
});
