import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "../../src/engine/support.ts";
import { scenarioDocument } from "../../src/model/scenario.ts";
import { scenarioSource } from "../../src/scenarios/source.ts";

/** The scenarios that a campaign looks at in the block with this seed, as documents. */
function block(seed: number) {
  const source = scenarioSource(CAPABILITIES, {});
  return fc.sample(source.block(seed), { seed: seed | 0, numRuns: 16 }).map(scenarioDocument);
}

describe("a source of scenarios", () => {
  it("gives a block the same scenarios each time, and other blocks other ones", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(block(seed)).toEqual(block(seed));
        expect(block(seed)).not.toEqual(block(seed + 1));
      }),
      { numRuns: 10 },
    );
  });

  it("says what its scenarios are examples of", () => {
    const source = scenarioSource(CAPABILITIES, {});
    const [scenario] = fc.sample(source.block(7), { seed: 7, numRuns: 1 });
    expect(source.labelsOf(scenario!)).toContainEqual(expect.stringMatching(/^exposure: /));
  });
});
