import { describe, expect, it } from "vitest";
import { readableJson } from "../../src/passes/readable-json.ts";

describe("readable JSON", () => {
  it("keeps lists of plain values on one line, and is still the same JSON", () => {
    const value = { a: [1, 2.5], b: { c: ["x", "[y]"], d: [] }, e: [{ f: [3] }] };
    expect(readableJson(value)).toContain('  "a": [1, 2.5],\n');
    expect(readableJson(value)).toContain('"f": [3]');
    expect(JSON.parse(readableJson(value))).toEqual(value);
  });
});
