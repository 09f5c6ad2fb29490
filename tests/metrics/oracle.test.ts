import fc from "fast-check";
import {
  add,
  bignumber,
  corr,
  cumsum,
  divide,
  dotDivide,
  dotPow,
  type MathCollection,
  matrix,
  max,
  mean as meanByMathjs,
  min,
  multiply,
  pow,
  prod,
  sort,
  sqrt,
  std,
  subset,
  subtract,
  sum as sumByMathjs,
  index as take,
  transpose,
  variance as varianceByMathjs,
} from "mathjs";
import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
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
import type { Panel } from "../../src/model/panel.ts";
import { columnOf, isMissing, panel } from "../../src/model/panel.ts";
import { mean, variance } from "../../src/numeric/statistics.ts";
import { sum, sumMagnitudes } from "../../src/numeric/sum.ts";
import { smallScenario } from "../support/reference-run.ts";

/**
 * The auditor's arithmetic, and the engine's, against mathjs: three pieces of code that share nothing.
 *
 * Tolerance: all sums here have at most a few thousand terms, so that two orders of summation differ by less than
 * n·2⁻⁵³ < 1e-12 of Σ|terms|. That is the tolerance, against the magnitude of what was added up. Variances are
 * compared, not deviations: a root near 0 has half the digits of what it is the root of.
 */
const UNIT = 1e-12;
const PROPERTY = { seed: 20240105, numRuns: 300 };

function expectNear(actual: number, oracle: unknown, scale: number): void {
  const difference = Math.abs(actual - Number(oracle));
  if (!(difference <= UNIT * scale)) expect.fail(`${actual} is not ${Number(oracle)}: ${difference} on ${scale}`);
}

/** Returns in steps of a basis point: columns either repeat one value or vary by far more than rounding. */
const basisPoints = fc.integer({ min: -2000, max: 2000 }).map((each) => each / 10_000);
const returnsOf = (least: number) => fc.array(basisPoints, { minLength: least, maxLength: 60 });
const anything = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 80 });
const annualization = fc.constantFrom(1, 12, 52, 252, 365);
const freedom = fc.constantFrom(0, 1);
const normalization = (ddof: number) => (ddof === 1 ? "unbiased" : "uncorrected");
const simple = (returns: readonly number[]) => Float64Array.from([0, ...returns]);
const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

/** A book of one to six assets and a window of returns for them. */
const bookAndWindow = fc.integer({ min: 1, max: 6 }).chain((width) =>
  fc.record({
    weights: fc.array(fc.integer({ min: -200, max: 200 }), { minLength: width, maxLength: width }),
    rows: fc.array(fc.array(basisPoints, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 40 }),
    ddof: freedom,
    annual: annualization,
  }),
);

const panelOf = (rows: readonly (readonly number[])[]): Panel =>
  panel(
    rows.map((_, t) => `day ${t}`),
    rows[0]!.map((_, i) => `asset ${i}`),
    Float64Array.from(rows.flat()),
  );

/** u'Σu with the sample covariance Σ = X'X / (n − ddof) of the centred returns X, all by mathjs matrices. */
function quadraticForm(weights: readonly number[], rows: readonly (readonly number[])[], ddof: number): number {
  const centre = meanByMathjs(rows as number[][], 0) as unknown as number[];
  const centred = matrix(rows.map((row) => subtract([...row], centre) as number[]));
  const covariance = divide(multiply(transpose(centred), centred), rows.length - ddof) as MathCollection;
  return Number(multiply(multiply([...weights], covariance), [...weights]));
}

/** Rows [from, to) of a panel as arrays. */
function rowsOf({ values, columns }: Panel, from: number, to: number): number[][] {
  const width = columns.length;
  return Array.from({ length: to - from }, (_, t) => [...values.subarray((from + t) * width, (from + t + 1) * width)]);
}

/** Mean of the correlations of all pairs of columns that vary, pair by pair. */
function meanOfPairs(rows: readonly (readonly number[])[]): number {
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i]!));
  const varying = columns.filter((column) => column.some((value) => value !== column[0]));
  const pairs = varying.flatMap((a, i) => varying.slice(i + 1).map((b) => Number(corr(a, b))));
  return pairs.length === 0 ? 0 : meanByMathjs(pairs);
}

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

