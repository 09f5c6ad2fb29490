import { describe, expect, it } from "vitest";
import { computeEqualsPrecomputed } from "../../../invariants/relation/compute-equals-precomputed.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { precomputedLaggedAgain } from "../../../src/faults/precomputed-lagged-again.ts";
import { precomputeScalars } from "../../../src/relations/precompute-scalars.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, relate, related } from "../../support/relating.ts";
import { changed, withCell } from "../../support/run-of.ts";

const LAYERED = smallScenario({
  exposure: { kind: "fixed", multiplier: 0.5 },
  allocator: {
    mode: "compute",
    layers: { drawdownLevel: [-0.0001, -0.001, -0.002], regimeScores: [1, 2, 3], minDwell: 2 },
    sleeveScalars: { core: { NORMAL: 0.9, ELEVATED: 0.7, STRESS: 0.5, CRISIS: 0.3 } },
    overlay: { name: "crisis", budget: 0.1, strategy: { kind: "equal-weight" } },
  },
});

describe("relation/compute-equals-precomputed", () => {
  it("passes for scalars that are given, and for those of the layers by sleeve with an overlay", () => {
    for (const scenario of [smallScenario(), LAYERED]) {
      const pair = related(computeEqualsPrecomputed, scenario);
      expect(pair.followUp.config.allocator.mode).toBe("precomputed");
      expectPass(judgedRelated(computeEqualsPrecomputed, pair));
    }
  });

  it("fails when the loader lags once more", () => {
    const faulty = precomputedLaggedAgain.stages(referenceStages);
    const { verdict, probe } = judgedRelated(
      computeEqualsPrecomputed,
      related(computeEqualsPrecomputed, smallScenario(), 1, faulty),
    );
    expect(verdict).toBe("fail");
    expect(probe.violations[0]?.artifact).toBe("allocator_risk_v1_applied.csv");
  });

  it("fails for the last bit of one weight", () => {
    const pair = related(computeEqualsPrecomputed, smallScenario());
    const scaled = pair.second.table("weights_scaled")!;
    const date = scaled.dates[3]!;
    const bit = withCell(scaled, date, "GC", scaled.values[3 * 3 + 2]! * (1 + 2 ** -52));
    const second = changed(pair.second, { tables: { weights_scaled: bit } });
    expectFail(judgedRelated(computeEqualsPrecomputed, pair, { second }), { date, asset: "GC" });
  });

  it("needs a first run in mode compute that records scalars", () => {
    expect(relate(computeEqualsPrecomputed, smallScenario({ allocator: { mode: "off" } }))).toBe(
      `the allocator's mode is "off", not "compute"`,
    );
    expect(precomputeScalars(smallScenario(), undefined)).toBe("the first run records no applied scalars");
    const system = related(computeEqualsPrecomputed, smallScenario()).source.table("allocator_risk_v1_applied")!;
    const date = system.dates[1]!;
    const above = { system: withCell(system, date, "risk_scalar_applied", 1.5), sleeves: undefined };
    expect(precomputeScalars(smallScenario(), above)).toBe(`what was applied on ${date} is no risk scalar`);
    const repeated = { system: { ...system, dates: system.dates.map(() => date) }, sleeves: undefined };
    expect(precomputeScalars(smallScenario(), repeated)).toContain("a date is repeated");
  });

  it("is unproven where other scalars are loaded than were applied", () => {
    const pair = related(computeEqualsPrecomputed, smallScenario());
    expectUnproven(judgedRelated(computeEqualsPrecomputed, pair, { followUp: pair.scenario }), "never a second pass");
  });
});
