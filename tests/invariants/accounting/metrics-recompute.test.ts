import { describe, expect, it } from "vitest";
import { metricsRecompute } from "../../../invariants/accounting/metrics-recompute.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { smallRun } from "../../support/reference-run.ts";
import { changed, runOf } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const portfolio_returns = table`
  date        gross_return  cost  log_return  simple_return
  2024-01-02  0  0  0   0
  2024-01-03  0  0  0   0.01
  2024-01-04  0  0  0   0.10
  2024-01-05  0  0  0  -0.04
  2024-01-08  0  0  0   0.02
  2024-01-09  0  0  0   0.03
  2024-01-10  0  0  0   0.02
  2024-02-01  0  0  0   0.01
  2024-02-02  0  0  0  -0.10`;
const metrics = {
  annual_vol: 0.9136465399704637,
  sharpe: 1.7238613961706866,
  sortino: 2.605531251673693,
  max_drawdown: -0.1,
  max_drawdown_peak_date: "2024-02-01",
  max_drawdown_trough_date: "2024-02-02",
  max_drawdown_bars: 1,
  worst_month: 1.01 * 0.9 - 1,
  hit_rate: 6 / 8,
  ruin_date: null,
};
const judgedWith = (other: Record<string, number | string | null>) =>
  judged(metricsRecompute, { tables: { portfolio_returns }, metrics: { ...metrics, ...other } });

/** How far the figures are from what the returns give. */
function residualOf(figures: Record<string, number>): number {
  const { probe } = judged(metricsRecompute, { tables: { portfolio_returns }, metrics: figures });
  expect(probe.examined).toBe(Object.keys(figures).length);
  return probe.worstResidual;
}

describe("accounting/metrics-recompute", () => {
  it("passes the published figures of a published series", () => {
    expectPass(judgedWith({}), 10);
  });

  it.each(["annual_vol", "sharpe", "sortino", "max_drawdown"] as const)("knows %s to 1e-8, and sees 1e-6", (name) => {
    const published = metrics[name];
    expect(residualOf({ [name]: published })).toBeLessThan(1e-8);
    for (const off of [-1e-6, 1e-6]) {
      expectFail(judgedWith({ [name]: published + off }), { artifact: "metrics.json", actual: published + off });
    }
  });

  it("passes the reference engine's own summary", () => {
    expectPass(judged(metricsRecompute, smallRun()), 14);
  });

  it("fails for figures annualised linearly, taken as absolute, or made of another run", () => {
    expectFail(
      judgedWith({
        sharpe: 1.7238613961706866 * Math.sqrt(252),
        max_drawdown: 0.1,
        hit_rate: null,
        ruin_date: "2024-02-02",
      }),
      { artifact: "metrics.json", message: expect.stringMatching(/^sharpe is 27\.\d+; portfolio_returns gives 1\.72/) },
      { expected: -0.1, actual: 0.1 },
      { expected: 0.75, actual: null },
      { expected: null, actual: "2024-02-02" },
    );
  });

  it("fails for NaN and for a figure that was given up although the returns give one", () => {
    expectFail(judgedWith({ annual_vol: Number.NaN }), { actual: "NaN" });
    expectFail(judgedWith({ annual_vol: null }), { actual: null });
  });

  it("does not count figures it has no metric for", () => {
    expectPass(judgedWith({ alpha: 12, constructor: 1 }), 10);
    expectUnproven(
      judged(metricsRecompute, { tables: { portfolio_returns }, metrics: { alpha: 12, turnover_annual: 3 } }),
    );
  });

  it("knows what does not exist: no returns, no volatility, no loss", () => {
    const one = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0  0.01  0  -0.01`;
    const nothing = {
      cagr: null,
      annual_vol: null,
      sharpe: null,
      sortino: null,
      calmar: null,
      worst_month: null,
      hit_rate: null,
    };
    expectPass(
      judged(metricsRecompute, { tables: { portfolio_returns: one }, metrics: { ...nothing, max_drawdown: -0.01 } }),
      8,
    );
    const flat = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0  0  0  0
      2024-01-03  0  0  0  0
      2024-01-04  0  0  0  0`;
    const still = {
      cagr: 0,
      annual_vol: 0,
      sharpe: null,
      sortino: null,
      calmar: null,
      max_drawdown: 0,
      max_drawdown_peak_date: null,
    };
    expectPass(judged(metricsRecompute, { tables: { portfolio_returns: flat }, metrics: still }), 7);
  });

  it("leaves open a ratio to a volatility that only rounding decides", () => {
    const steady = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0  0  0  0
      2024-01-03  0  0  0  0.1
      2024-01-04  0  0  0  0.1
      2024-01-05  0  0  0  0.1`;
    expectPass(
      judged(metricsRecompute, { tables: { portfolio_returns: steady }, metrics: { annual_vol: 0, sharpe: 3e16 } }),
      1,
    );
  });

  it("takes any of several equal peaks or troughs, and no other date", () => {
    const twice = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0  0  0   0
      2024-01-03  0  0  0   1
      2024-01-04  0  0  0   -0.5
      2024-01-05  0  0  0   1
      2024-01-08  0  0  0   -0.75
      2024-01-09  0  0  0   0.2
      2024-01-10  0  0  0   -0.16666666666666666`;
    const on = (peak: string, trough: string, bars: number) =>
      judged(metricsRecompute, {
        tables: { portfolio_returns: twice },
        metrics: { max_drawdown_peak_date: peak, max_drawdown_trough_date: trough, max_drawdown_bars: bars },
      });
    expectPass(on("2024-01-05", "2024-01-08", 3), 3);
    expectPass(on("2024-01-03", "2024-01-10", 5), 3);
    expectFail(
      on("2024-01-04", "2024-01-09", 4),
      { expected: "2024-01-05", actual: "2024-01-04" },
      { expected: "2024-01-08", actual: "2024-01-09" },
      { expected: 3, actual: 4 },
    );
    expectFail(on("never", "2024-01-08", 3), { expected: "2024-01-05", actual: "never" });
  });

  it("fails for bars of a drawdown where there is none", () => {
    const rising = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0  0  0  0
      2024-01-03  0  0  0  0.1
      2024-01-04  0  0  0  0`;
    const lasting = (bars: number) =>
      judged(metricsRecompute, {
        tables: { portfolio_returns: rising },
        metrics: { max_drawdown: 0, max_drawdown_bars: bars },
      });
    expectPass(lasting(0), 2);
    for (const bars of [1, 2]) expectFail(lasting(bars), { expected: 0, actual: bars });
  });

  it("finds the ruin, and fails for a summary that does not", () => {
    const run = { config: { conventions: { returns: "simple" } } as const };
    const ruined = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0  0  0   0
      2024-01-03  0  0  -  -1
      2024-01-04  0  0  0   0.5`;
    expectPass(
      judged(metricsRecompute, {
        ...run,
        tables: { portfolio_returns: ruined },
        metrics: { ruin_date: "2024-01-03", cagr: -1 },
      }),
      2,
    );
    expectFail(
      judged(metricsRecompute, { ...run, tables: { portfolio_returns: ruined }, metrics: { ruin_date: null } }),
      {
        expected: "2024-01-03",
      },
    );
  });

  it("follows turnover too, and is skipped without metrics", () => {
    const clean = smallRun();
    const annual = clean.metrics()!.turnover_annual as number;
    expectFail(judged(metricsRecompute, changed(clean, { metrics: { turnover_annual: annual * 2 } })), {
      actual: annual * 2,
    });
    expectSkipped(judged(metricsRecompute, runOf({ tables: { portfolio_returns } })), "needs metrics.json");
  });
});
