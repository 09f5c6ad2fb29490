import { describe, expect, it } from "vitest";
import { correlationShock } from "../../../src/engine/assess/correlation-shock.ts";
import { drawdownLevel } from "../../../src/engine/assess/drawdown-level.ts";
import { drawdownSlope } from "../../../src/engine/assess/drawdown-slope.ts";
import { meanCorrelation } from "../../../src/engine/assess/mean-correlation.ts";
import { realizedVolatility } from "../../../src/engine/assess/realized-volatility.ts";
import { sleeveConcentration } from "../../../src/engine/assess/sleeve-concentration.ts";
import { trendBreadth } from "../../../src/engine/assess/trend-breadth.ts";
import { volatilityAcceleration } from "../../../src/engine/assess/volatility-acceleration.ts";
import { isoDate } from "../../../src/model/calendar.ts";
import { createMarket } from "../../../src/model/market.ts";
import { Random } from "../../../src/numeric/random.ts";
import { standardDeviation } from "../../../src/numeric/statistics.ts";

const series = (...values: number[]) => Float64Array.from(values);
const shadow = (firstBar: number, ...simple: number[]) => ({ simpleReturn: series(...simple), firstBar });
const feature = (from: number, ...values: number[]) => ({ from, values: series(...values) });
const present = ({ values, from }: { values: Float64Array; from: number }) => [...values.subarray(from)];

/** A market of rows of returns; the row of zeros is put in front. */
function marketOf(...rows: number[][]) {
  const all = [rows[0]!.map(() => 0), ...rows];
  const names = rows[0]!.map((_, i) => `A${i}`);
  return createMarket(
    all.map((_, t) => isoDate(19_000 + t)),
    names,
    Float64Array.from(all.flat()),
  );
}

describe("realized volatility", () => {
  it("is the annualised deviation of the bars before, once the window is full of them", () => {
    const { from, values } = realizedVolatility(shadow(1, 0, 0.01, 0.03, 0.02, 9), 2, 100, 1);
    expect(from).toBe(3);
    expect(values[3]).toBeCloseTo(10 * Math.sqrt(0.0002), 14); // 0.01, 0.03
    expect(values[4]).toBeCloseTo(10 * Math.sqrt(0.00005), 14); // 0.03, 0.02: the 9 is not known yet
  });

  it("takes no degree of freedom off where the config says so", () => {
    expect(realizedVolatility(shadow(1, 0, 0.01, 0.03, 0), 2, 1, 0).values[3]).toBeCloseTo(0.01, 15);
  });

  it("does not count the bars before there is a book", () => {
    expect(realizedVolatility(shadow(3, 0, 0, 0, 0.01, 0.01, 0.01), 2, 252, 1).from).toBe(5);
  });

  it("is exactly 0 where nothing changes", () => {
    expect(present(realizedVolatility(shadow(1, 0, 0.1, 0.1, 0.1, 0.1), 3, 252, 1))).toEqual([0]);
  });
});

describe("volatility acceleration", () => {
  it("is the short over the long, from where both are known", () => {
    const accel = volatilityAcceleration(feature(1, 9, 0.3, 0.2), feature(2, 9, 9, 0.1));
    expect([accel.from, ...present(accel)]).toEqual([2, 2]);
  });

  it("is 1 where the long one is 0", () => {
    expect(present(volatilityAcceleration(feature(0, 0, 0.2), feature(0, 0, 0)))).toEqual([1, 1]);
  });
});

describe("mean correlation", () => {
  it.each([
    ["moving together", [1, 2], [2, 4], [-1, -2], 1],
    ["moving apart", [1, -1], [2, -2], [0, 0], -1],
    ["unrelated", [1, 1], [0, -2], [-1, 1], 0],
  ])("of two assets %s", (_, first, second, third, expected) => {
    const { values, from } = meanCorrelation(marketOf(first, second, third, [5, 5]), 3);
    expect(from).toBe(4);
    expect(values[4]).toBeCloseTo(expected, 14);
  });

  it("is the mean of all pairs, counted one by one, and leaves out what does not change", () => {
    const random = new Random(11);
    const rows = Array.from({ length: 70 }, () => {
      const common = random.normal();
      return [common + random.normal(), 0.002, common - random.normal(), random.normal(), common * 3];
    });
    const market = marketOf(...rows);
    const { values, from } = meanCorrelation(market, 20);
    for (let t = from; t < values.length; t++) {
      const columns = [0, 2, 3, 4].map((i) => Float64Array.from({ length: 20 }, (_, b) => rows[t - 21 + b]![i]!));
      expect(values[t]).toBeCloseTo(meanOfPairs(columns), 12);
    }
  });

  it("is 0 where fewer than two assets change", () => {
    expect(present(meanCorrelation(marketOf([1, 0.1], [2, 0.1], [3, 0.1]), 2))).toEqual([0]);
    expect(present(meanCorrelation(marketOf([1], [2], [3]), 2))).toEqual([0]);
  });

  it("stays within ±1 where assets are copies of each other", () => {
    const random = new Random(3);
    const rows = Array.from({ length: 60 }, () => new Array<number>(7).fill(random.normal() / 3));
    for (const value of present(meanCorrelation(marketOf(...rows), 20))) {
      expect(value).toBeLessThanOrEqual(1);
      expect(value).toBeCloseTo(1, 12);
    }
  });

  it("shocks by how much the short one is above the long one", () => {
    const shock = correlationShock(feature(1, 0, 0.5, 0.75), feature(2, 0, 0, 0.25));
    expect([shock.from, ...present(shock)]).toEqual([2, 0.5]);
  });
});

