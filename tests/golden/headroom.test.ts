import { describe, expect, it } from "vitest";
import { ColumnScale, GOLDEN_TOLERANCE, tolerancesOf } from "../../src/golden/diff/headroom.ts";
import { headroomWords, toleranceWords } from "../../src/golden/show/words.ts";
import { changes, run } from "./support.ts";

const DEFAULT = { profile: "default", tables: {} } as const;

describe("the tolerance of a golden run", () => {
  it("is the narrowest that is said: column, table of the case, table of the config, profile", () => {
    const own = { weights_scaled: { relative: 1e-6, columns: { ES: { absolute: 0.5, relative: 0 } } } };
    const config = { profile: "float32" as const, tables: { turnover: { absolute: 1, relative: 0 } } };
    const of = tolerancesOf(own, config);
    expect(of("weights_scaled", "ES")).toEqual({ absolute: 0.5, relative: 0 });
    expect(of("weights_scaled", "ZT")).toEqual({ absolute: 1e-7, relative: 1e-6 });
    expect(of("turnover", "cost")).toEqual({ absolute: 1, relative: 0 });
    expect(of("metrics", "sharpe")).toEqual({ absolute: 1e-7, relative: 1e-4 });
    expect(tolerancesOf({}, DEFAULT)("turnover", "constructor")).toEqual(GOLDEN_TOLERANCE);
  });

  it("decides by column", () => {
    const wide = tolerancesOf({ weights_scaled: { columns: { ES: { absolute: 0.5, relative: 0 } } } });
    const other = run({ scaled: [1.2, 2.2, 3, 4, 5, 6] });
    expect(changes(run(), other, wide)).toEqual([expect.objectContaining({ asset: "ZT" })]);
  });

  it("says how much of what was allowed is left, at the closest call", () => {
    const scale = new ColumnScale("equity", { absolute: 0, relative: 1e-9 });
    expect(scale.agree(1, 1, "2024-01-02")).toBe(true);
    expect(scale.agree(2, 2 + 5e-10, "2024-01-03")).toBe(true);
    expect(scale.agree(100, 100 + 1e-9, "2024-01-04")).toBe(true);
    const found = scale.headroom();
    expect(found).toMatchObject({ column: "equity", compared: 3, rounded: 2, worst: { date: "2024-01-03" } });
    expect(found.worst?.headroom).toBeCloseTo(0.75, 6);
    expect(toleranceWords(found)).toBe("0 + 1.00e-9 · max(|actual|, |expected|)");
    expect(headroomWords(found)).toBe("residual 5.00e-10 of 2.00e-9 allowed on 2024-01-03, headroom 75%");
  });

  it("has none left where it is exceeded, and none at all where nothing is allowed", () => {
    const exact = new ColumnScale("cost", { absolute: 0, relative: 0 });
    expect(exact.agree(1, 1 + 1e-15, null)).toBe(false);
    expect(exact.headroom().worst?.headroom).toBeNull();
    expect(exact.agree(0, -0, null)).toBe(true);
    const beyond = new ColumnScale("cost", GOLDEN_TOLERANCE);
    expect(beyond.agree(1, 1.1, null)).toBe(false);
    expect(beyond.headroom().worst?.headroom).toBeLessThan(-1e6);
    expect(headroomWords(beyond.headroom())).toContain("headroom none");
  });
});
