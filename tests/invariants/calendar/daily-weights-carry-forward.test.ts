import { describe, it } from "vitest";
import { dailyWeightsCarryForward } from "../../../invariants/calendar/daily-weights-carry-forward.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_scaled = table`
  date        ES  TY
  2024-01-04  1   0.5
  2024-01-08  2  -1`;
const weights_daily = table`
  date        ES  TY
  2024-01-03  0   0
  2024-01-04  1   0.5
  2024-01-05  1   0.5
  2024-01-08  2  -1
  2024-01-09  2  -1`;
const tables = { weights_scaled, weights_daily };

describe("calendar/daily-weights-carry-forward", () => {
  it("passes when each date has the last rebalance's book, and none before the first", () => {
    expectPass(judged(dailyWeightsCarryForward, { config: {}, tables }), 10);
  });

  it("fails when the book of tomorrow is held today", () => {
    const filled = table`
      date        ES  TY
      2024-01-03  1   0.5   # filled backward
      2024-01-04  1   0.5
      2024-01-05  2  -1     # the next value
      2024-01-08  2  -1
      2024-01-09  2  -1`;
    const artifact = "weights_daily.csv";
    expectFail(
      judged(dailyWeightsCarryForward, { config: {}, tables: { ...tables, weights_daily: filled } }),
      {
        artifact,
        date: "2024-01-05",
        asset: "ES",
        expected: 1,
        actual: 2,
        message: "the book in force is that of 2024-01-04, with a weight of 1",
      },
      { artifact, date: "2024-01-05", asset: "TY", expected: 0.5, actual: -1 },
      {
        artifact,
        date: "2024-01-03",
        asset: "ES",
        expected: 0,
        actual: 1,
        message: "nothing is held before the first rebalance",
      },
      { artifact, date: "2024-01-03", asset: "TY", expected: 0, actual: 0.5 },
    );
  });

  describe("where positions drift", () => {
    const config = { holding: "drifting-positions" } as const;
    const returns = table`
      date        ES    TY
      2024-01-03  0     0
      2024-01-04  0.1  -0.2
      2024-01-05  0.1   0
      2024-01-08  0     0
      2024-01-09  0     0`;
    const portfolio_returns = table`
      date        simple_return
      2024-01-03  0
      2024-01-04  0.25
      2024-01-05  0.1
      2024-01-08  -1
      2024-01-09  0`;
    const later = [Math.exp(0.1) / 1.25, (0.5 * Math.exp(-0.2)) / 1.25] as const;
    const drifted = [
      ["2024-01-05", "ES", later[0]],
      ["2024-01-05", "TY", later[1]],
      ["2024-01-09", "ES", 0], // the whole capital is lost on 01-08
      ["2024-01-09", "TY", 0],
    ] as const;
    const daily = drifted.reduce((panel, [date, asset, weight]) => withCell(panel, date, asset, weight), weights_daily);
    const market = { ...tables, returns, portfolio_returns, weights_daily: daily };

    it("passes when the book is the last rebalance's, moved by all returns since", () => {
      expectPass(judged(dailyWeightsCarryForward, { config, tables: market }), 10);
    });

    it("fails when it is not moved at all, and after a loss of everything", () => {
      const because = "the book in force is that of 2024-01-04, moved by prices since, with a weight of";
      expectFail(
        judged(dailyWeightsCarryForward, { config, tables: { ...market, weights_daily } }),
        { date: "2024-01-05", asset: "ES", expected: later[0], actual: 1, message: `${because} ${later[0]}` },
        { date: "2024-01-05", asset: "TY", expected: later[1], actual: 0.5, message: `${because} ${later[1]}` },
        { date: "2024-01-09", asset: "ES", expected: 0, actual: 2 },
        { date: "2024-01-09", asset: "TY", expected: 0, actual: -1 },
      );
    });

    it("moves by the returns of the day itself where weights earn from the day after", () => {
      const dayAfter = { config: { ...config, conventions: { earnsFrom: 1 } } as const };
      const moved = [Math.exp(0.1) / 1.1, 0.5 / 1.1] as const;
      const earned = [
        ["2024-01-05", "ES", moved[0]],
        ["2024-01-05", "TY", moved[1]],
      ] as const;
      const held = earned.reduce((panel, [date, asset, weight]) => withCell(panel, date, asset, weight), weights_daily);
      expectPass(judged(dailyWeightsCarryForward, { ...dayAfter, tables: { ...market, weights_daily: held } }), 10);
    });

    it("follows no book over a lost day, a lost rebalance or a lost figure", () => {
      const lostDay = { ...market, weights_daily: withoutRows(daily, "2024-01-04") };
      expectPass(judged(dailyWeightsCarryForward, { config, tables: lostDay }), 2 + 4);
      const turnover = table`
        date        turnover  cost
        2024-01-04  1.5       0
        2024-01-08  2.5       0`;
      const lostBook = { ...market, turnover, weights_scaled: withoutRows(weights_scaled, "2024-01-04") };
      expectPass(judged(dailyWeightsCarryForward, { config, tables: lostBook }), 2 + 4);
      const lostReturn = { ...market, portfolio_returns: withoutRows(portfolio_returns, "2024-01-08") };
      expectPass(judged(dailyWeightsCarryForward, { config, tables: lostReturn }), 8);
    });
  });

  it("does not compare with a book that weights_scaled lost, nor with an asset", () => {
    const turnover = table`
      date        turnover  cost
      2024-01-04  1.5       0
      2024-01-08  2.5       0`;
    const lost = { weights_daily, turnover, weights_scaled: withoutRows(weights_scaled, "2024-01-08") };
    expectPass(judged(dailyWeightsCarryForward, { config: {}, tables: lost }), 6);
    const narrow = { weights_daily, weights_scaled: withoutColumns(weights_scaled, "ES") };
    expectPass(judged(dailyWeightsCarryForward, { config: {}, tables: narrow }), 4 + 2);
  });

  it("fails for NaN and is unproven without a date", () => {
    const broken = withCell(weights_daily, "2024-01-09", "ES", Number.NaN);
    expectFail(judged(dailyWeightsCarryForward, { config: {}, tables: { ...tables, weights_daily: broken } }), {
      actual: "NaN",
    });
    expectUnproven(
      judged(dailyWeightsCarryForward, { config: {}, tables: { ...tables, weights_daily: table`date ES TY` } }),
    );
  });

  it("is skipped where a drift cannot be followed and without its parts", () => {
    expectSkipped(
      judged(dailyWeightsCarryForward, { config: { holding: "drifting-positions" }, tables }),
      "holding is drifting-positions: needs returns.csv, portfolio_returns.csv",
    );
    expectSkipped(
      judged(dailyWeightsCarryForward, { tables: { weights_daily } }),
      "needs weights_scaled.csv, run.json (config)",
    );
  });
});
