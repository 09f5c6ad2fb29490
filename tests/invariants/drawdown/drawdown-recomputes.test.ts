import { describe, it } from "vitest";
import { drawdownRecomputes } from "../../../invariants/drawdown/drawdown-recomputes.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

// A loss of 10% on the first day, then of 25% in all.
const equity_curve = table`
  date        equity  drawdown
  2024-01-02  90      -0.10
  2024-01-03  75      -0.25
  2024-01-04  120      0
  2024-01-05  108     -0.10`;
const config = { initialCapital: 100 };

describe("drawdown/drawdown-recomputes", () => {
  it("passes when the peak is seeded with the capital", () => {
    expectPass(judged(drawdownRecomputes, { config, tables: { equity_curve } }), 4);
    expectPass(judged(drawdownRecomputes, { config, tables: { equity_curve }, metrics: { max_drawdown: -0.25 } }), 5);
  });

  it("fails when the loss of the first day is ignored", () => {
    const unseeded = table`
      date        equity  drawdown
      2024-01-02  90       0
      2024-01-03  75      -0.16666666666666663
      2024-01-04  120      0
      2024-01-05  108     -0.10`;
    expectFail(
      judged(drawdownRecomputes, { config, tables: { equity_curve: unseeded }, metrics: { max_drawdown: -1 / 6 } }),
      { date: "2024-01-02", artifact: "equity_curve.csv", expected: -0.1, actual: 0 },
      { date: "2024-01-03", artifact: "equity_curve.csv", expected: -0.25, actual: -1 / 6 },
      { date: "2024-01-03", artifact: "metrics.json", expected: -0.25, actual: -1 / 6 },
    );
  });

  it("fails for another sign, an absolute fall, NaN, and a summary that is no number", () => {
    for (const wrong of [0.25, -25, Number.NaN]) {
      const turned = withCell(equity_curve, "2024-01-03", "drawdown", wrong);
      expectFail(judged(drawdownRecomputes, { config, tables: { equity_curve: turned } }), { date: "2024-01-03" });
    }
    expectFail(judged(drawdownRecomputes, { config, tables: { equity_curve }, metrics: { max_drawdown: null } }), {
      artifact: "metrics.json",
      actual: "NaN",
      message: "max_drawdown is null; the equity curve's is -0.25, reached on 2024-01-03",
    });
  });

  it("finds the capital in the first return where the config is not recorded, or does without", () => {
    const portfolio_returns = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0             0     0           -0.1`;
    expectPass(judged(drawdownRecomputes, { tables: { equity_curve, portfolio_returns } }), 4);
    expectFail(
      judged(drawdownRecomputes, { tables: { equity_curve } }),
      { date: "2024-01-02" },
      { date: "2024-01-03" },
    );
  });

  it("fails on its own bar alone for a NaN of equity", () => {
    const broken = withCell(equity_curve, "2024-01-03", "equity", Number.NaN);
    expectFail(judged(drawdownRecomputes, { config, tables: { equity_curve: broken } }), {
      date: "2024-01-03",
      expected: "NaN",
    });
  });

  it("is unproven without a bar, skipped without a curve", () => {
    const tables = { equity_curve: table`date equity drawdown` };
    expectUnproven(judged(drawdownRecomputes, { config, tables, metrics: { max_drawdown: 0 } }));
    expectSkipped(judged(drawdownRecomputes, { config }), "needs equity_curve.csv");
  });
});
