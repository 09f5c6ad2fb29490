import { describe, expect, it } from "vitest";
import { artifactsCoverEveryAsset } from "../../invariants/accounting/artifacts-cover-every-asset.ts";
import { costsConserved } from "../../invariants/accounting/costs-conserved.ts";
import { equityCompoundsReturns } from "../../invariants/accounting/equity-compounds-returns.ts";
import { pnlLinearInWeights } from "../../invariants/accounting/pnl-linear-in-weights.ts";
import { runAndArtifactPnlAgree } from "../../invariants/accounting/run-and-artifact-pnl-agree.ts";
import { dailyWeightsCarryForward } from "../../invariants/calendar/daily-weights-carry-forward.ts";
import { datesStrictlyIncrease } from "../../invariants/calendar/dates-strictly-increase.ts";
import { outputsFinite } from "../../invariants/data/outputs-finite.ts";
import { assetWeightWithinLimit } from "../../invariants/exposure/asset-weight-within-limit.ts";
import { expectFail, expectPass, judged } from "../support/judging.ts";
import { withCell, withoutRows } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

describe("Vibe-Trading PR#1082: positions.csv with targets of 80% where 20% were held", () => {
  const returns = table`
    date        BTC
    2024-01-02  0
    2024-01-03  0.05`;
  const weights_daily = table`
    date        BTC
    2024-01-02  0.2
    2024-01-03  0.2`;
  const portfolio_returns = table`
    date        gross_return  cost  log_return  simple_return
    2024-01-02  0             0     0           0
    2024-01-03  0.01          0     0.01        0.010050167084168057`;

  it("does not make the P&L of the run", () => {
    const targets = { ...weights_daily, values: Float64Array.of(0.8, 0.8) };
    expectFail(
      judged(runAndArtifactPnlAgree, { tables: { returns, weights_daily: targets, portfolio_returns } }),
      { date: "2024-01-03", expected: Math.expm1(0.04), actual: Math.expm1(0.01) },
      { date: "2024-01-03", expected: 0.04, actual: 0.01 },
    );
    expectPass(judged(runAndArtifactPnlAgree, { tables: { returns, weights_daily, portfolio_returns } }), 4);
  });
});

describe("Lean#9259: exported weights that are quantities", () => {
  it("SPY: 172 is no weight", () => {
    const weights_daily = table`
      date        SPY
      2024-01-02  172`;
    expectFail(judged(assetWeightWithinLimit, { config: {}, tables: { weights_daily } }), {
      date: "2024-01-02",
      asset: "SPY",
      expected: 2,
      actual: 172,
    });
    const whole = { ...weights_daily, values: Float64Array.of(1) };
    expectPass(judged(assetWeightWithinLimit, { config: {}, tables: { weights_daily: whole } }), 1);
  });
});

describe("QuantInvestStrats PR#79: rows in another order move NAV from 124.29 to 128.33", () => {
  const config = { initialCapital: 100, conventions: { returns: "simple" as const } };
  /** One asset gains 24.29%, the other 28.33%; the first is held. */
  const returns = table`
    date        held                other
    2024-01-02  0                   0
    2024-01-03  0.2174473587693287  0.24943488526827837`;
  const weights_daily = table`
    date        held  other
    2024-01-02  1     0
    2024-01-03  1     0`;
  const earning = (gain: number) => ({
    returns,
    weights_daily,
    portfolio_returns: {
      dates: returns.dates,
      columns: ["gross_return", "cost", "log_return", "simple_return"],
      values: Float64Array.of(0, 0, 0, 0, gain, 0, Math.log1p(gain), gain),
    },
    equity_curve: {
      dates: returns.dates,
      columns: ["equity", "drawdown"],
      values: Float64Array.of(100, 0, 100 * (1 + gain), 0),
    },
  });

  it("compounds without a flaw, and is the P&L of what was not held", () => {
    const mixedUp = earning(0.2833);
    expect(mixedUp.equity_curve.values[2]).toBeCloseTo(128.33, 10);
    expectPass(judged(equityCompoundsReturns, { config, tables: mixedUp }), 2);
    expectFail(judged(pnlLinearInWeights, { config, tables: mixedUp }), {
      date: "2024-01-03",
      artifact: "portfolio_returns.csv",
      expected: 0.2429,
      actual: 0.2833,
    });
    expectPass(judged(pnlLinearInWeights, { config, tables: earning(0.2429) }), 2);
  });
});

