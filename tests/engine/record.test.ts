import { describe, expect, it } from "vitest";
import { referenceStages, runStages } from "../../src/engine/reference.ts";
import type { Ledger } from "../../src/engine/stages.ts";
import { TABLE_NAMES, TABLES } from "../../src/model/run.ts";
import { VERSION } from "../../src/model/version.ts";
import { january, logOf, scenarioOn, weightsConfig } from "./scenarios.ts";

const DATE = "2024-01-02";
const scenario = scenarioOn(
  january([0.01, 0.02], [0.02, 0.04]),
  weightsConfig(
    { [DATE]: [1, -0.5] },
    { allocator: { mode: "precomputed", applied: [{ date: DATE, risk_scalar_applied: 0.5 }] } },
  ),
);

/** Tables that are there with sleeve scalars or an overlay only. */
const OF_OTHER_CONFIGS: readonly string[] = [
  "sleeve_weights_post",
  "overlay_weights",
  "allocator_sleeve_risk_v1",
  "allocator_sleeve_risk_v1_applied",
];

describe("a run", () => {
  const run = runStages(scenario);

  it("says who made it, from what", () => {
    expect(run.info).toEqual({
      engine: { name: "tieout-reference", version: VERSION },
      config: scenario.config,
      conventions: { returns: "log", earnsFrom: 0, annualization: 252, ddof: 1 },
      universe: ["A", "B"],
      assumptions: [],
    });
    expect(run.info).toBe(run.info);
    expect(run.files()).toBeUndefined();
    expect(run.regimes()).toEqual({
      dates: scenario.market.dates,
      column: "regime",
      labels: scenario.market.dates.map(() => "NORMAL"),
    });
    expect(run.regimes()).toBe(run.regimes());
  });

  it("has tables of the shape that TABLES declares, every asset a column", () => {
    const made = TABLE_NAMES.filter((name) => run.table(name) !== undefined);
    expect(made).toEqual(TABLE_NAMES.filter((name) => !OF_OTHER_CONFIGS.includes(name)));
    for (const name of made) {
      const { rows, columns } = TABLES[name] as { rows: string; columns: "assets" | "any" | readonly string[] };
      const table = run.table(name)!;
      if (columns !== "any") expect(table.columns).toEqual(columns === "assets" ? ["A", "B"] : columns);
      expect(table.dates).toEqual(rows === "dates" ? scenario.market.dates : [DATE]);
      expect(table.values).toHaveLength(table.dates.length * table.columns.length);
    }
  });

  it("shares dates and assets among its tables, so that alignment shows without a comparison", () => {
    expect(run.table("weights_daily")!.dates).toBe(scenario.market.dates);
    expect(run.table("weights_pre")!.columns).toBe(scenario.market.assets);
    expect(run.table("turnover")!.dates).toBe(run.table("weights_scaled")!.dates);
    expect(run.table("allocator_risk_v1_applied")!.dates).toBe(run.table("leverage_series")!.dates);
  });

  it("makes a table when it is asked for, once", () => {
    expect(run.table("weights_daily")).toBe(run.table("weights_daily"));
    expect(logOf(run)).toBe(logOf(run));
    let asked = 0;
    const { record } = referenceStages;
    const counting = (ledger: Ledger) =>
      record({
        ...ledger,
        get held() {
          asked++;
          return ledger.held;
        },
      });
    const lazy = runStages(scenario, { ...referenceStages, record: counting });
    lazy.metrics();
    expect(asked).toBe(0);
    lazy.table("weights_daily");
    lazy.table("weights_daily");
    expect(asked).toBe(1);
  });
});
