import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { swarmMix, USUAL_MIX } from "../../src/scenarios/mix.ts";

const MIXES = Array.from({ length: 400 }, (_, seed) => swarmMix(seed));

describe("the mix of a block", () => {
  it("follows from the block's seed", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(swarmMix(seed)).toEqual(swarmMix(seed));
      }),
      { numRuns: 50 },
    );
    expect(swarmMix(1)).not.toEqual(swarmMix(2));
  });

  it("has each feature often in some blocks, not at all in others, as usual in the rest", () => {
    for (const [name, usual] of Object.entries(USUAL_MIX)) {
      const rates = MIXES.map((mix) => mix[name as keyof typeof mix]);
      expect(Math.max(...rates), name).toBeGreaterThan(usual);
      expect(rates.filter((rate) => rate > usual).length / rates.length, name).toBeGreaterThan(0.25);
      expect(rates.filter((rate) => rate === 0).length / rates.length, name).toBeGreaterThan(0.08);
      expect(new Set(rates).size, name).toBeLessThanOrEqual(3);
    }
  });
});
