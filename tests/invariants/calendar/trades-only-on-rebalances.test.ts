import { describe, it } from "vitest";
import { tradesOnlyOnRebalances } from "../../../invariants/calendar/trades-only-on-rebalances.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const turnover = table`
  date        turnover  cost
  2024-01-04  2         0
  2024-01-08  3         0`;
const weights_daily = table`
  date        ES  TY
  2024-01-03  0   0
  2024-01-04  1   1
  2024-01-05  1   1
  2024-01-08  2  -1
  2024-01-09  2  -1`;
const tables = { turnover, weights_daily };

describe("calendar/trades-only-on-rebalances", () => {
  it("passes when the book changes on rebalances alone", () => {
    expectPass(judged(tradesOnlyOnRebalances, { config: {}, tables }), 3 * 2);
  });

  it("fails with the asset that is traded between rebalances", () => {
    const traded = withCell(weights_daily, "2024-01-09", "TY", -0.8);
    expectFail(judged(tradesOnlyOnRebalances, { config: {}, tables: { ...tables, weights_daily: traded } }), {
      date: "2024-01-09",
      asset: "TY",
      artifact: "weights_daily.csv",
      expected: -1,
      actual: -0.8,
      message: "the weight changes from 2024-01-08 to 2024-01-09, which is no rebalance",
    });
  });

  it("fails when something is held before the first rebalance", () => {
    const early = withCell(weights_daily, "2024-01-03", "ES", 1);
    expectFail(judged(tradesOnlyOnRebalances, { config: {}, tables: { ...tables, weights_daily: early } }), {
      date: "2024-01-03",
      asset: "ES",
      expected: 0,
      message: "nothing is held before the first rebalance",
    });
  });

  it("takes a lost row of a rebalance for a lost row, not for a trade", () => {
    const lost = withoutRows(weights_daily, "2024-01-08");
    expectPass(judged(tradesOnlyOnRebalances, { config: {}, tables: { ...tables, weights_daily: lost } }), 2 * 2);
  });

  it("fails for NaN", () => {
    const broken = withCell(weights_daily, "2024-01-09", "ES", Number.NaN);
    expectFail(judged(tradesOnlyOnRebalances, { config: {}, tables: { ...tables, weights_daily: broken } }), {
      actual: "NaN",
    });
  });

  it("is unproven when every date is a rebalance", () => {
    const daily = table`
      date        ES  TY
      2024-01-04  1   1
      2024-01-08  2  -1`;
    expectUnproven(judged(tradesOnlyOnRebalances, { config: {}, tables: { ...tables, weights_daily: daily } }));
  });

  it("is skipped for drifting positions, without rebalances and without a config", () => {
    expectSkipped(
      judged(tradesOnlyOnRebalances, { config: { holding: "drifting-positions" }, tables }),
      "drifting-positions",
    );
    expectSkipped(
      judged(tradesOnlyOnRebalances, { config: {}, tables: { weights_daily } }),
      "needs a table of rebalances",
    );
    expectSkipped(judged(tradesOnlyOnRebalances, { tables }), "needs run.json (config)");
  });
});
