import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLog, printedFigure } from "../../../src/adapters/run-directory/log.ts";

const WORKED = "[RT] 2024-01-05: vol=5.00%, leverage=4.00x, gross_before=6.14, gross_after=4.00, assets=13";

describe("the log", () => {
  it("reads tag, date and figures, whatever precedes them", () => {
    const events = parseLog(["starting", `2024-06-03 09:30:00,100 INFO [main] rt: ${WORKED}`, "[RT] without a date"]);
    expect(events).toHaveLength(1);
    const [event] = events;
    expect([event!.tag, event!.date, event!.line]).toEqual(["RT", "2024-01-05", 2]);
    expect(event!.figure("vol")).toEqual({ text: "5.00%", value: 0.05, digits: 4 });
    expect(event!.figure("leverage")).toEqual({ text: "4.00x", value: 4, digits: 2 });
    expect(event!.figure("gross_before")).toEqual({ text: "6.14", value: 6.14, digits: 2 });
    expect(event!.figure("assets")).toEqual({ text: "13", value: 13, digits: 0 });
  });

  it("finds a name only where it is one", () => {
    const [event] = parseLog([WORKED]);
    expect(event!.figure("gross")).toBeUndefined();
    expect(event!.figure("before")).toBeUndefined();
    expect(event!.figure("cost")).toBeUndefined();
    expect(event!.word("regime")).toBeUndefined();
  });

  it("tells words from figures", () => {
    const [event] = parseLog(["[Allocator] 2020-03-16: computed=0.55, applied=0.62, regime=CRISIS"]);
    expect(event!.word("regime")).toBe("CRISIS");
    expect(event!.figure("regime")).toBeUndefined();
    expect(event!.word("applied")).toBeUndefined();
    expect(event!.figure("applied")?.value).toBe(0.62);
  });

  it("reads spaces, signs, exponents and what is no number", () => {
    const [event] = parseLog([
      "[ExecSim] 2024-01-05: turnover=-0.250, cost=1.5e-07, a=nan, b=-inf%, c=1., d=.5, e= 7 ",
    ]);
    expect(event!.figure("turnover")).toEqual({ text: "-0.250", value: -0.25, digits: 3 });
    expect(event!.figure("cost")).toEqual({ text: "1.5e-07", value: 1.5e-7, digits: 8 });
    expect(event!.figure("a")?.value).toBeNaN();
    expect(event!.figure("b")?.value).toBe(Number.NEGATIVE_INFINITY);
    expect(event!.figure("c")).toBeUndefined();
    expect(event!.figure("d")).toBeUndefined();
    expect(event!.figure("e")).toEqual({ text: "7", value: 7, digits: 0 });
  });

  it("ignores tags without a date, other tags and dates with blanks", () => {
    expect(
      parseLog(["[RT] ", "[Ruin] 2024-01-05: all is lost", "[RT] 2024-01-05 10:00: vol=1%", "[RT]2024-01-05: vol=1%"]),
    ).toEqual([]);
  });

  it("reads a figure as Number does, bit for bit", () => {
    const numbers = fc.tuple(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(numbers, fc.constantFrom("", "x", "%"), ([value, digits], unit) => {
        const text = value.toFixed(digits);
        const [event] = parseLog([`[RT] 2024-01-05: vol=${text}${unit}, assets=1`]);
        const figure = event!.figure("vol")!;
        expect(figure).toEqual(printedFigure(`${text}${unit}`));
        expect(Object.is(figure.value, unit === "%" ? Number(text) / 100 : Number(text))).toBe(true);
      }),
      { seed: 20240105, numRuns: 500 },
    );
  });
});
