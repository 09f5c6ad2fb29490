import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import { selectExtremes } from "../../src/engine/strategies/extremes.ts";
import { RankFinder } from "../../src/engine/strategies/rank.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { january, rowsOf, scenarioOn } from "./scenarios.ts";

const PROPERTY = { seed: 20240105, numRuns: 300 };

/** The books of a momentum sleeve, unlevered, on the given days. */
function momentum(strategy: { period: number; skip?: number; fraction?: number }, rows: number[][], names?: string[]) {
  const config: ConfigInput = {
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "momentum", ...strategy } }],
    rebalance: "day",
    exposure: { kind: "none" },
  };
  return rowsOf(runStages(scenarioOn(january(...rows), config, names)), "weights_pre");
}

describe("equal-weight", () => {
  it("answers 1/N on every date", () => {
    const config: ConfigInput = {
      sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
      rebalance: { bars: 2 },
      exposure: { kind: "none" },
    };
    const run = runStages(scenarioOn(january([0, 0, 0, 0], [0, 0, 0, 0]), config));
    expect(rowsOf(run, "weights_pre")).toEqual([
      ["2024-01-01", [0.25, 0.25, 0.25, 0.25]],
      ["2024-01-03", [0.25, 0.25, 0.25, 0.25]],
    ]);
  });
});

describe("momentum", () => {
  it("is long the best and short the worst over the period that ends the day before", () => {
    const books = momentum({ period: 2, fraction: 0.34 }, [
      [0.01, 0.05, 0], //       01-02
      [0.01, -0.01, 0], //      01-03
      [0, -0.06, 0.03], //      01-04 decides on 01-02 and 01-03: 2%, 4%, 0%
      [0, 0, 0], //             01-05 decides on 01-03 and 01-04: 1%, −7%, 3%
    ]);
    expect(books).toEqual([
      ["2024-01-04", [0, 0.5, -0.5]],
      ["2024-01-05", [0, -0.5, 0.5]],
    ]);
  });

  it("leaves the last `skip` bars out", () => {
    const books = momentum({ period: 2, skip: 1, fraction: 0.34 }, [
      [0.01, 0.05, 0],
      [0.01, -0.01, 0],
      [0, -0.9, 0.9], // not looked at on 01-05
      [0, 0, 0],
    ]);
    expect(books).toEqual([["2024-01-05", [0, 0.5, -0.5]]]);
  });

  it("divides each leg evenly: four of ten make eight weights of an eighth", () => {
    const day = Array.from({ length: 10 }, (_, i) => i / 100);
    const last = momentum({ period: 2, fraction: 0.4 }, [day, day, day]).at(-1)![1];
    expect(last).toEqual([-0.125, -0.125, -0.125, -0.125, 0, 0, 0.125, 0.125, 0.125, 0.125]);
  });

  it("counts 0.29 of 100 as 29, although the product is 28.999999999999996", () => {
    const day = Array.from({ length: 100 }, (_, i) => i / 1000);
    const last = momentum({ period: 2, fraction: 0.29 }, [day, day, day]).at(-1)![1];
    expect(last.filter((weight) => weight! > 0)).toHaveLength(29);
  });

  it("is long only with one asset", () => {
    expect(momentum({ period: 2 }, [[-0.01], [-0.02], [0]])).toEqual([["2024-01-04", [1]]]);
  });

  it("breaks ties by name, whatever the order of the assets", () => {
    const flat = [0, 0, 0, 0];
    const books = momentum({ period: 2, fraction: 0.25 }, [flat, flat, flat], ["ZT", "CL", "es", "ES"]);
    expect(books).toEqual([["2024-01-04", [0, 0.5, -0.5, 0]]]); // CL < ES < ZT < es in code units
  });

  it("adds rows up the same however many it takes at a time", () => {
    const rows = Array.from({ length: 30 }, (_, t) => [Math.sin(t), Math.cos(t * t), Math.sin(3 * t)]);
    for (const [date, book] of momentum({ period: 9, skip: 2, fraction: 0.34 }, rows)) {
      const decided = Number(date.slice(-2)) - 1; // row number of this date
      const scores = [0, 1, 2].map((i) =>
        rows.slice(decided - 2 - 9 - 1, decided - 2 - 1).reduce((sum, row) => sum + row[i]!, 0),
      );
      expect(book[scores.indexOf(Math.max(...scores))]).toBe(0.5);
      expect(book[scores.indexOf(Math.min(...scores))]).toBe(-0.5);
    }
  });
});

const scoresWithTies = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })), {
  minLength: 2,
  maxLength: 40,
});

describe("selection", () => {
  it("finds the value at any rank, as sorting would", () => {
    fc.assert(
      fc.property(scoresWithTies, fc.nat(), (values, pick) => {
        const rank = pick % values.length;
        const finder = new RankFinder(values.length);
        finder.read(Float64Array.from(values));
        const sorted = Float64Array.from(values).sort();
        expect(finder.valueAt(rank) === sorted[rank]).toBe(true); // 0 and −0 are the same score
      }),
      PROPERTY,
    );
  });

  it("marks what a full sort by score, then name, would put first and last", () => {
    fc.assert(
      fc.property(scoresWithTies, fc.nat(), (values, pick) => {
        const count = 1 + (pick % Math.floor(values.length / 2));
        const names = values.map((_, i) => `N${(i * 7919) % 1009}`); // an order of names unlike that of columns
        const weights = new Float64Array(values.length);
        selectExtremes(names, count)(Float64Array.from(values), 1, weights);
        const order = [...values.keys()].sort((a, b) => values[b]! - values[a]! || (names[a]! < names[b]! ? -1 : 1));
        const expected = new Array<number>(values.length).fill(0);
        for (const i of order.slice(0, count)) expected[i] = 1;
        for (const i of order.slice(-count)) expected[i] = -1;
        expect([...weights].map((weight) => weight + 0)).toEqual(expected);
      }),
      PROPERTY,
    );
  });
});
