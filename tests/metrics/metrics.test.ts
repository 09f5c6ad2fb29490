import { describe, expect, it } from "vitest";
import { annualTurnover } from "../../src/metrics/annual-turnover.ts";
import { annualVolatility } from "../../src/metrics/annual-volatility.ts";
import { bookVolatility } from "../../src/metrics/book-volatility.ts";
import { cagr } from "../../src/metrics/cagr.ts";
import { calmarRatio } from "../../src/metrics/calmar-ratio.ts";
import { compoundGrowth } from "../../src/metrics/compound-growth.ts";
import { downsideDeviation } from "../../src/metrics/downside-deviation.ts";
import { drawdownSeries } from "../../src/metrics/drawdown-series.ts";
import { equitySeries } from "../../src/metrics/equity-series.ts";
import { hitRate } from "../../src/metrics/hit-rate.ts";
import { maxDrawdown } from "../../src/metrics/max-drawdown.ts";
import { ruinRow } from "../../src/metrics/ruin-row.ts";
import { sharpeRatio } from "../../src/metrics/sharpe-ratio.ts";
import { sortinoRatio } from "../../src/metrics/sortino-ratio.ts";
import { worstPeriod, worstPeriods } from "../../src/metrics/worst-period.ts";
import { periodKey } from "../../src/model/calendar.ts";
import { table } from "../support/tables.ts";

/** Daily returns in percent, the first bar without one. */
const percent = (...returns: readonly number[]) => Float64Array.from([0, ...returns.map((value) => value / 100)]);
const published = percent(1, 10, -4, 2, 3, 2, 1, -10);

describe("published figures", () => {
  it("agree to 1e-8 on the published series, 252 bars a year, ddof 1", () => {
    expect(annualVolatility(published, 252, 1)).toBeCloseTo(0.9136465399704637, 8);
    expect(sharpeRatio(published, 252, 1)).toBeCloseTo(1.7238613961706866, 8);
    expect(sortinoRatio(published, 252)).toBeCloseTo(2.605531251673693, 8);
    expect(maxDrawdown(equitySeries(published, 1), 1).depth).toBeCloseTo(-0.1, 8);
  });

  it("26 weeks of +0.6% are 36.5% a year, not 4.7%", () => {
    expect(cagr(percent(...Array<number>(26).fill(0.6)), 52)).toBeCloseTo(1.006 ** 52 - 1, 12);
  });
});

describe("growth", () => {
  it("compounds, and stays at nothing after a total loss", () => {
    expect(compoundGrowth(percent(10, -50))).toBeCloseTo(0.55, 12);
    expect(compoundGrowth(percent(10, -50), 2)).toBeCloseTo(0.5, 12);
    expect(compoundGrowth(percent(-120, 50))).toBe(0);
    expect([...equitySeries(percent(10, -100, 50), 100)]).toEqual([100, 110.00000000000001, 0, 0]);
  });

  it("annualises over the bars that have a return, and counts what the first bar cost", () => {
    expect(cagr(Float64Array.from([-0.01, 0.1]), 2)).toBeCloseTo((0.99 * 1.1) ** 2 - 1, 12);
    expect(cagr(Float64Array.from([0.1]), 252)).toBeNaN();
  });
});

describe("risk", () => {
  it("needs more returns than ddof", () => {
    expect(annualVolatility(percent(1), 252, 1)).toBeNaN();
    expect(annualVolatility(percent(1), 252, 0)).toBe(0);
    expect(annualVolatility(percent(1, 3), 1, 0)).toBeCloseTo(0.01, 12);
  });

  it("counts gains as 0 in the downside, and NaN as NaN", () => {
    expect(downsideDeviation(percent(5, -3, 4, -4))).toBeCloseTo(Math.sqrt((0.03 ** 2 + 0.04 ** 2) / 4), 12);
    expect(downsideDeviation(percent(5))).toBe(0);
    expect(downsideDeviation(percent(Number.NaN))).toBeNaN();
  });

  it("is √(w'Σw · annualization) for a book", () => {
    const returns = table`
      date        ES     TY
      2024-01-02  0      0
      2024-01-03  0.02   0.01
      2024-01-04 -0.01   0.02
      2024-01-05  0.03  -0.01`;
    const book = { weights: Float64Array.from([0.75, 0.25]), columns: Int32Array.from([1, 0]), count: 2 };
    const { volatility, scale } = bookVolatility(book, returns, 1, 4, { ddof: 1, annualization: 252 });
    // Sample variances 4.333e-4 (ES) and 2.333e-4 (TY), covariance −2.833e-4; three quarters are in TY.
    const covariances = 0.25 ** 2 * 4.333333e-4 + 0.75 ** 2 * 2.333333e-4 - 2 * 0.25 * 0.75 * 2.8333333e-4;
    expect(volatility).toBeCloseTo(Math.sqrt(covariances * 252), 7);
    expect(scale).toBeCloseTo(0.0175 * Math.sqrt(252), 12);
    expect(bookVolatility(book, returns, 1, 2, { ddof: 1, annualization: 252 }).volatility).toBeNaN();
    // Row 1 alone: the larger row 2, just past the window, is not in the scale.
    expect(bookVolatility(book, returns, 1, 2, { ddof: 0, annualization: 1 }).scale).toBeCloseTo(0.0125, 12);
  });
});

