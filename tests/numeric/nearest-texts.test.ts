import { describe, expect, it } from "vitest";
import { editDistance, nearestTexts } from "../../src/numeric/nearest-texts.ts";

describe("nearest texts", () => {
  it("counts insertions, deletions and replacements", () => {
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("same", "same")).toBe(0);
  });

  it("answers what a misspelt name may have meant, nearest first, whatever its case", () => {
    expect(nearestTexts("Core_v8", ["sector_rotation", "core_v10", "core_v9"])).toEqual(["core_v9", "core_v10"]);
    expect(nearestTexts("nonsense", ["core_v9", "sp500"])).toEqual([]);
  });
});