describe("the kernels by mathjs", () => {
  it("mean and variance of any range", () => {
    fc.assert(
      fc.property(anything, freedom, fc.nat(), (values, ddof, cut) => {
        const from = cut % (values.length - 1);
        const part = values.slice(from);
        const size = largest(part);
        const array = Float64Array.from(values);
        expectNear(mean(array, from), meanByMathjs(part), size);
        expectNear(variance(array, ddof, from), Number(varianceByMathjs(part, normalization(ddof))), 2 * size ** 2);
        const front = subset(values, take(Array.from({ length: from + 1 }, (_, i) => i))) as unknown as number[];
        expectNear(mean(array, 0, from + 1), meanByMathjs([front].flat()), largest(values));
        const running = cumsum(values) as number[];
        const whole = Number(sumByMathjs(values.map(Math.abs)));
        expectNear(sum(array, 0, from + 1), running[from], whole);
        expectNear(sumMagnitudes(array), whole, whole);
      }),
      PROPERTY,
    );
  });

  it("the compensated sum is right to the last digit but one, however much cancels", () => {
    const dyadic = fc.record({
      digits: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
      exponent: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(dyadic, { maxLength: 60 }), (terms) => {
        // Whole numbers below 2^106, which mathjs adds up exactly in 64 decimal digits.
        const values = terms.map(({ digits, exponent }) => digits * 2 ** exponent);
        const exact = terms.reduce(
          (total, { digits, exponent }) =>
            add(total, multiply(bignumber(digits), pow(bignumber(2), exponent))) as never,
          bignumber(0),
        );
        const magnitude = values.reduce((total, value) => total + Math.abs(value), 0);
        // Neumaier: 2⁻⁵² of the result, and n²·2⁻¹⁰⁴ of the magnitudes.
        const bound = 2 ** -52 * Math.abs(Number(exact)) + terms.length ** 2 * 2 ** -104 * magnitude;
        const error = Math.abs(Number(subtract(bignumber(sum(Float64Array.from(values))), exact)));
        expect(error).toBeLessThanOrEqual(bound);
      }),
      PROPERTY,
    );
  });
});

describe("the engine's figures by mathjs", () => {
  const scenario = smallScenario({ allocator: { mode: "compute" } }, 160);
  const run = runStages(scenario);
  const { market, config } = scenario;
  const returns = run.table("returns")!;
  const yearly = config.conventions.annualization;

  it("the volatility that sets the leverage is √(u'Σu · annualization) of the window before", () => {
    const pre = run.table("weights_pre")!;
    const recorded = columnOf(run.table("leverage_series")!, "vol")!;
    const { volWindow } = config.exposure as Extract<typeof config.exposure, { kind: "vol-target" }>;
    for (const [k, date] of pre.dates.entries()) {
      const row = market.dates.indexOf(date);
      const weights = rowsOf(pre, k, k + 1)[0]!;
      const unit = divide(weights, Number(sumByMathjs(weights.map(Math.abs)))) as number[];
      const window = rowsOf(returns, Math.max(1, row - volWindow), row);
      const expected = quadraticForm(unit, window, config.conventions.ddof) * yearly;
      expectNear(recorded[k]! ** 2, expected, 2 * largest(window.flat()) ** 2 * yearly);
    }
    expect(recorded.length).toBeGreaterThanOrEqual(14);
  });

  it.each([20, 60])("volatility and mean correlation of the state over %i bars", (bars) => {
    const state = run.table("allocator_state_v1")!;
    const post = run.table("weights_post")!;
    const shadow = market.dates.map((date, t) => {
      const k = post.dates.findLastIndex((each) => each <= date);
      const book = k < 0 ? undefined : rowsOf(post, k, k + 1)[0]!;
      return book === undefined ? 0 : Math.expm1(Number(multiply(book, rowsOf(returns, t, t + 1)[0]!)));
    });
    let compared = 0;
    for (const [row, date] of state.dates.entries()) {
      const t = market.dates.indexOf(date);
      const cell = (name: string) => row * state.columns.length + state.columns.indexOf(name);
      const volatility = cell(`port_rvol_${bars}d`);
      if (isMissing(state, volatility) || isMissing(state, cell(`corr_${bars}d`))) continue;
      const window = shadow.slice(t - bars, t);
      const spread = Number(varianceByMathjs(window, normalization(config.conventions.ddof)));
      expectNear(state.values[volatility]! ** 2, spread * yearly, 2 * largest(window) ** 2 * yearly);
      expectNear(state.values[cell(`corr_${bars}d`)]!, meanOfPairs(rowsOf(returns, t - bars, t)), 1);
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
  });
});