function meanOfPairs(columns: readonly Float64Array[]): number {
  let total = 0;
  let pairs = 0;
  for (let a = 0; a < columns.length; a++) {
    for (let b = 0; b < a; b++) {
      total += correlation(columns[a]!, columns[b]!);
      pairs++;
    }
  }
  return total / pairs;
}

function correlation(x: Float64Array, y: Float64Array): number {
  const difference = x.map((value, t) => value - y[t]!);
  const [sx, sy, sd] = [x, y, difference].map((each) => standardDeviation(each, 1));
  return (sx! ** 2 + sy! ** 2 - sd! ** 2) / (2 * sx! * sy!);
}

describe("drawdown", () => {
  it("is that of the equity through the bar before, and a loss on the first bar counts", () => {
    const level = drawdownLevel(shadow(1, 0, -0.5, 1, 0.5, -0.25, 0));
    expect([level.from, ...level.values]).toEqual([0, 0, 0, -0.5, 0, 0, -0.25]);
  });

  it("slopes by its change over the bars before", () => {
    const slope = drawdownSlope(feature(0, 0, -0.25, -0.5, 0), 2);
    expect([slope.from, ...present(slope)]).toEqual([2, -0.5, 0.25]);
  });
});

describe("trend breadth", () => {
  const market = marketOf([0.01, -0.01, 0.02], [0.01, -0.01, -0.03], [0.01, 0.03, 0], [0, 0, 0]);

  it("is the share of held assets that go the way they are held, the flat one not among them", () => {
    const books = series(1, -2, 0, /* from row 4 */ -1, -1, -1);
    const { from, values } = trendBreadth(market, Int32Array.of(2, 4), books, 2);
    expect(from).toBe(3);
    expect(values[3]).toBe(1); // long what rose by 0.02, short what fell by 0.02
    expect(values[4]).toBeCloseTo(1 / 3, 15); // all short: +0.02, +0.02, −0.03
  });

  it("starts with the first book, and is 0 while the sleeve holds nothing", () => {
    expect(trendBreadth(market, Int32Array.of(4), series(0, 0, 0), 2)).toMatchObject({ from: 4 });
    expect(trendBreadth(market, Int32Array.of(4), series(0, 0, 0), 2).values[4]).toBe(0);
    expect(trendBreadth(market, Int32Array.of(), series(), 2).from).toBe(5);
  });
});

describe("sleeve concentration", () => {
  it.each<[string, number[], number[], number]>([
    ["one makes it all", [0, 0.25, 0.5], [0, 0, 0], 1],
    ["equal parts, one of them lost", [0, 0.25, 0.25], [0, -0.25, -0.25], 0.5],
    ["three to one", [0, 0.5, 0.25], [0, 0.5, -0.25], 0.625],
    ["nobody makes anything", [0, 0.5, -0.5], [0, 0, 0], 0],
    ["beyond the range of squares", [0, 1e200, 0], [0, -1e200, 0], 0.5],
    ["more than any double can hold", [0, Number.POSITIVE_INFINITY, 0], [0, Number.NEGATIVE_INFINITY, 0], 0],
    ["no number", [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], [0, 1, 0], 0],
    ["below the range of squares", [0, 1e-200, 0], [0, -1e-200, 0], 0.5],
  ])("%s", (_, first, second, expected) => {
    const { from, values } = sleeveConcentration([series(...first, 0), series(...second, 0)], 1, 2);
    expect(from).toBe(3);
    expect(values[3]).toBe(expected);
  });
});
