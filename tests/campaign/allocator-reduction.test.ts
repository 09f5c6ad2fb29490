import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { replay } from "../../src/campaign/replay.ts";
import type { Counterexample } from "../../src/model/counterexample.ts";
import { faulty } from "./support.ts";

/** The reduced counterexample of a fault of the allocator. */
async function reduced(fault: string, invariant: string): Promise<Counterexample> {
  const invariants = catalog.filter(({ id }) => id === invariant);
  const { counterexamples } = await runCampaign({ engine: faulty(fault), invariants, seed: 3, cases: 192 });
  return counterexamples[0]!;
}

/** Fault, the invariant that notices it, and the most days that are left. */
const FAULTS = [
  ["sleeve-scalar-of-other-sleeve", "exposure/one-scalar-per-sleeve", 6],
  ["overlay-ungated", "exposure/overlay-gated-by-regime", 6],
  ["precomputed-lagged-again", "exposure/precomputed-scalars-replayed", 4],
  ["precomputed-ignored", "relation/compute-equals-precomputed", 6],
  ["risk-unclamped", "allocator/risk-follows-regime", 12],
  ["depends-on-asset-order", "relation/asset-order-irrelevant", 3],
  ["capital-in-weights", "relation/capital-scale", 3],
] as const;

describe("the counterexample of a fault of the allocator", () => {
  it.each(FAULTS)("%s is small and replays", async (fault, invariant, mostDays) => {
    const found = await reduced(fault, invariant);
    expect(found.scenario.market.dates.length).toBeLessThanOrEqual(mostDays);
    expect(found.scenario.market.assets.length).toBeLessThanOrEqual(2);
    expect((await replay(found, faulty(fault), catalog)).status).toBe("STILL FAILING");
  });
});
