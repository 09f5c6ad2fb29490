import fc from "fast-check";
import {
  add,
  dotDivide,
  dotPow,
  max,
  mean as meanByMathjs,
  min,
  pow,
  prod,
  sort,
  sqrt,
  std,
  subtract,
  sum as sumByMathjs,
} from "mathjs";
import { describe, it } from "vitest";
import { annualTurnover } from "../../src/metrics/annual-turnover.ts";
import { annualVolatility } from "../../src/metrics/annual-volatility.ts";
import { bookVolatility } from "../../src/metrics/book-volatility.ts";
import { cagr } from "../../src/metrics/cagr.ts";
import { downsideDeviation } from "../../src/metrics/downside-deviation.ts";
import { drawdownSeries } from "../../src/metrics/drawdown-series.ts";
import { equitySeries } from "../../src/metrics/equity-series.ts";
import { hitRate } from "../../src/metrics/hit-rate.ts";
import { maxDrawdown } from "../../src/metrics/max-drawdown.ts";
import { meanCorrelation } from "../../src/metrics/mean-correlation.ts";
import { meanOfWorst } from "../../src/metrics/mean-of-worst.ts";
import { sharpeRatio } from "../../src/metrics/sharpe-ratio.ts";
import { sortinoRatio } from "../../src/metrics/sortino-ratio.ts";
import {
  annualization,
  basisPoints,
  bookAndWindow,
  expectNear,
  freedom,
  largest,
  meanOfPairs,
  normalization,
  PROPERTY,
  panelOf,
  quadraticForm,
  returnsOf,
  simple,
} from "../support/oracle.ts";

describe("the auditor's figures by mathjs", () => {
  it("volatility of a book is √(u'Σu · annualization)", () => {
    fc.assert(
      fc.property(bookAndWindow, ({ weights, rows, ddof, annual }) => {
        const columns = Int32Array.from(weights, (_, i) => i);
        const book = { weights: Float64Array.from(weights, (each) => each / 100), columns, count: weights.length };
        const { volatility, scale } = bookVolatility(book, panelOf(rows), 0, rows.length, {
          ddof,
          annualization: annual,
        });
        expectNear(volatility ** 2, quadraticForm([...book.weights], rows, ddof) * annual, 2 * scale ** 2);
      }),
      PROPERTY,
    );
  });

  it("the mean correlation is the mean over all pairs", () => {
    fc.assert(
      fc.property(bookAndWindow, ({ rows }) => {
        expectNear(meanCorrelation(panelOf(rows).values, rows[0]!.length, 0, rows.length), meanOfPairs(rows), 1);
      }),
      PROPERTY,
    );
  });

  it("volatility, Sharpe and Sortino ratio are of the returns after row 0", () => {
    fc.assert(
      fc.property(returnsOf(2), annualization, freedom, (returns, annual, ddof) => {
        const deviation = Number(std(returns, normalization(ddof)));
        const size = largest(returns);
        expectNear(
          annualVolatility(simple(returns), annual, ddof) ** 2,
          deviation ** 2 * annual,
          2 * size ** 2 * annual,
        );
        const downside = Number(
          sqrt(
            meanByMathjs(
              dotPow(
                returns.map((each) => min(each, 0)),
                2,
              ) as number[],
            ),
          ),
        );
        expectNear(downsideDeviation(simple(returns)), downside, size);
        const yearly = Number(sqrt(annual));
        // In steps of 1e-4 a deviation is either none or no less than 1e-5; mean / deviation keeps its digits.
        if (deviation > 1e-6) {
          const expected = (meanByMathjs(returns) / deviation) * yearly;
          expectNear(sharpeRatio(simple(returns), annual, ddof), expected, (size / deviation) ** 2 * yearly);
        }
        if (downside > 0) {
          const expected = (meanByMathjs(returns) / downside) * yearly;
          expectNear(sortinoRatio(simple(returns), annual), expected, (size / downside) * yearly);
        }
      }),
      PROPERTY,
    );
  });

  it("CAGR is the power of the product; hit rate, turnover and expected shortfall are means", () => {
    fc.assert(
      fc.property(returnsOf(1), annualization, (returns, annual) => {
        const bars = returns.length;
        const growth = prod(add(returns, 1) as number[]);
        const compounded = Number(pow(growth, annual / bars));
        // n factors, each rounded, to the power a/n: a roundings of the result.
        expectNear(cagr(simple(returns), annual), compounded - 1, 1 + compounded);
        const hits = returns.map((each) => (each > 0 ? 1 : 0));
        expectNear(hitRate(simple(returns)), meanByMathjs(hits), 1);
        const traded = returns.map(Math.abs);
        const yearly = (Number(sumByMathjs(traded)) * annual) / bars;
        expectNear(annualTurnover(Float64Array.from(traded), bars, annual), yearly, yearly);
        const worst = (sort(returns, "asc") as number[]).slice(0, Math.ceil(0.05 * bars));
        expectNear(meanOfWorst(simple(returns), 0.05), meanByMathjs(worst), 1);
      }),
      PROPERTY,
    );
  });

  it("equity is the product so far, drawdown its distance from the highest so far, the capital counted", () => {
    const losses = fc.array(
      fc.oneof({ weight: 30, arbitrary: basisPoints }, { weight: 1, arbitrary: fc.constant(-1.5) }),
    );
    fc.assert(
      fc.property(losses, fc.constantFrom(1, 100, 1e6), (returns, capital) => {
        const equity = equitySeries(simple(returns), capital);
        const factors = [1, ...returns.map((each) => max(1 + each, 0))];
        const curve = factors.map((_, t) => capital * prod(factors.slice(0, t + 1)));
        const peaks = curve.map((_, t) => max([capital, ...curve.slice(0, t + 1)]));
        const drawdown = subtract(dotDivide(curve, peaks) as number[], 1) as number[];
        const audited = drawdownSeries(equity, capital);
        for (const [t, value] of curve.entries()) {
          expectNear(equity[t]!, value, value);
          expectNear(audited[t]!, drawdown[t], 1);
        }
        const deepest = maxDrawdown(equity, capital);
        expectNear(deepest.depth, min(drawdown), 1);
        if (deepest.troughRow >= 0) expectNear(audited[deepest.troughRow]!, min(drawdown), 1);
      }),
      PROPERTY,
    );
  });
});
