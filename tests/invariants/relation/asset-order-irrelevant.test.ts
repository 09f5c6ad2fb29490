import { describe, expect, it } from "vitest";
import { assetOrderIrrelevant } from "../../../invariants/relation/asset-order-irrelevant.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { dependsOnAssetOrder } from "../../../src/faults/depends-on-asset-order.ts";
import type { LabelSeries } from "../../../src/model/panel.ts";
import { Random } from "../../../src/numeric/random.ts";
import { permuteAssets } from "../../../src/relations/permute-assets.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, related } from "../../support/relating.ts";
import { changed, withCell } from "../../support/run-of.ts";

const scenario = smallScenario({ allocator: { mode: "compute" } });
const pair = related(assetOrderIrrelevant, scenario);
const { dates } = scenario.market;

/** The regimes of a run with another label on a date. */
function withRegime(series: LabelSeries, date: string, label: string): LabelSeries {
  return { ...series, labels: series.labels.map((old, t) => (series.dates[t] === date ? label : old)) };
}

describe("relation/asset-order-irrelevant", () => {
  it("passes in any order, under each asset's name", () => {
    for (let seed = 0; seed < 10; seed++) {
      expectPass(judgedRelated(assetOrderIrrelevant, related(assetOrderIrrelevant, scenario, seed)));
    }
  });

  it("fails when what stands first is held a little less", () => {
    const faulty = related(assetOrderIrrelevant, scenario, 1, dependsOnAssetOrder.stages(referenceStages));
    const { verdict, probe } = judgedRelated(assetOrderIrrelevant, faulty);
    expect(verdict).toBe("fail");
    expect(probe.violations[0]).toMatchObject({ artifact: "weights_model.csv" });
  });

  it("fails when one number moved to another asset", () => {
    const daily = pair.second.table("weights_daily")!;
    const moved = changed(pair.second, { tables: { weights_daily: withCell(daily, dates[30]!, "TY", 3) } });
    expectFail(judgedRelated(assetOrderIrrelevant, pair, { second: moved }), {
      date: dates[30]!,
      asset: "TY",
      artifact: "weights_daily.csv",
      actual: 3,
    });
  });

  it("fails for another regime, unless rounding may have decided it", () => {
    const regimes = withRegime(pair.second.regimes()!, dates[40]!, "CRISIS");
    expectFail(judgedRelated(assetOrderIrrelevant, pair, { second: changed(pair.second, { regimes }) }), {
      date: dates[40]!,
      artifact: "allocator_regime_v1.csv",
      actual: "CRISIS",
    });
    const state = withCell(pair.source.table("allocator_state_v1")!, dates[39]!, "dd_level", -0.06);
    const onTheEdge = changed(pair.source, { tables: { allocator_state_v1: state } });
    const { probe } = judgedRelated(assetOrderIrrelevant, pair, {
      source: onTheEdge,
      second: changed(pair.second, { regimes }),
    });
    expect(probe.violations.map(({ artifact }) => artifact)).toEqual(["allocator_state_v1.csv"]);
  });

  it("has no other order for one asset, and is unproven on the same order", () => {
    const { market, config } = scenario;
    const one = { market: { ...market, assets: ["ES"], returns: market.returns.slice(0, 60) }, config };
    expect(permuteAssets(one, new Random(1))).toBe("the market has one asset: no other order");
    expectUnproven(judgedRelated(assetOrderIrrelevant, pair, { followUp: scenario }), "never the same assets");
  });
});
