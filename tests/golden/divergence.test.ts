import { describe, expect, it } from "vitest";
import { diffRuns } from "../../src/golden/diff/diff-runs.ts";
import { divergences } from "../../src/golden/diff/divergence.ts";
import { tolerancesOf } from "../../src/golden/diff/headroom.ts";
import type { Run } from "../../src/model/run.ts";
import { altered, caseNamed, runOf, withCell } from "./support.ts";

async function golden(): Promise<Run> {
  return runOf(caseNamed("us-stocks-drifting"));
}

function of(before: Run, now: Run) {
  return divergences(diffRuns(before, now, tolerancesOf()));
}

describe("the first divergence", () => {
  it("is the one weight of 1e-6 at one date, by date, asset and stage, whatever else there is", async () => {
    const before = await golden();
    const table = before.table("weights_post")!;
    const date = table.dates[7]!;
    const [first, ...others] = of(
      before,
      altered(before, { tables: { weights_post: withCell(table, date, "IBM", (value) => value + 1e-6) } }),
    );
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      change: { date, asset: "IBM", stage: "target", artifact: "weights_post.csv" },
      beside: 0,
      follows: { changes: 0, artifacts: [] },
    });
  });

  it("is the earliest date, of one date the earliest stage, and of one table the first asset", async () => {
    const before = await golden();
    const [early, late] = [before.table("turnover")!.dates[4]!, before.table("turnover")!.dates[9]!];
    const more = (value: number) => value + 1e-3;
    const post = withCell(before.table("weights_post")!, late, "AAPL", more);
    const scaled = withCell(withCell(before.table("weights_scaled")!, early, "MSFT", more), early, "IBM", more);
    const turnover = withCell(before.table("turnover")!, early, "turnover", more);
    const daily = withCell(before.table("weights_daily")!, late, "AAPL", more);
    const tables = { weights_post: post, weights_scaled: scaled, turnover, weights_daily: daily };
    const found = of(before, altered(before, { tables }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      change: { date: early, asset: "IBM", artifact: "weights_scaled.csv" },
      beside: 1,
      follows: {
        changes: 3,
        artifacts: [
          { artifact: "turnover.csv", from: early, changes: 1 },
          { artifact: "weights_post.csv", from: late, changes: 1 },
          { artifact: "weights_daily.csv", from: late, changes: 1 },
        ],
      },
    });
  });

  it("does not fold what can follow from nothing: the market, and what comes after the end of the pipeline", async () => {
    const before = await golden();
    const [first, second, third] = before.table("returns")!.dates.slice(20, 23) as [string, string, string];
    const more = (value: number) => value + 1e-3;
    const equity_curve = withCell(before.table("equity_curve")!, first, "equity", more);
    const weights_daily = withCell(before.table("weights_daily")!, second, "IBM", more);
    const returns = withCell(before.table("returns")!, third, "IBM", more);
    const found = of(before, altered(before, { tables: { equity_curve, weights_daily, returns } }));
    expect(found.map(({ change }) => [change.date, change.artifact])).toEqual([
      [first, "equity_curve.csv"],
      [second, "weights_daily.csv"],
      [third, "returns.csv"],
    ]);
  });

  it("counts later dates of its own table among what follows, and what has no date last", async () => {
    const before = await golden();
    const table = before.table("weights_raw")!;
    const more = (value: number) => value * 1.5;
    const [date, later] = [table.dates[3]!, table.dates[5]!];
    const weights_raw = withCell(withCell(table, later, "MSFT", more), date, "GOOG", more);
    const now = {
      ...altered(before, { tables: { weights_raw } }),
      metrics: () => ({ ...before.metrics(), sharpe: 9 }),
    };
    const [first] = of(before, now);
    expect(first?.follows.artifacts).toEqual([
      { artifact: "weights_raw.csv", stage: "allocate", from: later, changes: 1 },
      { artifact: "metrics.json", stage: "measure", from: null, changes: 1 },
    ]);
  });

  it("does not let what has vanished explain a figure: both are named, the earlier first", async () => {
    const before = await golden();
    const daily = before.table("weights_daily")!;
    const date = before.table("weights_scaled")!.dates[6]!;
    const narrow = {
      ...daily,
      columns: daily.columns.slice(1),
      values: daily.values.filter((_, at) => at % daily.columns.length > 0),
    };
    const weights_scaled = withCell(before.table("weights_scaled")!, date, "IBM", (value) => value + 1e-6);
    const found = of(before, altered(before, { tables: { weights_daily: narrow, weights_scaled } }));
    expect(found.map(({ change }) => [change.kind, change.asset, change.artifact])).toEqual([
      ["removed", "AAPL", "weights_daily.csv"],
      ["changed", "IBM", "weights_scaled.csv"],
    ]);
    expect(found[0]?.follows.changes).toBe(0);
    const log = before.log()!.slice(0, -1);
    const late = of(before, altered(before, { tables: { weights_scaled }, log }));
    expect(late.map(({ change }) => change.artifact)).toEqual(["weights_scaled.csv"]);
  });
});
