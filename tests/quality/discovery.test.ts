import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { canaries, faults } from "../../src/faults/catalog.ts";
import { faulty } from "../campaign/support.ts";

/** How many cases `tieout fuzz` looks at when nothing is said. */
const DEFAULT_CASES = 512;
const SEEDS = [1, 2, 3, 20240105];

describe("a campaign of default length", () => {
  it.each(canaries.map(({ id, breaks }) => [id, breaks] as const))("finds %s for every seed", async (id, breaks) => {
    for (const seed of SEEDS) {
      const { invariants } = await runCampaign({
        engine: faulty(id),
        invariants: catalog.filter((invariant) => breaks.includes(invariant.id)),
        seed,
        cases: DEFAULT_CASES,
        reductionBudget: 0,
      });
      const missed = invariants.filter((each) => breaks.includes(each.id) && each.verdict !== "fail");
      expect(
        missed.map((each) => each.id),
        `seed ${seed}`,
      ).toEqual([]);
    }
  });

  it("finds every seeded fault with the whole catalog", async () => {
    for (const { id, breaks } of faults) {
      const { counterexamples } = await runCampaign({
        engine: faulty(id),
        invariants: catalog,
        seed: 20240105,
        cases: 256,
        reductionBudget: 0,
      });
      const found = new Set(counterexamples.map(({ invariant }) => invariant));
      expect(
        breaks.filter((broken) => !broken.startsWith("passes/") && !found.has(broken)), // a campaign makes no two passes
        id,
      ).toEqual([]);
    }
  });
});
