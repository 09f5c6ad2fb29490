import { describe, expect, it } from "vitest";
import { preWeightsScaleIrrelevant } from "../../../invariants/relation/pre-weights-scale-irrelevant.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { targetVolIgnoredScale } from "../../../src/faults/target-vol-ignored-scale.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, relate, related } from "../../support/relating.ts";
import { changed, withCell } from "../../support/run-of.ts";

const pair = related(preWeightsScaleIrrelevant, smallScenario());
const factor = pair.followUp.config.sleeves[0]!.budget;

describe("relation/pre-weights-scale-irrelevant", () => {
  it("passes when the size of the model's book does not matter", () => {
    for (let seed = 0; seed < 8; seed++) {
      expectPass(judgedRelated(preWeightsScaleIrrelevant, related(preWeightsScaleIrrelevant, smallScenario(), seed)));
    }
  });

  it("fails when leverage is put on the book as it came", () => {
    const faulty = targetVolIgnoredScale.stages(referenceStages);
    const { verdict, probe } = judgedRelated(
      preWeightsScaleIrrelevant,
      related(preWeightsScaleIrrelevant, smallScenario(), 1, faulty),
    );
    expect(verdict).toBe("fail");
    expect(probe.violations.some(({ artifact }) => artifact === "weights_post.csv")).toBe(true);
  });

  it("fails when gross_before does not grow with the book", () => {
    const series = pair.second.table("leverage_series")!;
    const date = series.dates[1]!;
    const before = pair.source.table("leverage_series")!.values[1 * 4 + 2]!;
    const stuck = changed(pair.second, { tables: { leverage_series: withCell(series, date, "gross_before", before) } });
    expectFail(judgedRelated(preWeightsScaleIrrelevant, pair, { second: stuck }), {
      date,
      artifact: "leverage_series.csv",
      expected: before * factor,
      message: `gross_before: the model's book is ${factor} times what it was`,
    });
  });

  it("applies under a volatility target only, and proves nothing without a budget", () => {
    expect(relate(preWeightsScaleIrrelevant, smallScenario({ exposure: { kind: "none" } }))).toBe(
      'the exposure policy is "none": the size of the book is kept',
    );
    expectUnproven(judgedRelated(preWeightsScaleIrrelevant, pair, { followUp: pair.scenario }), "never the same book");
    const { sleeves } = smallScenario().config;
    const nothing = smallScenario({ sleeves: sleeves.map((sleeve) => ({ ...sleeve, budget: 0 })) });
    expectUnproven(judgedRelated(preWeightsScaleIrrelevant, related(preWeightsScaleIrrelevant, nothing)));
  });
});
