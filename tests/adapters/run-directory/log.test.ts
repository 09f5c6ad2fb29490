import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLog, printedFigure } from "../../../src/adapters/run-directory/log.ts";

const eventOf = (line: string) => parseLog([line])[0];

describe("the log of a run", () => {
  it("gives the figures of a line as the artifact has them, with the digits that were printed", () => {
    const line = "[RT] 2024-01-05: vol=5.00%, leverage=4.00x, gross_before=6.14, gross_after=4.00, assets=13";
    const event = eventOf(line)!;
    expect([event.tag, event.date, event.line]).toEqual(["RT", "2024-01-05", 1]);
    expect(event.figure("vol")).toEqual({ text: "5.00%", value: 0.05, digits: 4 });
    expect(event.figure("leverage")).toEqual({ text: "4.00x", value: 4, digits: 2 });
    expect(event.figure("gross_before")).toEqual({ text: "6.14", value: 6.14, digits: 2 });
    expect(event.figure("gross_after")).toEqual({ text: "4.00", value: 4, digits: 2 });
    expect(event.figure("assets")).toEqual({ text: "13", value: 13, digits: 0 });
    expect(event.figure("gross")).toBeUndefined();
    expect(event.figure("turnover")).toBeUndefined();
  });

  it("keeps words apart from figures", () => {
    const event = eventOf("[Allocator] 2020-03-16: computed=0.55, applied=nan, regime=CRISIS")!;
    expect(event.word("regime")).toBe("CRISIS");
    expect(event.figure("regime")).toBeUndefined();
    expect(event.word("computed")).toBeUndefined();
    expect(event.word("why")).toBeUndefined();
    expect(event.figure("applied")?.value).toBeNaN();
  });

  it("is read past a timestamp and a level, and past lines that are no events", () => {
    const events = parseLog([
      "starting",
      "2024-01-05 16:00:01,123 INFO [engine] [ExecSim] 2024-01-05: turnover=4.000, cost=0.000000",
      "[RT] no date here",
      "[Other] 2024-01-05: turnover=1",
      "[ExecSim] 2024-01-06: turnover=0.5",
    ]);
    expect(events.map(({ tag, date, line }) => [tag, date, line])).toEqual([
      ["ExecSim", "2024-01-05", 2],
      ["ExecSim", "2024-01-06", 5],
    ]);
    expect(events[0]!.figure("cost")).toEqual({ text: "0.000000", value: 0, digits: 6 });
  });

  it("reads every spelling of a figure in a line as it reads it alone", () => {
    const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
    const figure = fc
      .tuple(
        fc.constantFrom("", "-", "+"),
        digits(12),
        fc.option(digits(12), { nil: undefined }),
        fc.constantFrom("", "e-3", "e5"),
        fc.constantFrom("", "%", "x"),
      )
      .map(([sign, whole, fraction, exponent, unit]) => {
        return `${sign}${whole}${fraction === undefined ? "" : `.${fraction}`}${exponent}${unit}`;
      });
    const odd = fc.constantFrom("nan", "-inf", "Infinity", ".5", "5.", "1.2.3", "", "x", "%", "-", "5%%", "CRISIS");
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: figure }, { weight: 2, arbitrary: odd }), (text) => {
        const first = eventOf(`[RT] 2024-01-05: vol=${text}, leverage=1`)!;
        const last = eventOf(`[RT] 2024-01-05: leverage=1, vol=${text}`)!;
        expect(first.figure("vol")).toEqual(printedFigure(text));
        expect(last.figure("vol")).toEqual(printedFigure(text));
      }),
      { seed: 20240105, numRuns: 2000 },
    );
  });
});

describe("a printed figure", () => {
  it.each([
    ["5.00%", 0.05, 4],
    ["-3%", -0.03, 2],
    ["1.5e-3", 0.0015, 4],
    ["2e3", 2000, -3],
    ["-inf", Number.NEGATIVE_INFINITY, 0],
    ["NaN", Number.NaN, 0],
  ])("%s is %d with %d decimals", (text, value, digits) => {
    expect(printedFigure(text)).toEqual({ text, value, digits });
  });

  it.each(["", "x", "five", "1,5", "1.2.3", "0x10"])("%j is none", (text) => {
    expect(printedFigure(text)).toBeUndefined();
  });
});
