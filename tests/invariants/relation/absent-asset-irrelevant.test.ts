import { describe, expect, it } from "vitest";
import { absentAssetIrrelevant } from "../../../invariants/relation/absent-asset-irrelevant.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { absentAssetCounts } from "../../../src/faults/absent-asset-counts.ts";
import { expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, relate, related } from "../../support/relating.ts";

describe("relation/absent-asset-irrelevant", () => {
  it("passes wherever the new asset stands, whether it moves or not", () => {
    for (let seed = 0; seed < 20; seed++) {
      expectPass(judgedRelated(absentAssetIrrelevant, related(absentAssetIrrelevant, smallScenario(), seed)));
    }
  });

  it("adds an asset that does not move where the layers read correlations", () => {
    const layered = smallScenario({
      allocator: { mode: "compute", layers: { drawdownLevel: [-0.001], regimeScores: [1, 2, 3] } },
    });
    for (let seed = 0; seed < 10; seed++) {
      const pair = related(absentAssetIrrelevant, layered, seed);
      const column = pair.followUp.market.assets.indexOf("ABSENT");
      expect(pair.followUp.market.returns.every((value, cell) => cell % 4 !== column || value === 0)).toBe(true);
      expectPass(judgedRelated(absentAssetIrrelevant, pair));
    }
  });

  it("fails when the book is a mean over all columns", () => {
    const faulty = related(absentAssetIrrelevant, smallScenario(), 1, absentAssetCounts.stages(referenceStages));
    const { verdict, probe } = judgedRelated(absentAssetIrrelevant, faulty);
    expect(verdict).toBe("fail");
    expect(probe.violations[0]).toMatchObject({
      artifact: "weights_model.csv",
      message: expect.stringContaining("one more asset, ABSENT, that nobody holds"),
    });
  });

  it("does not apply where a strategy would choose the asset, and is unproven where it is held", () => {
    const strategy = { kind: "equal-weight" } as const;
    const equal = smallScenario({ sleeves: [{ name: "core", budget: 1, strategy }] });
    expect(relate(absentAssetIrrelevant, equal)).toBe('the strategy "equal-weight" would give the new asset a weight');
    const pair = related(absentAssetIrrelevant, smallScenario());
    expectUnproven(judgedRelated(absentAssetIrrelevant, pair, { followUp: pair.scenario }), "never one more asset");
    const { market, config } = pair.followUp;
    const held = { market, config: { ...config, initialCapital: 3 } };
    expectUnproven(judgedRelated(absentAssetIrrelevant, pair, { followUp: held }), "never one more asset");
  });
});
