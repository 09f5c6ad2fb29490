import { describe, expect, it } from "vitest";
import { lookbackSuffices } from "../../invariants/calendar/lookback-suffices.ts";
import { rebalanceCadence } from "../../invariants/calendar/rebalance-cadence.ts";
import { notStuckInOneAsset } from "../../invariants/data/not-stuck-in-one-asset.ts";
import { leverageAppliedOnce } from "../../invariants/exposure/leverage-applied-once.ts";
import { modelWeightsUnlevered } from "../../invariants/exposure/model-weights-unlevered.ts";
import { referenceStages, runStages } from "../../src/engine/reference.ts";
import type { Fault } from "../../src/faults/fault.ts";
import { leverageCompoundsOnHold } from "../../src/faults/leverage-compounds-on-hold.ts";
import { lookbackTooShort } from "../../src/faults/lookback-too-short.ts";
import { rebalancesDaily } from "../../src/faults/rebalances-daily.ts";
import { stuckInOneAsset } from "../../src/faults/stuck-in-one-asset.ts";
import { isoDate } from "../../src/model/calendar.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { parseConfig } from "../../src/model/config.ts";
import { createMarket } from "../../src/model/market.ts";
import type { Run } from "../../src/model/run.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import { expectPass, judged } from "../support/judging.ts";

/** Weekdays from 2008-01-07, a Monday, on which some funds wander; the last of them holds bonds. */
function funds(bars: number, ...assets: readonly string[]) {
  const random = new Random(11);
  const dates = Array.from({ length: bars }, (_, t) => isoDate(13885 + 7 * Math.floor(t / 5) + (t % 5)));
  const returns = Float64Array.from({ length: bars * assets.length }, (_, cell) =>
    cell < assets.length ? 0 : 0.01 * random.normal(),
  );
  return createMarket(dates, assets, returns);
}

function rotation(strategy: Readonly<Record<string, number | string>>, rest: Partial<ConfigInput> = {}): ConfigInput {
  const sectors = { kind: "sector-rotation" as const, ...strategy };
  return {
    sleeves: [{ name: "sectors", budget: 1, strategy: sectors }],
    rebalance: "day",
    exposure: { kind: "fixed", multiplier: 1.25 },
    ...rest,
  };
}

function faulty(fault: Fault, scenario: Scenario): Run {
  return runStages(scenario, fault.stages(referenceStages));
}

/** Σ|w| and max|w| of each row of a table. */
function sizesOf(run: Run, name: "weights_post" | "weights_scaled"): { gross: number[]; largest: number[] } {
  const { dates, columns, values } = run.table(name)!;
  const rows = dates.map((_, k) => [...values.subarray(k * columns.length, (k + 1) * columns.length)].map(Math.abs));
  return { gross: rows.map((row) => row.reduce((a, b) => a + b, 0)), largest: rows.map((row) => Math.max(...row)) };
}

describe("3,679 daily trades where about 60 were meant", () => {
  const first = 78; // 77 returns lie before it
  const scenario = createScenario(
    funds(first + 3679, "XLE", "XLF", "TLT"),
    parseConfig(rotation({ every: "quarter" })),
  );

  it("is what a rotation makes whose holds are taken for answers", () => {
    expect(runStages(scenario).table("turnover")!.dates).toHaveLength(57);
    expect(faulty(rebalancesDaily, scenario).table("turnover")!.dates).toHaveLength(3679);
  });

  it("is noticed with both figures", () => {
    expectPass(judged(rebalanceCadence, runStages(scenario)), 2 * 57);
    const { probe } = judged(rebalanceCadence, faulty(rebalancesDaily, scenario));
    expect(probe.violationCount).toBe(3679 - 57);
    expect(probe.violations[0]!.message).toContain("rebalances recorded: 3679, due by the config: 57");
  });
});

describe("a hold that levers 1.25× until a weight passes 2.4 and the total 4.7", () => {
  const market = funds(30, "XLE", "TLT");
  const given = { kind: "weights" as const, dates: [market.dates[2]!], values: [[0.51, 0.49]] };
  const scenario = createScenario(
    market,
    parseConfig({
      sleeves: [{ name: "core", budget: 1, strategy: given }],
      rebalance: { bars: 2 },
      exposure: { kind: "fixed", multiplier: 1.25 },
      holding: "drifting-positions",
    }),
  );
  const run = faulty(leverageCompoundsOnHold, scenario);

  it("compounds hold by hold: 1.25, 1.5625, … to the seventh power", () => {
    const { gross, largest } = sizesOf(run, "weights_post");
    for (const [k, each] of gross.entries()) expect(each).toBeCloseTo(1.25 ** Math.min(k + 1, 7), 12);
    expect(gross.at(-1)).toBeGreaterThan(4.7);
    expect(largest.at(-1)).toBeGreaterThan(2.4);
    expect(gross.at(-1)).toBeLessThan(4.8);
  });

  it("is levered once by the reference, which does not trade on a hold", () => {
    const { gross } = sizesOf(runStages(scenario), "weights_post");
    expect(gross).toEqual([1.25]);
  });

  it("is noticed at the first hold, before the total is over any limit", () => {
    for (const invariant of [leverageAppliedOnce, modelWeightsUnlevered, rebalanceCadence]) {
      expectPass(judged(invariant, runStages(scenario)));
      const { violations } = judged(invariant, run).probe;
      expect(violations[0]!.date, invariant.id).toBe(market.dates[4]);
    }
  });
});

describe("1,202 trades all in one bond fund", () => {
  const strategy = { momentumPeriod: 20, topN: 2, minMomentum: -100, every: "week" };
  const scenario = createScenario(funds(20 + 1202 * 5, "XLE", "XLF", "XLK", "TLT"), parseConfig(rotation(strategy)));

  it("is noticed by name", () => {
    expectPass(judged(notStuckInOneAsset, runStages(scenario)), 4);
    const { violations, violationCount } = judged(notStuckInOneAsset, faulty(stuckInOneAsset, scenario)).probe;
    expect(violationCount).toBe(1);
    expect(violations[0]).toMatchObject({
      asset: "TLT",
      message: "on average 100.0% of gross at 1202 rebalances are in TLT",
    });
  });
});

describe("100 bars of data for a 127-bar lookback", () => {
  const scenario = createScenario(funds(180, "XLE", "XLF", "TLT"), parseConfig(rotation({ momentumPeriod: 127 })));

  it("is noticed by the first rebalance of each period that comes too early", () => {
    expectPass(judged(lookbackSuffices, runStages(scenario)));
    const { violations } = judged(lookbackSuffices, faulty(lookbackTooShort, scenario)).probe;
    expect(violations[0]).toMatchObject({
      date: scenario.market.dates[101],
      expected: 127,
      actual: 100,
      message: `sector-rotation of sleeve sectors looks back 127 returns; before ${scenario.market.dates[101]} there are 100`,
    });
  });
});
