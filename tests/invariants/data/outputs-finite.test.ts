import { describe, it } from "vitest";
import { outputsFinite } from "../../../invariants/data/outputs-finite.ts";
import { expectFail, expectPass, expectUnproven, judged } from "../../support/judging.ts";
import { smallRun } from "../../support/reference-run.ts";
import { withBlank, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

describe("data/outputs-finite", () => {
  it("passes a run of numbers", () => {
    expectPass(judged(outputsFinite, smallRun()));
  });

  it("fails with every cell that is no number, in every table", () => {
    const tables = {
      weights_post: table`
        date        ES        TY
        2024-01-05  Infinity  -`,
      turnover: table`
        date        turnover  cost
        2024-01-05  NaN       0`,
    };
    expectFail(
      judged(outputsFinite, { tables }),
      {
        date: "2024-01-05",
        asset: "ES",
        artifact: "weights_post.csv",
        expected: "a finite number",
        actual: "Infinity",
      },
      { date: "2024-01-05", asset: "TY", artifact: "weights_post.csv", actual: "an empty cell" },
      { date: "2024-01-05", asset: null, actual: "NaN", message: "turnover of turnover.csv is NaN on 2024-01-05" },
    );
  });

  it("allows the volatility that no policy looked at, and no other gap of leverage_series", () => {
    const leverage_series = table`
      date        vol  leverage  gross_before  gross_after
      2024-01-05  -    1         2             2`;
    expectPass(judged(outputsFinite, { config: {}, tables: { leverage_series } }), 4);
    expectPass(judged(outputsFinite, { tables: { leverage_series } }), 4);
    const targeted = { exposure: { kind: "vol-target", targetVol: 0.1 } } as const;
    expectFail(judged(outputsFinite, { config: targeted, tables: { leverage_series } }), { date: "2024-01-05" });
    const nan = table`
      date        vol  leverage  gross_before  gross_after
      2024-01-05  NaN  -         2             2`;
    expectFail(
      judged(outputsFinite, { tables: { leverage_series: nan } }),
      { actual: "NaN" },
      { actual: "an empty cell" },
    );
  });

  it("allows a missing log return on a bar of ruin only", () => {
    const portfolio_returns = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-03  -1.2          0     -           -1
      2024-01-04  -0.2          0     -           -0.2`;
    const costless = withBlank(portfolio_returns, "2024-01-03", "cost");
    expectFail(
      judged(outputsFinite, { tables: { portfolio_returns: costless } }),
      { date: "2024-01-03", message: "cost of portfolio_returns.csv is an empty cell on 2024-01-03" },
      { date: "2024-01-04" },
    );
    const later = table`
      date        gross_return  cost  log_return  simple_return
      2024-01-03  0.1           0     0.1         0.1
      2024-01-04  0.1           0     0.1         0.1
      2024-01-05  -1.2          0     -           -1`;
    expectPass(judged(outputsFinite, { tables: { portfolio_returns: later } }), 12);
    const single = withoutRows(portfolio_returns, "2024-01-04");
    expectPass(judged(outputsFinite, { tables: { portfolio_returns: single } }), 4);
    expectFail(judged(outputsFinite, { tables: { portfolio_returns } }), {
      date: "2024-01-04",
      message: "log_return of portfolio_returns.csv is an empty cell on 2024-01-04",
    });
  });

  it("allows the warm-up of the state, not a gap after it", () => {
    const allocator_state_v1 = table`
      date        corr_20d  dd_level
      2024-01-03  -         0
      2024-01-04  -         -0.1
      2024-01-05  0.2       -          # a gap
      2024-01-08  -         -0.1       # a gap`;
    expectFail(
      judged(outputsFinite, { tables: { allocator_state_v1 } }),
      { date: "2024-01-05", message: "dd_level of allocator_state_v1.csv is an empty cell on 2024-01-05" },
      { date: "2024-01-08" },
    );
  });

  it("allows no infinity in the warm-up, and a column that never is known", () => {
    const allocator_state_v1 = table`
      date        corr_20d  dd_level
      2024-01-03  -         Infinity
      2024-01-04  -         0`;
    expectFail(judged(outputsFinite, { tables: { allocator_state_v1 } }), { date: "2024-01-03", actual: "Infinity" });
  });

  it("allows that nothing was loaded for a rebalance", () => {
    const allocator_scalars_at_rebalances = table`
      date        source  used
      2024-01-05  -       1`;
    expectPass(judged(outputsFinite, { tables: { allocator_scalars_at_rebalances } }), 2);
  });

  it("fails for figures that are no numbers, written as text too, and takes null for none", () => {
    const metrics = {
      sharpe: null,
      cagr: Number.NaN,
      calmar: "Infinity",
      sortino: "-inf",
      max_drawdown_peak_date: "2024-01-05",
      ruin_date: "null",
      hit_rate: 0,
    };
    expectFail(
      judged(outputsFinite, { metrics }),
      {
        artifact: "metrics.json",
        expected: "a finite number",
        actual: "NaN",
        message: "cagr of metrics.json is NaN; a figure that does not exist is null",
      },
      { artifact: "metrics.json", actual: "Infinity" },
      { artifact: "metrics.json", actual: "-inf" },
    );
  });

  it("is unproven where there is no number", () => {
    expectUnproven(judged(outputsFinite, {}));
  });
});
