import { describe, expect, it } from "vitest";
import { equityCompoundsReturns } from "../../invariants/accounting/equity-compounds-returns.ts";
import { metricsRecompute } from "../../invariants/accounting/metrics-recompute.ts";
import type { Metrics } from "../../src/model/run.ts";
import { expectFail, expectPass, judged } from "../support/judging.ts";
import { returnsOf } from "../support/returns.ts";
import { day, equityCurve } from "./support.ts";

/** What somebody's summary says of these simple returns, with so many bars a year. */
function summary(simple: readonly number[], annualization: number, metrics: Metrics) {
  return judged(metricsRecompute, {
    conventions: { annualization },
    tables: { portfolio_returns: returnsOf(...simple) },
    metrics,
  });
}

describe("quantstats#458: 26 weeks of +0.6% and calendar days for trading days", () => {
  const weeks = Array<number>(26).fill(0.006);

  it("do not make 4.7% a year", () => {
    expectFail(summary(weeks, 52, { cagr: 0.047 }), {
      artifact: "metrics.json",
      expected: 1.006 ** 52 - 1, // 36.5%; the 38% counts the 25 weeks that lie between 26 dates
      actual: 0.047,
      message: expect.stringMatching(/^cagr is 0\.047; portfolio_returns gives 0\.36/),
    });
  });

  it("make 36.5%", () => expectPass(summary(weeks, 52, { cagr: 1.006 ** 52 - 1 }), 1));
});

describe("ffn#303: a Sharpe ratio of half hours times 30", () => {
  const halfHours = [0.002, -0.001, 0.003, 0, -0.002, 0.001];
  const barsAYear = 252 * 13;
  const ratio = 0.0005 / Math.sqrt(halfHours.reduce((sum, each) => sum + (each - 0.0005) ** 2, 0) / 5);

  it("is not annualised by the minutes of a bar", () => {
    expectFail(summary(halfHours, barsAYear, { sharpe: ratio * 30 }), {
      expected: ratio * Math.sqrt(barsAYear),
      actual: ratio * 30,
    });
    expectPass(summary(halfHours, barsAYear, { sharpe: ratio * Math.sqrt(barsAYear) }), 1);
  });
});

describe("Lean#9533: two Sharpe ratios in one report", () => {
  const returns = [0.01, -0.02, 0.03];
  /** By the sample's deviation, and by the population's. */
  const [right, other] = [6, 9].map((n) => (0.02 / 3 / Math.sqrt(0.0038 / n)) * Math.sqrt(252)) as [number, number];

  it("cannot both be right", () => {
    expectPass(summary(returns, 252, { sharpe: right }), 1);
    expectFail(summary(returns, 252, { sharpe: other }), { expected: right, actual: other });
  });
});

describe("qlib#964: returns that are added up", () => {
  const portfolio_returns = returnsOf(0.5, -0.5);
  const money = (last: number) =>
    judged(equityCompoundsReturns, {
      config: { initialCapital: 100 },
      tables: { portfolio_returns, equity_curve: equityCurve([100, 150, last], [0, 0, 0]) },
    });

  it("say that half gained and half lost is nothing lost", () => {
    expectFail(money(100), { date: day(2), artifact: "equity_curve.csv", expected: 75, actual: 100 });
    expectPass(money(75), 3);
  });
});

describe("backtesting.py#1289: +11.5% and a win rate of 0", () => {
  it("do not go together", () => {
    expectFail(summary([0.115], 252, { hit_rate: 0 }), { expected: 1, actual: 0 });
    expectPass(summary([0.115], 252, { hit_rate: 1 }), 1);
  });
});

describe("backtesting.py#588: the equity of the last bar", () => {
  const portfolio_returns = returnsOf(0.01, 0.02, -0.1);

  it("is looked at like every other", () => {
    const equity = [1, 1.01, 1.01 * 1.02, 1.01 * 1.02];
    const tables = { portfolio_returns, equity_curve: equityCurve(equity, [0, 0, 0, 0]) };
    expectFail(judged(equityCompoundsReturns, { config: {}, tables }), {
      date: day(3),
      expected: 1.01 * 1.02 * 0.9,
      actual: 1.01 * 1.02,
    });
  });
});

describe("jesse-ai/example-strategies#6: a balance of 2.1e101", () => {
  it("does not follow from returns of a few percent", () => {
    const tables = { portfolio_returns: returnsOf(0.04), equity_curve: equityCurve([10_000, 2.1e101], [0, 0]) };
    expectFail(judged(equityCompoundsReturns, { config: { initialCapital: 10_000 }, tables }), {
      date: day(1),
      expected: 10_400,
      actual: 2.1e101,
    });
  });
});

describe("investing-algorithm-framework#603: the same figures for different strategies", () => {
  const calm = [0.001, -0.001, 0.002];
  const wild = [0.1, -0.2, 0.15];
  const of = (simple: readonly number[]): Metrics => ({ hit_rate: 2 / 3, max_drawdown: Math.min(...simple) });

  it("are right for one of them only", () => {
    expectPass(summary(calm, 252, of(calm)), 2);
    expectFail(summary(wild, 252, of(calm)), { expected: -0.2, actual: -0.001 });
    expect(of(calm).hit_rate).toBe(of(wild).hit_rate); // what they share proves nothing
  });
});
