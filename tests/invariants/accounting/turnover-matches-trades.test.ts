import { describe, expect, it } from "vitest";
import { turnoverMatchesTrades } from "../../../invariants/accounting/turnover-matches-trades.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_scaled = table`
  date        ES   TY
  2024-01-05  2.5  -1.5
  2024-02-05  2.0  -1.0
  2024-03-05  2.0   1.0`;
const turnover = table`
  date        turnover  cost
  2024-01-05  4.0       0
  2024-02-05  1.0       0
  2024-03-05  2.0       0`;
const tables = { weights_scaled, turnover };

describe("accounting/turnover-matches-trades", () => {
  it("passes when turnover is the sum of changes both ways, the first build-up in full", () => {
    expectPass(judged(turnoverMatchesTrades, { config: {}, tables }), 3);
  });

  it("fails for net trades: buys less sells", () => {
    const netted = withCell(turnover, "2024-02-05", "turnover", 0);
    expectFail(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, turnover: netted } }), {
      date: "2024-02-05",
      artifact: "turnover.csv",
      expected: 1,
      actual: 0,
      message: "turnover is 0; Σ|w_new − w_held| of weights_scaled is 1",
    });
  });

  it("fails when everything is sold and bought back", () => {
    const churned = withCell(turnover, "2024-03-05", "turnover", 6);
    expectFail(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, turnover: churned } }), {
      date: "2024-03-05",
      expected: 2,
      actual: 6,
    });
  });

  it("judges the first rebalance alone where the holding rule is not recorded", () => {
    expectPass(judged(turnoverMatchesTrades, { tables }), 1);
    const wrong = withCell(turnover, "2024-01-05", "turnover", 1);
    expectFail(judged(turnoverMatchesTrades, { tables: { ...tables, turnover: wrong } }), { date: "2024-01-05" });
  });

  it("compares no books across a lost row", () => {
    const lost = withoutRows(weights_scaled, "2024-02-05");
    expectPass(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, weights_scaled: lost } }), 1);
    const first = withoutRows(turnover, "2024-01-05");
    expectPass(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, turnover: first } }), 1);
  });

  describe("where positions drift", () => {
    const config = { holding: "drifting-positions" } as const;
    const market = {
      returns: table`
        date        ES    TY
        2024-01-05  0.1   0
        2024-02-05  0     0
        2024-03-05  0     0.2`,
      portfolio_returns: table`
        date        simple_return
        2024-01-05  0.25
        2024-02-05  -1
        2024-03-05  0`,
    };
    /** What is held when February trades; March trades from nothing, because February lost everything. */
    const held = [(2.5 * Math.exp(0.1)) / 1.25, -1.5 / 1.25] as const;
    const february = Math.abs(2 - held[0]) + Math.abs(-1 - held[1]);
    const drifted = withCell(withCell(turnover, "2024-02-05", "turnover", february), "2024-03-05", "turnover", 3);
    const followed = { ...tables, ...market, weights_daily: weights_scaled, turnover: drifted };

    it("trades from what prices made of the book", () => {
      expectPass(judged(turnoverMatchesTrades, { config, tables: followed }), 3);
      expectFail(
        judged(turnoverMatchesTrades, { config, tables: { ...followed, turnover } }),
        {
          date: "2024-02-05",
          expected: february,
          actual: 1,
          message: expect.stringContaining("Σ|w_new − w_held| of weights_scaled against the drifted book is"),
        },
        { date: "2024-03-05", expected: 3, actual: 2 },
      );
    });

    it("judges no trade from a book that is lost", () => {
      const lostDay = { ...followed, weights_daily: withoutRows(weights_scaled, "2024-02-05") };
      expectPass(judged(turnoverMatchesTrades, { config, tables: lostDay }), 1);
      const lostAsset = { ...followed, weights_daily: withoutColumns(weights_scaled, "TY") };
      expectPass(judged(turnoverMatchesTrades, { config, tables: lostAsset }), 1);
    });

    it("is skipped where a book earns from the day after: what is held just before the trade is not recorded", () => {
      const dayAfter = { ...config, conventions: { earnsFrom: 1 } } as const;
      expectSkipped(judged(turnoverMatchesTrades, { config: dayAfter, tables: followed }), "earn from the day after");
      expectPass(judged(turnoverMatchesTrades, { config: { conventions: { earnsFrom: 1 } }, tables }), 3);
    });
  });

  it("fails for NaN", () => {
    const broken = withCell(weights_scaled, "2024-03-05", "TY", Number.NaN);
    expectFail(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, weights_scaled: broken } }), {
      date: "2024-03-05",
      expected: "NaN",
    });
  });

  it("is skipped where a drift cannot be followed and without its tables, unproven without a rebalance", () => {
    expectSkipped(
      judged(turnoverMatchesTrades, { config: { holding: "drifting-positions" }, tables }),
      "holding is drifting-positions: needs weights_daily.csv, returns.csv, portfolio_returns.csv",
    );
    expectSkipped(judged(turnoverMatchesTrades, { config: {} }), "needs weights_scaled.csv, turnover.csv");
    expectUnproven(
      judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, turnover: table`date turnover cost` } }),
    );
  });
});
