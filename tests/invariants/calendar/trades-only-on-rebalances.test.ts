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

  it("lets each price move its own position where positions drift, and nobody else", () => {
    const market = {
      returns: table`
        date        ES    TY
        2024-01-03  0     0
        2024-01-04  0     0
        2024-01-05  0     0
        2024-01-08  0.2  -0.1
        2024-01-09  0     0`,
      portfolio_returns: table`
        date        simple_return
        2024-01-03  0
        2024-01-04  0
        2024-01-05  0
        2024-01-08  0.5
        2024-01-09  0`,
    };
    const moved = [(2 * Math.exp(0.2)) / 1.5, -Math.exp(-0.1) / 1.5] as const;
    const drifted = withCell(withCell(weights_daily, "2024-01-09", "ES", moved[0]), "2024-01-09", "TY", moved[1]);
    const config = { holding: "drifting-positions" } as const;
    expectPass(judged(tradesOnlyOnRebalances, { config, tables: { ...tables, ...market, weights_daily: drifted } }), 6);
    const message =
      "the weight changes from 2024-01-08 to 2024-01-09, which is no rebalance, otherwise than its price moves it";
    expectFail(
      judged(tradesOnlyOnRebalances, { config, tables: { ...tables, ...market } }),
      { date: "2024-01-09", asset: "ES", expected: moved[0], actual: 2, message },
      { date: "2024-01-09", asset: "TY", expected: moved[1], actual: -1, message },
    );
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

  it("is skipped where a drift cannot be followed, without rebalances and without a config", () => {
    expectSkipped(
      judged(tradesOnlyOnRebalances, { config: { holding: "drifting-positions" }, tables }),
      "holding is drifting-positions: needs returns.csv, portfolio_returns.csv",
    );
    expectSkipped(
      judged(tradesOnlyOnRebalances, { config: {}, tables: { weights_daily } }),
      "needs a table of rebalances",
    );
    expectSkipped(judged(tradesOnlyOnRebalances, { tables }), "needs run.json (config)");
  });
});
