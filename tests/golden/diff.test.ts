import { describe, expect, it } from "vitest";
import { compareRuns } from "../../src/golden/diff/case-diff.ts";
import { tolerancesOf } from "../../src/golden/diff/headroom.ts";
import { panel } from "../../src/model/panel.ts";
import type { Run } from "../../src/model/run.ts";
import { changes, DATES, run } from "./support.ts";

function compared(golden: Run, actual: Run) {
  const document = { stages: [] } as unknown as Parameters<typeof compareRuns>[0]["document"];
  return compareRuns({ run: golden, document }, actual, tolerancesOf());
}

describe("a golden diff", () => {
  it("passes over every figure of the same run", () => {
    expect(compared(run(), run())).toMatchObject({ verdict: "pass", compared: 6 + 1 + 1, rounded: 0 });
  });

  it("is unproven where there is nothing to compare", () => {
    const empty = run({ dates: [], scaled: [], metrics: undefined, log: undefined });
    expect(compared(empty, empty)).toMatchObject({ verdict: "unproven", compared: 0 });
  });

  it("lets the rounding of reordered sums pass and a change of 1e-6 not, at its date and asset", () => {
    const rounded = compared(run(), run({ scaled: [1, 2, 3, 4 + 1e-14, 5, 6] }));
    expect(rounded).toMatchObject({ verdict: "pass", rounded: 1 });
    expect(changes(run(), run({ scaled: [1, 2, 3, 4 + 1e-6, 5, 6] }))).toEqual([
      expect.objectContaining({
        kind: "changed",
        date: "2024-01-03",
        asset: "ES",
        stage: "allocate",
        artifact: "weights_scaled.csv",
        expected: 4,
        residual: expect.closeTo(1e-6, 12),
      }),
    ]);
  });

  it("fails when a column vanishes, and when one is new, from the first date to the last", () => {
    const narrow = run({ columns: ["ZT"], scaled: [1, 3, 5] });
    const span = { date: "2024-01-02", until: "2024-01-04", rows: 3, asset: "ES" };
    expect(changes(run(), narrow)).toEqual([
      expect.objectContaining({ ...span, kind: "removed", message: "the column ES of weights_scaled has vanished" }),
    ]);
    expect(changes(narrow, run())).toEqual([
      expect.objectContaining({ ...span, kind: "added", message: "the column ES of weights_scaled is new" }),
    ]);
  });

  it("fails when a row vanishes, is new, is repeated or moved", () => {
    const short = run({ dates: DATES.slice(0, 2), scaled: [1, 2, 3, 4] });
    expect(changes(run(), short)).toEqual([expect.objectContaining({ date: "2024-01-04", kind: "removed" })]);
    expect(changes(short, run())).toEqual([expect.objectContaining({ date: "2024-01-04", kind: "added" })]);
    const repeated = run({ dates: [...DATES, "2024-01-04"], scaled: [1, 2, 3, 4, 5, 6, 5, 6] });
    expect(changes(run(), repeated)).toEqual([expect.objectContaining({ date: "2024-01-04", kind: "added" })]);
    const moved = run({ dates: ["2024-01-03", "2024-01-02", "2024-01-04"], scaled: [3, 4, 1, 2, 5, 6] });
    expect(changes(run(), moved)).toEqual([
      expect.objectContaining({
        kind: "moved",
        what: "row",
        date: "2024-01-02",
        message: "the rows of weights_scaled stand in another order: 2024-01-03 where 2024-01-02 stood",
      }),
    ]);
    expect(changes(run(), run({ columns: ["ES", "ZT"], scaled: [2, 1, 4, 3, 6, 5] }))).toEqual([
      expect.objectContaining({ kind: "moved", what: "column", asset: "ZT" }),
    ]);
  });

  it("compares by date and asset all the same where rows or columns stand in another order", () => {
    const moved = { dates: ["2024-01-03", "2024-01-02", "2024-01-04"], columns: ["ES", "ZT"] };
    const found = changes(run(), run({ ...moved, scaled: [4, 3, 2.5, 1, 6, 5] }));
    expect(found.map(({ kind }) => kind)).toEqual(["moved", "moved", "changed"]);
    expect(found.at(-1)).toMatchObject({ date: "2024-01-02", asset: "ES", expected: 2, actual: 2.5 });
  });

  it("fails when a table vanishes, is new or is emptied", () => {
    const weights_daily = panel(DATES, ["ZT"], Float64Array.of(1, 2, 3));
    const [gone] = changes(run({ tables: { weights_daily } }), run());
    expect(gone).toMatchObject({ kind: "removed", message: "the table weights_daily has vanished", rows: 3 });
    const [added] = changes(run(), run({ tables: { weights_daily } }));
    expect(added).toMatchObject({ kind: "added", artifact: "weights_daily.csv" });
    expect(changes(run(), run({ dates: [], scaled: [] }))).toEqual([
      expect.objectContaining({
        kind: "removed",
        rows: 3,
        message: "all 3 rows, 2024-01-02 to 2024-01-04, of weights_scaled have vanished: the table is empty",
      }),
    ]);
  });

  it("tells a table that was emptied from one whose rows all have other dates", () => {
    const emptied = run({ dates: [], scaled: [] });
    expect(changes(emptied, run())[0]?.message).toBe(
      "all 3 rows, 2024-01-02 to 2024-01-04, of weights_scaled are new: the golden run's table is empty",
    );
    const later = run({ dates: DATES.map((date) => date.replace("2024", "2025")) });
    expect(changes(run(), later).map(({ message }) => message)).toEqual([
      "all 3 rows, 2024-01-02 to 2024-01-04, of weights_scaled have vanished",
      "all 3 rows, 2025-01-02 to 2025-01-04, of weights_scaled are new",
    ]);
  });

  it("tells a missing cell from NaN, and a number from both", () => {
    const mask = Uint8Array.of(1, 0, 0, 0, 0, 0);
    const nan = run({ scaled: [Number.NaN, 2, 3, 4, 5, 6] });
    const missing = run({ scaled: [Number.NaN, 2, 3, 4, 5, 6], missing: mask });
    expect(changes(nan, nan)).toEqual([]);
    expect(changes(missing, missing)).toEqual([]);
    expect(changes(missing, nan)).toEqual([expect.objectContaining({ expected: null, actual: "NaN" })]);
    expect(changes(run(), nan)).toEqual([expect.objectContaining({ expected: 1, actual: "NaN", residual: null })]);
    expect(changes(nan, run())).toHaveLength(1);
    const infinite = run({ scaled: [Number.POSITIVE_INFINITY, 2, 3, 4, 5, 6] });
    expect(changes(infinite, infinite)).toEqual([]);
    expect(changes(infinite, run({ scaled: [Number.NEGATIVE_INFINITY, 2, 3, 4, 5, 6] }))).toHaveLength(1);
    expect(changes(run(), infinite)).toHaveLength(1);
  });

  it("takes −0 and 0 for the same number, and says that they are not the same to the bit", () => {
    const [zero, minus] = [run({ scaled: [0, 2, 3, 4, 5, 6] }), run({ scaled: [-0, 2, 3, 4, 5, 6] })];
    const diff = compared(zero, minus);
    expect(diff).toMatchObject({ verdict: "pass", rounded: 1 });
    expect(diff.stages.find(({ stage }) => stage === "allocate")?.standing).toBe("within tolerance");
  });

  it("compares regimes by date, lost and new ones included", () => {
    const golden = run({ regimes: ["NORMAL", "STRESS", null] });
    expect(changes(golden, run({ regimes: ["NORMAL", "STRESS", null] }))).toEqual([]);
    expect(changes(golden, run({ regimes: ["NORMAL", "CRISIS", null] }))).toEqual([
      expect.objectContaining({
        artifact: "allocator_regime_v1.csv",
        stage: "assess",
        date: "2024-01-03",
        expected: "STRESS",
        actual: "CRISIS",
      }),
    ]);
    expect(changes(golden, run())[0]?.message).toBe("the table allocator_regime_v1 has vanished");
    expect(changes(run(), golden)[0]?.message).toContain("is new");
  });

  it("compares documents entry by entry, numbers by tolerance", () => {
    const golden = run({ meta: { missing: 1, source: { file: "x.csv" } } });
    expect(changes(golden, run({ meta: { missing: 1 + 1e-13, source: { file: "x.csv" } } }))).toEqual([]);
    expect(changes(golden, run({ meta: { missing: 2, source: { file: "y.csv" } } }))).toEqual([
      expect.objectContaining({ asset: "missing", expected: 1, actual: 2, residual: 1 }),
      expect.objectContaining({ asset: "source.file", expected: "x.csv", actual: "y.csv" }),
    ]);
    expect(changes(golden, run({ meta: { source: { file: "x.csv" }, also: true } }))).toEqual([
      expect.objectContaining({ asset: "missing", kind: "removed" }),
      expect.objectContaining({ asset: "also", kind: "added" }),
    ]);
    expect(changes(golden, run())[0]?.message).toBe("allocator_precomputed_meta.json has vanished");
  });

  it("compares metrics, lost and new ones included", () => {
    expect(changes(run(), run({ metrics: { sharpe: 1.6 } }))[0]).toMatchObject({
      artifact: "metrics.json",
      stage: "measure",
      asset: "sharpe",
      expected: 1.5,
      actual: 1.6,
    });
    expect(changes(run(), run({ metrics: {} }))[0]?.message).toBe("sharpe of metrics.json has vanished");
    expect(changes(run({ metrics: {} }), run())[0]?.message).toBe("sharpe of metrics.json is new");
    expect(changes(run(), run({ metrics: { sharpe: null } }))[0]).toMatchObject({ expected: 1.5, actual: null });
    expect(changes(run(), run({ metrics: undefined }))[0]?.message).toBe("metrics.json has vanished");
  });

  it("keeps the first changes of a table and counts all", () => {
    const dates = Array.from({ length: 1500 }, (_, i) => `${2000 + Math.floor(i / 300)}-01-${String(i % 300)}`);
    const of = (value: number) => run({ dates, columns: ["ES"], scaled: dates.map(() => value) });
    const [artifact] = compared(of(1), of(2)).artifacts;
    expect(artifact?.counts.changed).toBe(1500);
    expect(artifact?.changes).toHaveLength(1000);
  });
});
