import { describe, expect, it } from "vitest";
import { translateLog } from "../../../src/adapters/layout/log.ts";
import { parseLog } from "../../../src/adapters/run-directory/log.ts";
import { refusalOf } from "./foreign.ts";

const RULES = [
  {
    tag: "RT",
    pattern: "(?<date>\\d\\d/\\d\\d/\\d{4}) vol (?<vol>[\\d.,]+%) lev (?<leverage>[\\d.,]+)",
    dates: "%d/%m/%Y",
    decimal: ",",
  },
  { tag: "Allocator", pattern: "^(?<date>\\S+) regime is (?<regime>\\w+)" },
] as const;

describe("a foreign log", () => {
  it("reads as ours, figures as they were printed, and other lines as they stand", () => {
    const lines = ["begin", "INFO 05/01/2024 vol 5,00% lev 4,0", "2024-01-05 regime is CRISIS"];
    const { lines: ours, notes } = translateLog(lines, RULES, "iso", "engine.log");
    expect(ours).toEqual([
      "begin",
      "[RT] 2024-01-05: vol=5.00%, leverage=4.0",
      "[Allocator] 2024-01-05: regime=CRISIS",
    ]);
    expect(notes).toEqual([]);
    const [first, second] = parseLog(ours);
    expect(first?.figure("vol")).toEqual({ text: "5.00%", value: 0.05, digits: 4 });
    expect(second?.word("regime")).toBe("CRISIS");
    expect([first?.line, second?.line]).toEqual([2, 3]);
  });

  it("says of a pattern that no line matches it", () => {
    expect(translateLog(["2024-01-05 regime is CRISIS"], RULES, "iso", "engine.log").notes).toEqual([
      "engine.log: no line matches the pattern of log.lines[0] (RT)",
    ]);
  });

  it.each([
    [
      "05/13/2024 vol 5,00% lev 4",
      'engine.log:1: a log line\'s date is not read: expected a date in the form %d/%m/%Y, was "05/13/2024"',
    ],
    [
      "05/01/2024 vol 5,00% lev 4,000,0",
      'engine.log:1 (leverage): a logged figure holds a comma: expected a figure with a decimal point, was "4,000,0"',
    ],
  ])("whose line cannot be taken over is refused: %s", (line, expected) => {
    expect(refusalOf(() => translateLog([line], RULES, "iso", "engine.log"))).toContain(expected);
  });

  it.each([
    ["lev (?<leverage>\\d)", "layout: log.lines[0].pattern: a pattern has no group for the date"],
    [
      "(?<date>\\S+) (?<level>\\d)",
      "expected (?<date>…), and of vol, leverage, gross_before, gross_after, assets what the line prints, was level",
    ],
  ])("whose pattern names the wrong groups is refused: %s", (pattern, expected) => {
    expect(refusalOf(() => translateLog([], [{ tag: "RT", pattern }], "iso", "engine.log"))).toContain(expected);
  });
});
