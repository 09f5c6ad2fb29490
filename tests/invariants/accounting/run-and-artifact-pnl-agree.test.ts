import { describe, it } from "vitest";
import { runAndArtifactPnlAgree } from "../../../invariants/accounting/run-and-artifact-pnl-agree.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withBlank, withCell } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const returns = table`
  date        ES    TY
  2024-01-02  0     0
  2024-01-03  0.01  0.02
  2024-01-04  0.05  0`;
const weights_daily = table`
  date        ES  TY
  2024-01-02  0   0
  2024-01-03  1   2
  2024-01-04  1   2`;
const net = (log: number) => String(Math.expm1(log));
const portfolio_returns = table(
  Object.assign(
    [
      `
  date        gross_return  cost   log_return  simple_return
  2024-01-02  0             0      0           0
  2024-01-03  0.05          0.003  0.047       ${net(0.047)}
  2024-01-04  0.05          0      0.05        ${net(0.05)}`,
    ],
    { raw: [] },
  ),
);
const tables = { returns, weights_daily, portfolio_returns };
const bookAndCost = `Σ weights_daily · returns = ${0.05 * 0.2} and cost 0 by the log convention`;

describe("accounting/run-and-artifact-pnl-agree", () => {
  it("passes when both returns follow from weights, returns and cost", () => {
    expectPass(judged(runAndArtifactPnlAgree, { tables }), 6);
  });

  it("fails on the dates on which the recorded book is not the one that was held", () => {
    const targets = withCell(weights_daily, "2024-01-04", "ES", 0.2); // 20% held, 100% traded
    expectFail(
      judged(runAndArtifactPnlAgree, { tables: { ...tables, weights_daily: targets } }),
      {
        date: "2024-01-04",
        artifact: "portfolio_returns.csv",
        actual: Math.expm1(0.05),
        message: `simple_return does not follow from ${bookAndCost}`,
      },
      {
        date: "2024-01-04",
        actual: 0.05,
        expected: 0.05 * 0.2,
        message: `log_return does not follow from ${bookAndCost}`,
      },
    );
  });

  it("fails when costs are not in the net returns", () => {
    const free = withCell(
      withCell(portfolio_returns, "2024-01-03", "log_return", 0.05),
      "2024-01-03",
      "simple_return",
      Math.expm1(0.05),
    );
    expectFail(
      judged(runAndArtifactPnlAgree, { tables: { ...tables, portfolio_returns: free } }),
      { date: "2024-01-03" },
      { date: "2024-01-03", actual: 0.05, expected: 0.05 - 0.003 },
    );
  });

  it("fails when a log return stands where a simple one belongs", () => {
    const mixed = withCell(portfolio_returns, "2024-01-04", "simple_return", 0.05);
    expectFail(judged(runAndArtifactPnlAgree, { tables: { ...tables, portfolio_returns: mixed } }), {
      date: "2024-01-04",
      actual: 0.05,
      expected: Math.expm1(0.05),
    });
  });

  it("fails for missing and NaN returns", () => {
    const blank = withBlank(portfolio_returns, "2024-01-04", "log_return");
    expectFail(judged(runAndArtifactPnlAgree, { tables: { ...tables, portfolio_returns: blank } }), {
      date: "2024-01-04",
      actual: "NaN",
    });
  });

  describe("under the simple convention", () => {
    const simple = { conventions: { returns: "simple" } as const };
    const market = table`
      date        ES
      2024-01-02  0
      2024-01-03  0.7
      2024-01-04  0`;
    const short = table`
      date        ES
      2024-01-02  0
      2024-01-03  -1
      2024-01-04  -1`;
    const ruined = table`
      date        gross_return          cost  log_return  simple_return
      2024-01-02  0                     0     0           0
      2024-01-03  -1.0137527074704764   0     -           -1        # more than all is lost
      2024-01-04  0                     0     0           0`;

    it("passes when a bar of ruin loses everything and has no log return", () => {
      expectPass(
        judged(runAndArtifactPnlAgree, {
          ...simple,
          tables: { returns: market, weights_daily: short, portfolio_returns: ruined },
        }),
        6,
      );
    });

    it("passes a bar that loses a part, and does not decide by rounding whether all is lost", () => {
      const half = table`
      date        ES
      2024-01-02  0
      2024-01-03  0.5
      2024-01-04  0.5`;
      const log = Math.log(2); // a gain of 100% in the market
      const doubling = { ...market, values: Float64Array.of(0, log, log) };
      const bars = (simple_return: number, log_return: number) => ({
        ...ruined,
        values: Float64Array.of(0, 0, 0, 0, 0.5, 0, Math.log(1.5), 0.5, 0, 0, log_return, simple_return),
      });
      const gained = { returns: doubling, weights_daily: half, portfolio_returns: bars(0.5, Math.log(1.5)) };
      expectPass(judged(runAndArtifactPnlAgree, { ...simple, tables: gained }), 6);
      const lost = { ...gained, weights_daily: withCell(half, "2024-01-04", "ES", -0.5) };
      const halved = { ...lost, portfolio_returns: bars(-0.5, Math.log(0.5)) };
      expectPass(judged(runAndArtifactPnlAgree, { ...simple, tables: halved }), 6);
      const wiped = {
        ...lost,
        weights_daily: withCell(half, "2024-01-04", "ES", -1),
        portfolio_returns: bars(-1, -36),
      };
      expectPass(judged(runAndArtifactPnlAgree, { ...simple, tables: wiped }), 5);
      expectFail(
        judged(runAndArtifactPnlAgree, { ...simple, tables: { ...wiped, portfolio_returns: bars(-0.9, -36) } }),
        {
          date: "2024-01-04",
          expected: -1,
          actual: -0.9,
          message:
            "simple_return does not follow from Σ weights_daily · returns = -1 and cost 0 by the simple convention",
        },
      );
    });

    it("fails when it loses more than everything or has a log return", () => {
      const overdrawn = withCell(
        withCell(ruined, "2024-01-03", "simple_return", -1.01375),
        "2024-01-03",
        "log_return",
        -30,
      );
      expectFail(
        judged(runAndArtifactPnlAgree, {
          ...simple,
          tables: { returns: market, weights_daily: short, portfolio_returns: overdrawn },
        }),
        { date: "2024-01-03", expected: -1, actual: -1.01375 },
        { date: "2024-01-03", expected: "missing on a bar of ruin", actual: -30 },
      );
    });
  });

  it("is unproven where no date has weights, and skipped without them", () => {
    const none = table`date ES TY`;
    expectUnproven(judged(runAndArtifactPnlAgree, { tables: { ...tables, weights_daily: none } }));
    expectSkipped(judged(runAndArtifactPnlAgree, { tables: { returns } }), "needs weights_daily.csv");
  });
});
