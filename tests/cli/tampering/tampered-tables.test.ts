import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { foundAfter, RecordedFolder, recordedCase } from "./recorded-folder.ts";

/** Tables of a recorded run tampered with, digests declared anew: each is noticed by what says what is wrong with it. */

const folder = mkdtempSync(join(tmpdir(), "tieout-tampered-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const layers = await recordedCase(folder, "futures-13-layers");
const given = await recordedCase(folder, "futures-13-compute");

const swappedHeader = (file: string, a: string, b: string) => (run: RecordedFolder) =>
  run.table(file, ([header, ...rows]) => {
    const turned = header!.map((name) => (name === a ? b : name === b ? a : name));
    return [turned, ...rows];
  });
const aRowLate = (file: string) => (run: RecordedFolder) =>
  run.table(file, (rows) =>
    rows.map(([date, ...cells], k) => [date!, ...(k > rows.length / 2 ? rows[k - 1]!.slice(1) : cells)]),
  );
const without =
  (file: string, keep: (row: readonly string[], k: number, all: number) => boolean) => (run: RecordedFolder) =>
    run.table(file, (rows) => rows.filter((row, k) => k === 0 || keep(row, k, rows.length)));
describe("a table that", () => {
  it.each<[string, (run: RecordedFolder) => void, string]>([
    [
      "has two assets' names swapped: returns",
      swappedHeader("returns.csv", "ES", "GC"),
      "accounting/pnl-linear-in-weights",
    ],
    ["… weights_post", swappedHeader("weights_post.csv", "ES", "GC"), "exposure/leverage-identity weights_post.csv"],
    ["… weights_daily", swappedHeader("weights_daily.csv", "ES", "GC"), "calendar/daily-weights-carry-forward"],
    [
      "has two sleeves' names swapped",
      swappedHeader("allocator_sleeve_risk_v1_applied.csv", "trend", "carry"),
      "exposure/scalar-lags-one-rebalance",
    ],
    [
      "has gross_before for gross_after",
      swappedHeader("leverage_series.csv", "gross_before", "gross_after"),
      "exposure/leverage-identity",
    ],
    ["is a row late from the middle on: returns", aRowLate("returns.csv"), "accounting/pnl-linear-in-weights"],
    ["… weights_daily", aRowLate("weights_daily.csv"), "calendar/daily-weights-carry-forward weights_daily.csv"],
    ["… portfolio_returns", aRowLate("portfolio_returns.csv"), "accounting/run-and-artifact-pnl-agree"],
    ["… allocator_regime_v1", aRowLate("allocator_regime_v1.csv"), "allocator/regime-follows-state"],
    ["… turnover", aRowLate("turnover.csv"), "accounting/turnover-matches-trades turnover.csv"],
    [
      "lacks its last row",
      without("weights_post.csv", (_, k, all) => k < all - 1),
      "accounting/artifacts-cover-every-asset weights_post.csv 2022-03-28",
    ],
    [
      "lacks a row in the middle",
      without("equity_curve.csv", ([date]) => date !== "2021-11-18"),
      "accounting/artifacts-cover-every-asset equity_curve.csv 2021-11-18",
    ],
    [
      "has a date of another year",
      (run) =>
        run.table("equity_curve.csv", (rows) =>
          rows.map(([date, ...cells]) => [date === "2021-11-18" ? "2012-11-18" : date!, ...cells]),
        ),
      "calendar/dates-strictly-increase equity_curve.csv 2012-11-18",
    ],
    [
      "lacks an asset",
      (run) => run.table("weights_model.csv", (rows) => rows.map((cells) => cells.slice(0, -1))),
      "accounting/artifacts-cover-every-asset weights_model.csv",
    ],
    [
      "lacks a sleeve",
      (run) => run.table("allocator_sleeve_risk_v1.csv", (rows) => rows.map((cells) => cells.slice(0, 2))),
      "accounting/artifacts-cover-every-asset allocator_sleeve_risk_v1.csv",
    ],
    [
      "is rounded to six decimals",
      (run) => run.numbers("weights_daily.csv", (text) => String(Number(Number(text).toFixed(6)))),
      "calendar/daily-weights-carry-forward",
    ],
    [
      "has empty cells for zeros",
      (run) => run.numbers("weights_daily.csv", (text) => (text === "0" ? "" : text)),
      "accounting/artifacts-cover-every-asset weights_daily.csv",
    ],
    [
      "holds simple returns for log returns",
      (run) => run.numbers("returns.csv", (text) => String(Math.expm1(Number(text)))),
      "accounting/pnl-linear-in-weights",
    ],
    [
      "has two regimes swapped",
      (run) =>
        run.put(
          "allocator_regime_v1.csv",
          run
            .text("allocator_regime_v1.csv")
            .replaceAll("NORMAL", "_")
            .replaceAll("ELEVATED", "NORMAL")
            .replaceAll("_", "ELEVATED"),
        ),
      "allocator/regime-follows-state allocator_regime_v1.csv",
    ],
    [
      "is another run's: metrics",
      (run) => run.put("metrics.json", new RecordedFolder(given).text("metrics.json")),
      "accounting/metrics-recompute",
    ],
    [
      "is another run's: the log",
      (run) => run.put("run.log", new RecordedFolder(given).text("run.log")),
      "accounting/artifact-log-consistency",
    ],
    [
      "is another run's: turnover",
      (run) => run.put("turnover.csv", new RecordedFolder(given).text("turnover.csv")),
      "accounting/artifacts-cover-every-asset",
    ],
  ])("%s", async (_name, change, finding) => {
    expect((await foundAfter(layers, change)).join("\n")).toContain(finding);
  });
});
