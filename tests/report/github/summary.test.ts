import { describe, expect, it } from "vitest";
import { SUMMARY_LIMIT, summaryWithin } from "../../../src/report/github/summary.ts";

const LONG = `${Array.from({ length: 60_000 }, (_, i) => `| line ${i} | ééé |`).join("\n")}\n`;

describe("a step's summary", () => {
  it("is the whole where it fits, to the byte", () => {
    const text = "é\n";
    expect(summaryWithin(text, 3)).toBe(text);
    expect(summaryWithin(text, 2)).toBeUndefined();
  });

  it("is cut after a line, within the bytes there are, and says how many lines are left out", () => {
    const cut = summaryWithin(LONG, SUMMARY_LIMIT)!;
    expect(Buffer.byteLength(LONG)).toBeGreaterThan(SUMMARY_LIMIT);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(SUMMARY_LIMIT);
    expect(Buffer.byteLength(cut)).toBeGreaterThan(SUMMARY_LIMIT - 400);
    const [, kept, left] = /\| line (\d+) \| ééé \|\n\n\*\*([\d,]+) more lines are left out/.exec(cut)!;
    expect(Number(kept) + 1 + Number(left!.replaceAll(",", ""))).toBe(LONG.split("\n").length);
  });

  it("is nothing where a sentence would not fit", () => {
    expect(summaryWithin(LONG, 100)).toBeUndefined();
  });
});
