import { describe, expect, it } from "vitest";
import { panel } from "../../src/model/panel.ts";
import { expectedMetric, metricInputs } from "../../src/verify/recomputed-metrics.ts";
import { RunView } from "../../src/verify/run-view.ts";
import type { RunSketch } from "../support/run-of.ts";
import { runOf } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const portfolio_returns = table`
  date        simple_return
  2024-01-02  0
  2024-01-03  0.5
  2024-02-01  -0.25
  2024-03-01  0.5
  2024-04-01  0.25`;
const turnover = table`
  date        turnover  cost
  2024-01-03  3         0
  2024-03-01  1         0`;
const conventions = { annualization: 4, ddof: 1 } as const;

function metricsOf(sketch: RunSketch) {
  const view = new RunView(runOf({ conventions, ...sketch }), "run");
  const inputs = metricInputs(view, view.table("portfolio_returns")?.dates ?? []);
  return (name: string) => expectedMetric(name, inputs);
}

const closeTo = (figure: number) => expect.closeTo(figure, 12);

describe("the auditor's metrics", () => {
  const metric = metricsOf({ tables: { portfolio_returns, turnover } });
  const growth = 1.5 * 0.75 * 1.5 * 1.25 - 1;
  const yearlySize = 2 * 0.375; // mean |r|, times √annualization
  const volatility = 2 * Math.sqrt(0.125);
  const size = yearlySize / volatility;
  const sharpe = 0.5 / Math.sqrt(0.125);

  it.each([
    ["cagr", growth, 1 + growth],
    ["annual_vol", volatility, volatility + yearlySize],
    ["sharpe", sharpe, sharpe * (1 + size) + 2 * size],
    ["sortino", 4, yearlySize / 0.125],
    ["calmar", growth / 0.25, ((1 + growth) / 0.25) * (1 + 1e-3 / 0.25)],
    ["max_drawdown", -0.25, 1],
    ["worst_month", -0.25, 1],
    ["worst_quarter", 0.25, 1],
    ["hit_rate", 0.75, 1],
    ["turnover_annual", 4, 4],
  ])("know %s, and at what scale a residual of it is small", (name, expected, scale) => {
    expect(metric(name)).toEqual({ expected: closeTo(expected), scale: closeTo(scale) });
  });

  it("take a loss of growth and a negative ratio at the scale of their sizes", () => {
    const losing = table`
      date        simple_return
      2024-01-02  0
      2024-01-03  -0.5
      2024-02-01  0.25
      2024-03-01  -0.5
      2024-04-01  -0.25`;
    const loss = metricsOf({ tables: { portfolio_returns: losing } });
    const left = 0.5 * 1.25 * 0.5 * 0.75;
    expect(loss("cagr")).toEqual({ expected: closeTo(left - 1), scale: closeTo(2 - left) });
    expect(loss("sharpe")).toEqual({ expected: closeTo(-sharpe), scale: closeTo(sharpe * (1 + size) + 2 * size) });
    expect(loss("calmar")?.scale).toBeCloseTo(((2 - left) / (1 - left)) * (1 + 1e-3 / (1 - left)), 12);
  });

  it("do not exist where a year at that pace is beyond any double", () => {
    const paid = (loss: number, gain: number) => {
      const simple = panel(
        ["2024-01-02", "2024-01-03", "2024-01-04"],
        ["simple_return"],
        Float64Array.of(0, loss, gain),
      );
      return metricsOf({ conventions: { annualization: 252, ddof: 1 }, tables: { portfolio_returns: simple } });
    };
    expect(paid(-0.5, 2e3)("cagr")).toEqual({ expected: null, scale: 0 });
    expect(paid(-0.5, 2e3)("calmar")).toEqual({ expected: null, scale: 0 });
    expect(Number(paid(-0.5, 200)("cagr")?.expected) / 100.5 ** 126).toBeCloseTo(1, 9);
    expect(paid(-1e-9, 265)("calmar")).toEqual({ expected: null, scale: 0 });
  });

  it("do not exist without enough bars, and one bar is enough for what divides by their number", () => {
    const one = table`
      date        simple_return
      2024-01-02  0
      2024-01-03  -0.5`;
    const none = table`
      date        simple_return
      2024-01-02  0`;
    const undefinedFigure = { expected: null, scale: 0 };
    const [of1, of0] = [one, none].map((each) => metricsOf({ tables: { portfolio_returns: each, turnover } }));
    for (const name of ["cagr", "worst_month", "worst_quarter", "hit_rate", "turnover_annual", "sortino", "calmar"]) {
      expect([name, of0!(name)]).toEqual([name, undefinedFigure]);
      expect([name, typeof of1!(name)?.expected]).toEqual([name, "number"]);
    }
    for (const name of ["annual_vol", "sharpe"]) {
      expect([of1!(name), of0!(name)]).toEqual([undefinedFigure, undefinedFigure]); // ddof 1 asks for two
    }
    const population = metricsOf({ tables: { portfolio_returns: one }, conventions: { annualization: 4, ddof: 0 } });
    expect(population("annual_vol")).toMatchObject({ expected: 0 });
    expect(population("sharpe")).toBeUndefined(); // no volatility: rounding decides
    expect(metricsOf({ tables: { portfolio_returns } })("turnover_annual")).toBeUndefined();
    expect(metric("alpha")).toBeUndefined();
  });

  it("have no ratio to nothing", () => {
    const flat = table`
      date        simple_return
      2024-01-02  0
      2024-01-03  0
      2024-01-04  0`;
    const still = metricsOf({ tables: { portfolio_returns: flat } });
    const undefinedFigure = { expected: null, scale: 0 };
    for (const name of ["sharpe", "sortino", "calmar", "max_drawdown_peak_date", "max_drawdown_trough_date"]) {
      expect([name, still(name)]).toEqual([name, undefinedFigure]);
    }
    expect(still("max_drawdown_bars")).toEqual({ expected: 0, scale: 0 });
  });

  it("take a volatility of up to 1e-9 of the mean return for rounding", () => {
    const spread = (epsilon: number) => {
      const values = Float64Array.of(0, 0.25 - epsilon, 0.25 + epsilon);
      const panel = { dates: ["2024-01-02", "2024-01-03", "2024-01-04"], columns: ["simple_return"], values };
      return metricsOf({ tables: { portfolio_returns: panel }, conventions: { annualization: 4, ddof: 0 } })("sharpe");
    };
    expect(spread(0.22e-9)).toBeUndefined();
    expect(spread(0.28e-9)).toMatchObject({ expected: expect.closeTo(0.5 / 0.28e-9, -4) });
  });

  it("count a day that no calendar has to the month that it names", () => {
    const odd = table`
      date        simple_return
      2024-02-01  0
      2024-02-02  -0.5
      2024-02-31  0.5
      2024-03-01  1`;
    const of = metricsOf({ tables: { portfolio_returns: odd } });
    expect([of("worst_month")?.expected, of("worst_quarter")?.expected]).toEqual([-0.25, 0.5]);
  });

  it("look for the drawdown in the recorded curve where the capital is known and the bars are the same", () => {
    const equity_curve = (...values: readonly number[]) => ({
      dates: portfolio_returns.dates.slice(0, values.length),
      columns: ["equity"],
      values: Float64Array.from(values),
    });
    const config = { initialCapital: 100 };
    const depth = (sketch: RunSketch) => metricsOf(sketch)("max_drawdown")?.expected;
    const curve = equity_curve(50, 150, 75, 150, 150);
    expect(depth({ config, tables: { portfolio_returns, equity_curve: curve } })).toBe(-0.5);
    expect(depth({ tables: { portfolio_returns, equity_curve: curve } })).toBe(-0.25);
    expect(depth({ config, tables: { portfolio_returns, equity_curve: equity_curve(50, 150, 75) } })).toBe(-0.25);
    const dates = metricsOf({ config, tables: { portfolio_returns, equity_curve: curve } });
    expect(dates("max_drawdown_peak_date")).toMatchObject({ expected: "2024-01-02", scale: 0 });
    expect(dates("max_drawdown_trough_date")).toMatchObject({ expected: "2024-01-02", scale: 0 });
    expect(dates("max_drawdown_bars")).toMatchObject({ expected: 1, scale: 0 });
  });

  it("accept another of equal peaks, troughs and lengths, and none beside", () => {
    const twice = table`
      date        simple_return
      2024-01-02  0
      2024-01-03  1
      2024-01-04  -0.5
      2024-01-05  1
      2024-01-08  -0.5`;
    const tied = metricsOf({ tables: { portfolio_returns: twice } });
    const accepted = (name: string, actual: string | number) => tied(name)?.accepts?.(actual, 1e-9);
    expect(tied("max_drawdown_peak_date")?.expected).toBe("2024-01-03");
    expect(tied("max_drawdown_trough_date")?.expected).toBe("2024-01-04");
    expect([accepted("max_drawdown_trough_date", "2024-01-08"), accepted("max_drawdown_trough_date", "never")]).toEqual(
      [true, false],
    );
    expect([accepted("max_drawdown_peak_date", "2024-01-03"), accepted("max_drawdown_peak_date", "never")]).toEqual([
      true,
      false,
    ]);
    expect([accepted("max_drawdown_bars", "2"), accepted("max_drawdown_bars", 5)]).toEqual([true, false]);
  });

  it("name the day of ruin under the simple convention alone, where there is one", () => {
    const ruined = table`
      date        simple_return
      2024-01-02  0
      2024-01-03  -1
      2024-01-04  0.5`;
    const ruin = (returns: "simple" | "log", panel = ruined) =>
      metricsOf({ tables: { portfolio_returns: panel }, conventions: { ...conventions, returns } })("ruin_date");
    expect(ruin("simple")).toEqual({ expected: "2024-01-03", scale: 0 });
    expect(ruin("log")).toEqual({ expected: null, scale: 0 });
    expect(ruin("simple", portfolio_returns)).toEqual({ expected: null, scale: 0 });
    const atOnce = { ...ruined, values: Float64Array.of(-1, 0, 0) };
    expect(ruin("simple", atOnce)).toEqual({ expected: "2024-01-02", scale: 0 });
  });
});
