import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { foundAfter, type RecordedFolder, recordedCase } from "./recorded-folder.ts";

/** One figure of a recorded run changed by a ten-millionth of itself, digests declared anew: it is noticed where it stands. */

const folder = mkdtempSync(join(tmpdir(), "tieout-tampered-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const layers = await recordedCase(folder, "futures-13-layers");

const aMillionthOfATenth = (text: string) => String(Number(text) * (1 + 1e-7));

describe("one figure changed by 1e-7 of itself", () => {
  it.each([
    ["returns", "ES", "accounting/pnl-linear-in-weights portfolio_returns.csv"],
    ["weights_model", "ES", "exposure/pre-weights-follow-budgets weights_model.csv"],
    ["weights_pre", "ES", "exposure/pre-weights-follow-budgets weights_pre.csv"],
    ["weights_post", "ES", "exposure/leverage-identity leverage_series.csv"],
    ["sleeve_weights_post", "carry/ES", "exposure/one-scalar-per-sleeve weights_post.csv"],
    ["weights_raw", "ES", "exposure/no-post-rt-renormalization weights_raw.csv"],
    ["weights_scaled", "ES", "calendar/daily-weights-carry-forward weights_daily.csv"],
    ["weights_daily", "ES", "calendar/trades-only-on-rebalances weights_daily.csv"],
    ["leverage_series", "vol", "exposure/leverage-follows-target leverage_series.csv"],
    ["leverage_series", "gross_before", "exposure/leverage-identity leverage_series.csv"],
    ["allocator_risk_v1", "risk_scalar", "allocator/risk-follows-regime allocator_risk_v1.csv"],
    ["allocator_sleeve_risk_v1_applied", "trend", "exposure/scalar-lags-one-rebalance"],
    ["turnover", "turnover", "accounting/turnover-matches-trades turnover.csv"],
    ["portfolio_returns", "gross_return", "accounting/pnl-linear-in-weights portfolio_returns.csv"],
    ["portfolio_returns", "log_return", "accounting/run-and-artifact-pnl-agree portfolio_returns.csv"],
    ["equity_curve", "equity", "accounting/equity-compounds-returns equity_curve.csv"],
    ["equity_curve", "drawdown", "drawdown/drawdown-recomputes equity_curve.csv"],
    ["allocator_state_v1", "corr_20d", "allocator/state-recomputes allocator_state_v1.csv"],
    ["allocator_state_v1", "dd_slope_10d", "allocator/state-complete allocator_state_v1.csv"],
  ])("in %s, %s: %s", async (table, column, finding) => {
    const all = await foundAfter(layers, (run) => run.cell(`${table}.csv`, column, aMillionthOfATenth));
    expect(all.join("\n")).toContain(finding);
  });

  it.each(["cagr", "annual_vol", "sharpe", "sortino", "calmar", "max_drawdown", "worst_month", "turnover_annual"])(
    "in metrics.json, %s",
    async (name) => {
      const change = (run: RecordedFolder) =>
        run.set("metrics.json", name, (run.get("metrics.json", name) as number) * (1 + 1e-7));
      expect((await foundAfter(layers, change)).join("\n")).toContain("accounting/metrics-recompute metrics.json");
    },
  );
});
