import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import { CAPABILITIES } from "../../src/engine/support.ts";
import type { Capabilities } from "../../src/model/engine.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { parseScenario, scenarioDocument } from "../../src/model/scenario.ts";
import { scenarioArbitrary } from "../../src/scenarios/arbitrary.ts";
import { scheduledRows } from "../../src/scenarios/schedule.ts";

const SEED = 4711;
const sample = fc.sample(scenarioArbitrary(CAPABILITIES), { seed: SEED, numRuns: 1500 });

function share(holds: (scenario: Scenario) => boolean): number {
  return sample.filter(holds).length / sample.length;
}

describe("generated scenarios", () => {
  it("are valid, and survive JSON bit for bit", () => {
    fc.assert(
      fc.property(scenarioArbitrary(CAPABILITIES), (scenario) => {
        const copy = parseScenario(JSON.parse(JSON.stringify(scenarioDocument(scenario))));
        expect(copy).toEqual(scenario);
        expect([...scenario.market.returns].some((value) => Object.is(value, -0))).toBe(false);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("follow from the seed alone", () => {
    const again = fc.sample(scenarioArbitrary(CAPABILITIES), { seed: SEED, numRuns: 20 });
    expect(again).toEqual(sample.slice(0, 20));
    expect(fc.sample(scenarioArbitrary(CAPABILITIES), { seed: SEED + 1, numRuns: 20 })).not.toEqual(again);
  });

  it("keep to the sizes asked for", () => {
    const sizes = { assets: { from: 2, to: 3 }, bars: { from: 5, to: 9 } };
    for (const { market } of fc.sample(scenarioArbitrary(CAPABILITIES, sizes), { seed: SEED, numRuns: 200 })) {
      expect([2, 3]).toContain(market.assets.length);
      expect(market.dates.length).toBeGreaterThanOrEqual(5);
      expect(market.dates.length).toBeLessThanOrEqual(9);
    }
  });

  it("use nothing but what the engine can do", () => {
    const modest: Capabilities = {
      strategies: ["weights"],
      exposure: ["fixed"],
      allocator: ["off"],
      holding: ["drifting-positions"],
      returns: ["simple"],
    };
    for (const { config } of fc.sample(scenarioArbitrary(modest), { seed: SEED, numRuns: 200 })) {
      expect(config.sleeves.every(({ strategy }) => strategy.kind === "weights")).toBe(true);
      expect(config.exposure.kind).toBe("fixed");
      expect(config.allocator.mode).toBe("off");
      expect(config.holding).toBe("drifting-positions");
      expect(config.conventions.returns).toBe("simple");
    }
  });

  it("do without weights outright where an engine has rules only", () => {
    const rules: Capabilities = { ...CAPABILITIES, strategies: ["equal-weight"] };
    for (const { config } of fc.sample(scenarioArbitrary(rules), { seed: SEED, numRuns: 50 })) {
      expect(config.sleeves.every(({ strategy }) => strategy.kind === "equal-weight")).toBe(true);
    }
  });

  it("let positions drift under log returns only where prices cannot ruin the book", () => {
    const drifts = ({ config }: Scenario) => config.holding === "drifting-positions";
    const isLog = ({ config }: Scenario) => config.conventions.returns === "log";
    expect(share((each) => drifts(each) && isLog(each))).toBeGreaterThan(0.05);
    expect(share((each) => drifts(each) && !isLog(each))).toBeGreaterThan(0.2);
    for (const scenario of sample.filter(drifts).filter(isLog)) {
      const run = runStages(scenario);
      expect(Math.max(...run.table("weights_daily")!.values.map(Math.abs))).toBeLessThan(100);
      expect(run.metrics()!.ruin_date).toBeNull();
    }
    const only: Capabilities = { ...CAPABILITIES, holding: ["drifting-positions"], returns: ["log"] };
    for (const { config } of fc.sample(scenarioArbitrary(only), { seed: SEED, numRuns: 50 })) {
      expect(config.holding).toBe("drifting-positions");
    }
  });

  it("rotate over two assets at least where one alone would look stuck", () => {
    const rotations = sample.flatMap(({ market, config }) =>
      config.sleeves.flatMap(({ strategy }) =>
        strategy.kind === "sector-rotation" ? [{ market, config, strategy }] : [],
      ),
    );
    expect(new Set(rotations.map(({ strategy }) => strategy.every))).toEqual(new Set(["week", "month", "quarter"]));
    expect(rotations.some(({ strategy }) => strategy.minMomentum > 0)).toBe(true);
    for (const { market, config, strategy } of rotations) {
      expect(strategy.topN).toBeLessThanOrEqual(market.assets.length);
      const scheduled = scheduledRows(market.dates, config.rebalance).length;
      if (market.assets.length > 2 && scheduled >= 12) expect(strategy.topN).toBeGreaterThan(1);
    }
  });

  it("crowd at zero and at edges", () => {
    expect(
      share(({ market }) => [...market.returns].filter((value) => value === 0).length > 0.5 * market.returns.length),
    ).toBeGreaterThan(0.1);
    expect(share(({ market }) => market.returns.some((value) => value <= -0.1))).toBeGreaterThan(0.1);
    expect(share(({ market }) => new Set(market.dates.map((date) => date.slice(0, 4))).size > 1)).toBeGreaterThan(0.2);
  });

  it("do not shrink by themselves: the reducer does that", () => {
    const arbitrary = scenarioArbitrary(CAPABILITIES);
    expect(arbitrary.canShrinkWithoutContext(sample[0])).toBe(false);
    expect([...arbitrary.shrink(sample[0]!, undefined)]).toEqual([]);
  });
});
