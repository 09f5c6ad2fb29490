import { describe, it } from "vitest";
import { nonzeroMaxDrawdown } from "../../../invariants/drawdown/nonzero-max-drawdown.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { table } from "../../support/tables.ts";

const portfolio_returns = table`
  date        gross_return  cost  log_return  simple_return
  2024-01-02  0             0     0            0
  2024-01-03  0             0     0           -0.2
  2024-01-04  0             0     0            0.125`;
const equity_curve = table`
  date        equity  drawdown
  2024-01-02  100      0
  2024-01-03  80      -0.2
  2024-01-04  90      -0.1`;
const zero = table`
  date        equity  drawdown
  2024-01-02  100     0
  2024-01-03  80      0
  2024-01-04  90      0`;
const message = "portfolio_returns fall -0.19999999999999996 under their peak by 2024-01-03;";

describe("drawdown/nonzero-max-drawdown", () => {
  it("passes when a loss shows as a drawdown, in the curve and in the summary", () => {
    expectPass(judged(nonzeroMaxDrawdown, { tables: { portfolio_returns, equity_curve } }), 1);
    expectPass(
      judged(nonzeroMaxDrawdown, { tables: { portfolio_returns, equity_curve }, metrics: { max_drawdown: -0.2 } }),
      2,
    );
  });

  it("fails when a loss shows as no drawdown: [80, 90] from 100", () => {
    expectFail(judged(nonzeroMaxDrawdown, { tables: { portfolio_returns, equity_curve: zero } }), {
      date: "2024-01-03",
      artifact: "equity_curve.csv",
      expected: "below 0",
      actual: 0,
      message: `${message} the deepest drawdown recorded is 0`,
    });
  });

  it("fails when the summary gives 0, the mildest drawdown, a positive one or none", () => {
    for (const reported of [0, 0.2, null, Number.NaN]) {
      const run = { tables: { portfolio_returns, equity_curve }, metrics: { max_drawdown: reported } };
      expectFail(judged(nonzeroMaxDrawdown, run), {
        artifact: "metrics.json",
        message: `${message} max_drawdown is ${reported}`,
      });
    }
  });

  it("fails when no drawdown is recorded as a number, and says so", () => {
    const curve = table`
      date        equity
      2024-01-02  100
      2024-01-03  80
      2024-01-04  90`;
    expectFail(judged(nonzeroMaxDrawdown, { tables: { portfolio_returns, equity_curve: curve } }), {
      actual: "no number at all",
      message: `${message} the deepest drawdown recorded is no number at all`,
    });
  });

  it("counts a loss on the very first bar", () => {
    const first = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0             0.01  -0.01       -0.01`;
    const curve = table`
      date        equity  drawdown
      2024-01-02  99      0`;
    expectFail(judged(nonzeroMaxDrawdown, { tables: { portfolio_returns: first, equity_curve: curve } }), {
      date: "2024-01-02",
    });
  });

  it("is unproven for a run that never loses, and for a fall that is rounding", () => {
    const rising = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-02  0             0     0            0
      2024-01-03  0             0     0            0.1
      2024-01-04  0             0     0           -1e-16`;
    expectUnproven(
      judged(nonzeroMaxDrawdown, { tables: { portfolio_returns: rising, equity_curve: zero } }),
      "never a return that takes equity under its peak",
    );
  });

  it("is skipped without returns or curve", () => {
    expectSkipped(judged(nonzeroMaxDrawdown, { tables: { portfolio_returns } }), "needs equity_curve.csv");
  });
});
