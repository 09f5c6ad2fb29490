import { describe, expect, it } from "vitest";
import { holdTradesNothing } from "../../../invariants/calendar/hold-trades-nothing.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const returns = table`
  date        ES    TY
  2024-01-03  0     0
  2024-01-04  0.10  0
  2024-01-05  0     0
  2024-01-08  0     0`;
const weights_scaled = table`
  date        ES   TY
  2024-01-04  0.5  0.5
  2024-01-08  1    0`;
const portfolio_returns = table`
  date        gross_return  cost   log_return  simple_return
  2024-01-03  0             0      0           0
  2024-01-04  0.05          0.001  0           0.05
  2024-01-05  0             0      0           0
  2024-01-08  0             0.001  0           0`;
const weights_daily = table`
  date        ES   TY
  2024-01-03  0    0
  2024-01-04  0.5  0.5
  2024-01-05  0.5  0.5
  2024-01-08  1    0`;
const tables = { returns, weights_scaled, portfolio_returns, weights_daily };

/** What the prices of 01-04 make of 0.5 each, when the whole gained 5%. */
const moved = [(0.5 * Math.exp(0.1)) / 1.05, 0.5 / 1.05] as const;
const drifted = withCell(withCell(weights_daily, "2024-01-05", "ES", moved[0]), "2024-01-05", "TY", moved[1]);
const drifting = { holding: "drifting-positions", rebalance: "day" } as const;

describe("calendar/hold-trades-nothing", () => {
  it("passes when a hold leaves the book alone and nothing is paid, and counts the dates that were held", () => {
    const finding = judged(holdTradesNothing, { config: { rebalance: "day" }, tables });
    expectPass(finding, 2 * 2); // the trade and the cost of each of the two dates without a rebalance
    expect(finding.probe.preconditions).toEqual([
      { label: "a scheduled date on which every sleeve holds", met: 1, cases: 1 },
    ]);
  });

  it("fails when a hold levers the book again, with what was traded in all", () => {
    const levered = withCell(withCell(weights_daily, "2024-01-05", "ES", 0.625), "2024-01-05", "TY", 0.625);
    expectFail(judged(holdTradesNothing, { config: {}, tables: { ...tables, weights_daily: levered } }), {
      date: "2024-01-05",
      artifact: "weights_daily.csv",
      expected: 0,
      actual: 0.25,
      message: "the book of 2024-01-04, left alone (constant-weights), is another on 2024-01-05, which is no rebalance",
    });
  });

  it("fails when a hold sells everything, and for what is held before the first rebalance", () => {
    const sold = withCell(withCell(weights_daily, "2024-01-05", "ES", 0), "2024-01-05", "TY", 0);
    expectFail(judged(holdTradesNothing, { config: {}, tables: { ...tables, weights_daily: sold } }), { actual: 1 });
    const early = withCell(weights_daily, "2024-01-03", "TY", -1);
    expectFail(judged(holdTradesNothing, { config: {}, tables: { ...tables, weights_daily: early } }), {
      date: "2024-01-03",
      actual: 1,
      message: "something is held on the first date, which is no rebalance",
    });
  });

  it("fails for a cost where nothing is traded", () => {
    const charged = withCell(portfolio_returns, "2024-01-05", "cost", 0.001);
    expectFail(judged(holdTradesNothing, { config: {}, tables: { ...tables, portfolio_returns: charged } }), {
      date: "2024-01-05",
      artifact: "portfolio_returns.csv",
      expected: 0,
      actual: 0.001,
      message: "a cost is charged where nothing is traded",
    });
  });

  it("lets prices move positions that drift, by the recorded returns and by nothing else", () => {
    expectPass(judged(holdTradesNothing, { config: drifting, tables: { ...tables, weights_daily: drifted } }), 4);
    expectFail(judged(holdTradesNothing, { config: drifting, tables }), {
      date: "2024-01-05",
      actual: moved[0] - 0.5 + (0.5 - moved[1]),
      message:
        "the book of 2024-01-04, left alone (drifting-positions), is another on 2024-01-05, which is no rebalance",
    });
  });

  it("expects nothing to be left after a bar that loses the whole capital", () => {
    const ruin = withCell(portfolio_returns, "2024-01-04", "simple_return", -1);
    const closed = withCell(withCell(weights_daily, "2024-01-05", "ES", 0), "2024-01-05", "TY", 0);
    const run = { ...tables, portfolio_returns: ruin, weights_daily: closed };
    expectPass(judged(holdTradesNothing, { config: drifting, tables: run }), 4);
    expectFail(judged(holdTradesNothing, { config: drifting, tables: { ...run, weights_daily: drifted } }), {
      date: "2024-01-05",
      actual: moved[0] + moved[1],
    });
  });

  it("follows weights that earn from the day after by the returns of that day", () => {
    const next = withCell(withCell(returns, "2024-01-04", "ES", 0), "2024-01-05", "ES", 0.1);
    const earned = withCell(
      withCell(portfolio_returns, "2024-01-04", "simple_return", 0),
      "2024-01-05",
      "simple_return",
      0.05,
    );
    const config = { ...drifting, conventions: { earnsFrom: 1 } } as const;
    const run = { ...tables, returns: next, portfolio_returns: earned, weights_daily: drifted };
    expectPass(judged(holdTradesNothing, { config, tables: run }), 4);
  });

  it("judges no drift across a lost row, return or asset", () => {
    const lostDay = { ...tables, weights_daily: withoutRows(drifted, "2024-01-04") };
    expectPass(judged(holdTradesNothing, { config: drifting, tables: lostDay }), 3); // both costs, and the first date
    const lostReturn = {
      ...tables,
      weights_daily: drifted,
      portfolio_returns: withoutRows(portfolio_returns, "2024-01-04"),
    };
    expectPass(judged(holdTradesNothing, { config: drifting, tables: lostReturn }), 3);
    const lostAsset = {
      ...tables,
      weights_daily: drifted,
      returns: table`
      date        ES
      2024-01-03  0
      2024-01-04  0.10
      2024-01-05  0
      2024-01-08  0`,
    };
    expectPass(judged(holdTradesNothing, { config: drifting, tables: lostAsset }), 3);
  });

  it("fails for NaN", () => {
    const broken = withCell(weights_daily, "2024-01-05", "ES", Number.NaN);
    expectFail(judged(holdTradesNothing, { config: {}, tables: { ...tables, weights_daily: broken } }), {
      date: "2024-01-05",
      actual: "NaN",
    });
  });

  it("is unproven when every date is a rebalance, skipped without its parts", () => {
    const days = ["2024-01-03", "2024-01-05"];
    const daily = { ...tables, weights_daily: withoutRows(weights_daily, ...days) };
    expectUnproven(judged(holdTradesNothing, { config: {}, tables: daily }));
    expectSkipped(judged(holdTradesNothing, { tables }), "needs run.json (config)");
    const { weights_scaled: _, ...unbalanced } = tables;
    expectSkipped(judged(holdTradesNothing, { config: {}, tables: unbalanced }), "needs a table of rebalances");
  });
});
