import { describe, expect, it } from "vitest";
import { computeEqualsPrecomputed } from "../../invariants/relation/compute-equals-precomputed.ts";
import { runStages } from "../../src/engine/reference.ts";
import { CAPABILITIES } from "../../src/engine/support.ts";
import { builtinMarkets } from "../../src/markets/builtin.ts";
import { defaultConfig } from "../../src/markets/default-config.ts";
import { parseConfig } from "../../src/model/config.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { hash32, Random } from "../../src/numeric/random.ts";
import { generateScenario } from "../../src/scenarios/generate.ts";
import { expectPass } from "../support/judging.ts";
import { judgedRelated, related } from "../support/relating.ts";

const SEED = 496;
const COMPUTING = { ...CAPABILITIES, allocator: ["compute" as const] };

describe("mode compute, and a baseline followed by mode precomputed", () => {
  it("agree bit for bit on 1,000 generated scenarios", () => {
    let scaled = 0;
    for (let i = 0; i < 1000; i++) {
      const pair = related(computeEqualsPrecomputed, generateScenario(new Random(hash32(SEED, i)), COMPUTING));
      const { verdict, probe } = judgedRelated(computeEqualsPrecomputed, pair);
      expect(probe.violations, `scenario ${i} of seed ${SEED}`).toEqual([]);
      expect(verdict).toBe("pass");
      if (pair.source.table("allocator_risk_v1_applied")!.values.some((scalar) => scalar < 1)) scaled++;
    }
    expect(scaled).toBeGreaterThan(500);
  });

  it.each(builtinMarkets.map((builtin) => [builtin.name, builtin] as const))("agree on %s", (_, builtin) => {
    const market = builtin.load();
    const config = parseConfig({ ...defaultConfig(market), allocator: { mode: "compute" } });
    const pair = related(computeEqualsPrecomputed, createScenario(market, config));
    expectPass(judgedRelated(computeEqualsPrecomputed, pair));
    // The layers see the same book whether or not their scalars are applied.
    const off = runStages({ market, config: { ...config, allocator: { ...config.allocator, mode: "off" } } });
    const applied = pair.source.table("allocator_risk_v1_applied")!;
    expect(off.table("allocator_risk_v1_applied")!.values).toEqual(applied.values);
    expect(applied.values.some((scalar) => scalar < 1)).toBe(true);
  });
});
