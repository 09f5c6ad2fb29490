import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { canaries, faults } from "../../src/faults/catalog.ts";
import { faulty } from "../campaign/support.ts";

/** How many cases `tieout fuzz` looks at when nothing is said. */
const DEFAULT_CASES = 2048;
const SEEDS = [1, 2, 3, 20240105];

/** What the whole catalog does not find of a fault's `breaks`; a campaign makes no two passes. */
async function missedOf(id: string, breaks: readonly string[], cases: number): Promise<string[]> {
  const { counterexamples } = await runCampaign({
    engine: faulty(id),
    invariants: catalog,
    seed: 20240105,
    cases,
    reductionBudget: 0,
  });
  const found = new Set(counterexamples.map(({ invariant }) => invariant));
  return breaks.filter((broken) => !broken.startsWith("passes/") && !found.has(broken));
}

describe("a campaign of default length", () => {
  it.each(canaries.map(({ id, breaks }) => [id, breaks] as const))(
    "finds %s in a quarter of it for every seed",
    async (id, breaks) => {
      for (const seed of SEEDS) {
        const { invariants } = await runCampaign({
          engine: faulty(id),
          invariants: catalog.filter((invariant) => breaks.includes(invariant.id)),
          seed,
          cases: DEFAULT_CASES / 4,
          reductionBudget: 0,
        });
        const missed = invariants.filter((each) => breaks.includes(each.id) && each.verdict !== "fail");
        expect(
          missed.map((each) => each.id),
          `seed ${seed}`,
        ).toEqual([]);
      }
    },
  );

  it.each(faults.map(({ id, breaks }) => [id, breaks] as const))(
    "finds %s with the whole catalog",
    async (id, breaks) => {
      // Most show in an eighth of it; a relation has one turn in a dozen cases.
      const missed = await missedOf(id, breaks, DEFAULT_CASES / 8);
      expect(missed.length === 0 ? [] : await missedOf(id, breaks, DEFAULT_CASES)).toEqual([]);
    },
  );
});
