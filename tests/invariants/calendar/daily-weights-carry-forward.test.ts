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

  it("is skipped for drifting positions and without its parts", () => {
    expectSkipped(
      judged(dailyWeightsCarryForward, { config: { holding: "drifting-positions" }, tables }),
      "drifting-positions",
    );
    expectSkipped(
      judged(dailyWeightsCarryForward, { tables: { weights_daily } }),
      "needs weights_scaled.csv, run.json (config)",
    );
  });
});