describe("rows that are dropped in silence", () => {
  const returns = table`
    date        BTC
    2024-01-05  0
    2024-01-06  0.01   # a Saturday
    2024-01-07  0.02   # a Sunday
    2024-01-08  0.03`;
  const weights_daily = { ...returns, values: Float64Array.of(1, 1, 1, 1) };

  it("portfolio#5274: the export has no weekends", () => {
    const weekdays = withoutRows(weights_daily, "2024-01-06", "2024-01-07");
    expectFail(
      judged(artifactsCoverEveryAsset, { tables: { returns, weights_daily: weekdays } }),
      { date: "2024-01-06", artifact: "weights_daily.csv" },
      { date: "2024-01-07", artifact: "weights_daily.csv" },
    );
    expectPass(judged(artifactsCoverEveryAsset, { tables: { returns, weights_daily } }));
  });

  it("PerformanceAnalytics#83: one table has a row fewer", () => {
    expectFail(
      judged(artifactsCoverEveryAsset, { tables: { returns: withoutRows(returns, "2024-01-07"), weights_daily } }),
      {
        date: "2024-01-07",
        artifact: "returns.csv",
      },
    );
  });
});

describe("dates that are others", () => {
  const returns = table`
    date        ES
    2024-02-29  0
    2024-03-01  0
    2024-03-04  0`;
  const scaledOn = (date: string) => ({
    dates: [date],
    columns: ["ES"],
    values: Float64Array.of(1),
  });

  it("assets_tracker#657: local midnight as ISO is the day before, in another month", () => {
    const weights_daily = { ...returns, values: Float64Array.of(0, 1, 1) };
    const tables = { returns, weights_daily, weights_scaled: scaledOn("2024-02-29") };
    expectFail(judged(dailyWeightsCarryForward, { config: {}, tables }), {
      date: "2024-02-29",
      asset: "ES",
      expected: 1,
      actual: 0,
    });
    expectPass(
      judged(dailyWeightsCarryForward, { config: {}, tables: { ...tables, weights_scaled: scaledOn("2024-03-01") } }),
      3,
    );
    const sunday = { returns, weights_scaled: scaledOn("2024-03-03") };
    expectFail(judged(datesStrictlyIncrease, { tables: sunday }), {
      date: "2024-03-03",
      artifact: "weights_scaled.csv",
    });
  });

  it("nautilus_trader#2664: a trade that closes before it opens", () => {
    const log = [
      "[ExecSim] 2024-03-04: turnover=1.000, cost=0.000000",
      "[ExecSim] 2024-03-01: turnover=1.000, cost=0.000000",
    ];
    expectFail(judged(datesStrictlyIncrease, { tables: { returns }, log }), {
      date: "2024-03-01",
      location: "run.log:2",
      expected: "a date after 2024-03-04",
    });
    expectPass(judged(datesStrictlyIncrease, { tables: { returns }, log: log.toReversed() }));
  });

  it("bt PR#539: an index that is not sorted", () => {
    const unsorted = { ...returns, dates: ["2024-02-29", "2024-03-04", "2024-03-01"] };
    expectFail(judged(datesStrictlyIncrease, { tables: { returns: unsorted } }), { date: "2024-03-01" });
  });
});

describe("costs that are lost", () => {
  const turnover = table`
    date        turnover  cost
    2024-01-03  2         0.002`;
  const portfolio_returns = table`
    date        gross_return  cost   log_return  simple_return
    2024-01-02  0             0      0           0
    2024-01-03  0.01          0.002  0.008       0.008032085504347
    2024-01-04  0.01          0      0.01        0.010050167084168`;
  const config = { costs: { halfSpreadBps: 8, feeBps: 2 } };
  const charged = (cost: number, net: number) => {
    const paid = withCell(portfolio_returns, "2024-01-03", "cost", cost);
    return { turnover, portfolio_returns: withCell(paid, "2024-01-03", "log_return", net) };
  };

  it("bt#82: gross and net are the same", () => {
    expectFail(judged(costsConserved, { config, tables: charged(0.002, 0.01) }), {
      date: "2024-01-03",
      artifact: "portfolio_returns.csv",
      expected: 0.008,
      actual: 0.01,
    });
    expectPass(judged(costsConserved, { config, tables: { turnover, portfolio_returns } }), 8);
  });

  it("zipline PR#1849: a commission below zero", () => {
    const tables = { ...charged(-0.002, 0.012), turnover: withCell(turnover, "2024-01-03", "cost", -0.002) };
    expectFail(
      judged(costsConserved, { config, tables }),
      { date: "2024-01-03", artifact: "turnover.csv", expected: "0 or more", actual: -0.002 },
      { date: "2024-01-03", artifact: "turnover.csv", expected: 0.002, actual: -0.002 },
    );
  });

  it("pysystemtrade PR#315: NaN where a cost was, or 0 where NaN was", () => {
    expectFail(judged(outputsFinite, { tables: charged(Number.NaN, 0.01) }), {
      date: "2024-01-03",
      artifact: "portfolio_returns.csv",
      actual: "NaN",
    });
    expectFail(judged(costsConserved, { config, tables: charged(0, 0.01) }), {
      date: "2024-01-03",
      expected: 0.002,
      actual: 0,
    });
  });
});
