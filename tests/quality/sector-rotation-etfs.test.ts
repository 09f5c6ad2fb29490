import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runStages } from "../../src/engine/reference.ts";
import { loadPrices } from "../../src/markets/prices.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { parseConfig } from "../../src/model/config.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { auditRun } from "../../src/verify/audit.ts";
import { RunView } from "../../src/verify/run-view.ts";

const FILE = resolve(import.meta.dirname, "../../../shared/data/etf_prices_2008_2016.csv");

const CONFIG: ConfigInput = {
  sleeves: [{ name: "sectors", budget: 1, strategy: { kind: "sector-rotation" } }],
  rebalance: "month",
  exposure: { kind: "fixed", multiplier: 1.25 },
  holding: "drifting-positions",
  costs: { halfSpreadBps: 1, feeBps: 0.5 },
};

/** The row of a table as plain numbers. */
function rowOf(values: Float64Array, row: number, width: number): number[] {
  return [...values.subarray(row * width, (row + 1) * width)];
}

describe.skipIf(!existsSync(FILE))(
  "sector rotation over real funds, levered 1.25 (skipped without ../shared/data)",
  () => {
    const market = existsSync(FILE) ? loadPrices(FILE) : undefined;

    it.each([
      ["month", 99],
      ["day", 100], // and on the first day with enough history, in the middle of a month
    ] as const)("asked every %s, it trades once a month: %i times", (rebalance, rebalances) => {
      const run = runStages(createScenario(market!, parseConfig({ ...CONFIG, rebalance })));
      const { dates, columns, values } = run.table("weights_daily")!;
      const scaled = run.table("weights_scaled")!;
      const width = columns.length;
      const months = scaled.dates.map((date) => date.slice(0, 7));
      expect(new Set(months).size).toBe(months.length);
      expect(months).toHaveLength(rebalances);
      let invested = 0;
      for (const [k, date] of scaled.dates.entries()) {
        const gross = rowOf(scaled.values, k, width).reduce((sum, weight) => sum + weight, 0);
        if (gross !== 0) expect(gross).toBeCloseTo(1.25, 12);
        invested += Number(gross !== 0);
        expect(rowOf(values, dates.indexOf(date), width)).toEqual(rowOf(scaled.values, k, width));
      }
      expect(invested).toBeGreaterThan(80);
    });

    it("drifts by prices and by nothing else between the months, and passes every invariant", () => {
      const run = runStages(createScenario(market!, parseConfig(CONFIG)));
      const { dates, columns, values } = run.table("weights_daily")!;
      const simple = run.table("portfolio_returns")!;
      const width = columns.length;
      const traded = new Set(run.table("turnover")!.dates);
      let drifted = 0;
      for (let t = 1; t < dates.length; t++) {
        if (traded.has(dates[t]!)) continue;
        const before = rowOf(values, t - 1, width);
        const growth = 1 + simple.values[(t - 1) * simple.columns.length + 3]!;
        for (const [i, weight] of rowOf(values, t, width).entries()) {
          expect(weight).toBeCloseTo((before[i]! * Math.exp(market!.returns[(t - 1) * width + i]!)) / growth, 12);
          drifted += Number(weight !== before[i]);
        }
      }
      expect(drifted).toBeGreaterThan(4000);
      const verdicts = [...auditRun(new RunView(run, "etfs"), catalog)].map(([id, [evidence]]) => [
        id,
        evidence!.verdict,
      ]);
      expect(verdicts.filter(([, verdict]) => verdict === "fail")).toEqual([]);
      const proven = new Map(verdicts.map(([id, verdict]) => [id, verdict]));
      for (const id of [
        "calendar/hold-trades-nothing",
        "calendar/rebalance-cadence",
        "calendar/lookback-suffices",
        "calendar/trades-only-on-rebalances",
        "calendar/daily-weights-carry-forward",
        "accounting/turnover-matches-trades",
        "exposure/leverage-applied-once",
        "exposure/model-weights-unlevered",
        "exposure/gross-within-cap",
        "data/not-stuck-in-one-asset",
      ]) {
        expect(proven.get(id), id).toBe("pass");
      }
    });
  },
);