describe("drawdown", () => {
  it("is −7.69% for [5000, 5100, 4900, 5200, 4800, 5050]", () => {
    const equity = Float64Array.from([5000, 5100, 4900, 5200, 4800, 5050]);
    const { depth, peakRow, troughRow, bars } = maxDrawdown(equity, 5000);
    expect(depth).toBeCloseTo(-400 / 5200, 12);
    expect([peakRow, troughRow, bars]).toEqual([3, 4, 2]); // still under water at the end
    expect(drawdownSeries(equity, 5000)[2]).toBeCloseTo(-200 / 5100, 12);
  });

  it("counts a loss on the first day, from the initial capital", () => {
    const { depth, peakRow, troughRow } = maxDrawdown(Float64Array.from([90, 75, 110]), 100);
    expect([depth, peakRow, troughRow]).toEqual([-0.25, -1, 1]);
    expect([...drawdownSeries(Float64Array.from([90, 75, 110]), 100)]).toEqual([90 / 100 - 1, -0.25, 0]);
    expect(maxDrawdown(Float64Array.from([80, 90]), 100).depth).toBeCloseTo(-0.2, 12);
  });

  it("begins at the last bar at the peak and ends when equity is back at it", () => {
    const { peakRow, troughRow, bars } = maxDrawdown(Float64Array.from([100, 110, 110, 99, 105, 110, 120]), 100);
    expect([peakRow, troughRow, bars]).toEqual([2, 3, 3]);
  });

  it("lasts from row 0 when the deepest point is there, until the capital is back", () => {
    const { peakRow, troughRow, bars } = maxDrawdown(Float64Array.from([90, 95, 110, 120]), 100);
    expect([peakRow, troughRow, bars]).toEqual([-1, 0, 2]);
  });

  it("has no bars when equity is NaN once and never falls", () => {
    expect(maxDrawdown(Float64Array.from([Number.NaN, 100]), 100)).toEqual({
      depth: 0,
      peakRow: -1,
      troughRow: -1,
      bars: 0,
    });
  });

  it("is 0 without a date when equity never falls, and NaN on its own bar alone", () => {
    expect(maxDrawdown(Float64Array.from([100, 100, 101]), 100)).toEqual({
      depth: 0,
      peakRow: -1,
      troughRow: -1,
      bars: 0,
    });
    expect([...drawdownSeries(Float64Array.from([100, Number.NaN, 50]), 100)]).toEqual([0, Number.NaN, -0.5]);
  });
});

describe("the rest of a summary", () => {
  it("finds the worst month and quarter, the partial ones included", () => {
    const dates = ["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-29", "2024-04-01"];
    const simple = percent(-5, 3, -3, -4);
    expect(worstPeriod(dates, simple, "month")).toBeCloseTo(-0.05, 12);
    expect(worstPeriod(dates, simple, "quarter")).toBeCloseTo(0.95 * 1.03 * 0.97 - 1, 12);
    expect(worstPeriod(dates.slice(0, 1), percent(), "month")).toBeNaN();
    expect(worstPeriod(dates.slice(0, 2), percent(-5), "month")).toBeCloseTo(-0.05, 12);
    expect(worstPeriod(dates, percent(-5, Number.NaN, 0, 0), "month")).toBeNaN();
    for (const returns of [simple, percent(-5, Number.NaN, 0, 0), percent(), percent(-100, 3, 1, 2)]) {
      const months = dates.slice(0, returns.length).map((date) => periodKey(date, "month"));
      const [month, quarter] = [worstPeriod(dates, returns, "month"), worstPeriod(dates, returns, "quarter")];
      expect(worstPeriods(months, returns)).toEqual({ month, quarter });
    }
  });

  it("counts hits among all bars with a return", () => {
    expect(hitRate(percent(1, 0, -1, 2))).toBe(0.5);
    expect(hitRate(percent())).toBeNaN();
  });

  it("annualises turnover, divides by the drawdown, finds the ruin", () => {
    expect(annualTurnover(Float64Array.from([4, 1, 1]), 126, 252)).toBe(12);
    expect(annualTurnover(Float64Array.from([4]), 0, 252)).toBeNaN();
    expect(calmarRatio(0.2, -0.1)).toBe(2);
    expect(ruinRow(Float64Array.from([0, 0.1, -1, 0, -1]))).toBe(2);
    expect(ruinRow(percent(1))).toBe(-1);
  });
});
