import { describe, expect, it } from "vitest";
import { type PlainRun, runOfPlain } from "../../src/adapters/plain-run.ts";
import { parseConfig } from "../../src/model/config.ts";
import { EngineError } from "../../src/model/errors.ts";
import { isMissing } from "../../src/model/panel.ts";

const CONFIG = parseConfig({
  sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
  exposure: { kind: "none" },
});
const ENGINE = { name: "execsim", version: "1.4.0" };
const DATES = ["2024-01-02", "2024-01-03"];

function read(plain: unknown) {
  return runOfPlain(plain as PlainRun, ENGINE, CONFIG, ["ZT", "ES"]);
}

describe("a run from an engine's plain tables", () => {
  it("has its tables, metrics and log", () => {
    const run = read({
      tables: {
        weights_scaled: {
          dates: DATES,
          columns: ["ZT", "ES"],
          values: [
            [0.5, -0.5],
            [0, null],
          ],
        },
        allocator_regime_v1: { dates: DATES, columns: ["regime"], values: [["NORMAL"], [null]] },
      },
      metrics: { sharpe: 1 },
      log: ["hello"],
    });
    const table = run.table("weights_scaled")!;
    expect([...table.values]).toEqual([0.5, -0.5, 0, Number.NaN]);
    expect([isMissing(table, 2), isMissing(table, 3)]).toEqual([false, true]);
    expect(run.regimes()?.labels).toEqual(["NORMAL", null]);
    expect(run.metrics()).toEqual({ sharpe: 1 });
    expect(run.log()).toEqual(["hello"]);
    expect(run.info).toMatchObject({ engine: ENGINE, universe: ["ZT", "ES"] });
    expect(run.table("weights_daily")).toBeUndefined();
    expect(run.files()).toBeUndefined();
    expect(run.document("allocator_precomputed_meta")).toBeUndefined();
  });

  it("keeps a recorded NaN apart from a missing cell", () => {
    const table = read({
      tables: { turnover: { dates: DATES, columns: ["turnover"], values: [[Number.NaN], [null]] } },
    }).table("turnover")!;
    expect([isMissing(table, 0), isMissing(table, 1)]).toEqual([false, true]);
  });

  it.each([
    ["no tables", null, /expected an object with `tables`, was null/],
    [
      "an unknown table",
      { tables: { weights: { dates: [], columns: [], values: [] } } },
      /tables\.weights.*expected one of returns/,
    ],
    [
      "a table without values",
      { tables: { returns: { dates: DATES, columns: ["ZT"] } } },
      /tables\.returns.*dates, columns and values/,
    ],
    [
      "too few rows",
      { tables: { returns: { dates: DATES, columns: ["ZT"], values: [[0]] } } },
      /expected 2 rows, one a date, was 1/,
    ],
    [
      "a ragged row",
      { tables: { returns: { dates: DATES, columns: ["ZT"], values: [[0], [0, 1]] } } },
      /2024-01-03.*expected 1 values, one a column, was 2/,
    ],
    [
      "a text where a number belongs",
      { tables: { returns: { dates: DATES, columns: ["ZT"], values: [[0], ["x"]] } } },
      /2024-01-03, ZT: .*expected a number or null, was "x"/,
    ],
  ])("refuses %s", (_, plain, message) => {
    expect(() => read(plain)).toThrow(EngineError);
    expect(() => read(plain)).toThrow(message);
  });
});
