import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import type { CampaignResult } from "../../src/campaign/result.ts";
import { engineOf, referenceEngine, referenceStages } from "../../src/engine/reference.ts";
import type { Stages } from "../../src/engine/stages.ts";
import type { Scenario } from "../../src/model/scenario.ts";

const SEED = 8128;

function alarms({ invariants, counterexamples }: CampaignResult): string[] {
  const failed = invariants.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
  return [...failed, ...counterexamples.map(({ violation }) => violation.message)];
}

describe("an engine without a fault", () => {
  it("raises no alarm in 3,000 cases, and everything that can be examined is", async () => {
    const result = await runCampaign({ engine: referenceEngine, invariants: catalog, seed: SEED, cases: 3000 });
    expect(alarms(result)).toEqual([]);
    expect(result.rejected).toBe(0);
    const unexamined = result.invariants.filter(({ verdict }) => verdict !== "pass").map(({ id }) => id);
    const passes = catalog.filter(({ kind }) => kind === "passes").map(({ id }) => id);
    expect(unexamined).toEqual(["accounting/digests-match", ...passes]); // no engine in memory has files; two passes
  });

  it("raises none either when it adds up in another order", async () => {
    const engine = engineOf(summingBackwards(), "summing-backwards");
    const result = await runCampaign({ engine, invariants: catalog, seed: SEED, cases: 1500 });
    expect(alarms(result)).toEqual([]);
    const pnl = result.invariants.find(({ id }) => id === "accounting/pnl-linear-in-weights");
    const { residual } = pnl!.evidence[0]!.worst!;
    expect(residual).toBeGreaterThan(0); // it does round otherwise than the check
    expect(residual).toBeLessThan(1e-12);
  });
});

/** The same engine with its assets in reverse wherever it sums over them, and leverage divided before it multiplies. */
function summingBackwards(): Stages {
  return {
    ...referenceStages,
    target(scenario, books) {
      const targeted = referenceStages.target(scenario, books);
      if (scenario.config.exposure.kind !== "vol-target") return targeted;
      const width = scenario.market.assets.length;
      const post = books.pre.map((weight, cell) => {
        const k = Math.floor(cell / width);
        const gross = targeted.grossBefore[k]!;
        return gross === 0 ? 0 : weight * (targeted.leverage[k]! / gross);
      });
      return { ...targeted, post };
    },
    hold(scenario, books, allocated) {
      const scaled = reversed(allocated.scaled, scenario);
      const held = referenceStages.hold(backwards(scenario), books, { ...allocated, scaled });
      return { ...held, books: reversed(held.books, scenario) };
    },
    settle: (scenario, held) =>
      referenceStages.settle(backwards(scenario), { ...held, books: reversed(held.books, scenario) }),
  };
}

function backwards(scenario: Scenario): Scenario {
  const { market } = scenario;
  const assets = market.assets.toReversed();
  return { ...scenario, market: { ...market, assets, returns: reversed(market.returns, scenario) } };
}

/** The columns of a matrix of one column an asset, last first. */
function reversed(matrix: Float64Array, { market }: Scenario): Float64Array {
  const width = market.assets.length;
  return matrix.map((_, cell) => matrix[cell - (cell % width) + width - 1 - (cell % width)]!);
}
