import { describe, expect, it } from "vitest";
import { matchesReference } from "../../../invariants/relation/matches-reference.ts";
import { runCampaign } from "../../../src/campaign/campaign.ts";
import { engineOf, referenceStages, runStages } from "../../../src/engine/reference.ts";
import { lookAheadOneBar } from "../../../src/faults/look-ahead-one-bar.ts";
import { volNotAnnualized } from "../../../src/faults/vol-not-annualized.ts";
import type { Engine } from "../../../src/model/engine.ts";
import type { Run } from "../../../src/model/run.ts";
import { Random } from "../../../src/numeric/random.ts";
import { expectFail, expectPass, expectUnproven, judgedPair } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { changed, withCell, withoutColumns } from "../../support/run-of.ts";

const scenario = smallScenario();
const reference = runStages(scenario);
const found = (run: Run) => judgedPair(matchesReference, [scenario, run], [scenario, reference]);
const campaignOf = async (engine: Engine) => {
  const result = await runCampaign({ engine, invariants: [matchesReference], seed: 7, cases: 64 });
  return result.invariants.find(({ id }) => id === matchesReference.id)!;
};

describe("relation/matches-reference", () => {
  it("passes for the same tables, and for an engine that leaves fewer of them", () => {
    expectPass(found(reference));
    const state = withoutColumns(reference.table("allocator_state_v1")!, "corr_60d");
    const fewer = changed(reference, {
      tables: { weights_model: undefined, overlay_weights: undefined, allocator_state_v1: state },
    });
    expectPass(found(fewer));
  });

  it("names the first divergence by stage, date and asset, with the reference's figure as the expected one", () => {
    const post = reference.table("weights_post")!;
    const date = post.dates[2]!;
    const was = post.values[2 * post.columns.length + post.columns.indexOf("TY")]!;
    const other = changed(reference, { tables: { weights_post: withCell(post, date, "TY", was + 0.25) } });
    expectFail(found(other), {
      date,
      asset: "TY",
      artifact: "weights_post.csv",
      expected: was,
      actual: was + 0.25,
      message: "the reference has another figure (stage target)",
    });
  });

  it("finds an engine of other stages where it first goes another way", () => {
    const stages = { ...referenceStages, ...volNotAnnualized.stages(referenceStages) };
    const { verdict, probe } = found(runStages(scenario, stages));
    expect(verdict).toBe("fail");
    expect(probe.violations[0]).toMatchObject({ artifact: "leverage_series.csv" });
    expect(probe.violations[0]!.message).toBe("vol: the reference has another figure (stage target)");
  });

  it("fails where an asset or a rebalance is lost", () => {
    const short = withoutColumns(reference.table("weights_daily")!, "GC");
    const { violations } = found(changed(reference, { tables: { weights_daily: short } })).probe;
    expect(violations).toMatchObject([{ artifact: "weights_daily.csv", message: expect.stringContaining("columns:") }]);
  });

  it("runs the second scenario on the reference, whatever the engine", async () => {
    const engine = engineOf(lookAheadOneBar.stages(referenceStages), "looks-ahead");
    expect(await campaignOf(engine)).toMatchObject({ verdict: "fail" });
    const port = await campaignOf(engineOf(referenceStages, "port"));
    expect(port.verdict).toBe("pass");
    expect(port.evidence[0]!.examined).toBeGreaterThan(10_000);
  });

  it("is unproven for two scenarios, and compares what regimes decide up to the first that rounding decides", () => {
    const another = smallScenario({ initialCapital: 7 });
    expectUnproven(
      judgedPair(matchesReference, [scenario, reference], [another, reference]),
      "never the same scenario",
    );
    const { dates, labels } = reference.regimes()!;
    const other = { ...reference.regimes()!, labels: labels.with(20, "CRISIS") };
    expectFail(found(changed(reference, { regimes: other })), {
      date: dates[20]!,
      expected: labels[20]!,
      actual: "CRISIS",
      message: "the reference has another regime (stage assess)",
    });
    // A feature at its threshold on row 10: from row 20 on, only what comes before the regimes is compared.
    const state = withCell(reference.table("allocator_state_v1")!, dates[10]!, "dd_level", -0.06);
    const near = changed(reference, { tables: { allocator_state_v1: state } });
    const late = dates.at(-1)!;
    const wrong = (name: "weights_daily" | "returns") => withCell(reference.table(name)!, late, "ES", 0.77);
    const judgedNear = (name: "weights_daily" | "returns") =>
      judgedPair(
        matchesReference,
        [scenario, changed(near, { regimes: other, tables: { allocator_state_v1: state, [name]: wrong(name) } })],
        [scenario, near],
      );
    expectPass(judgedNear("weights_daily"));
    expectFail(judgedNear("returns"), { date: late, asset: "ES", artifact: "returns.csv", actual: 0.77 });
  });

  it("does not apply where the reference cannot follow", () => {
    if (matchesReference.kind !== "relation") throw new Error("no relation");
    const { market, config } = scenario;
    const later = { market, config: { ...config, conventions: { ...config.conventions, earnsFrom: 1 as const } } };
    expect(matchesReference.followUp(later, new Random(1))).toContain("earn a day later");
    expect(matchesReference.followUp(scenario, new Random(1))).toBe(scenario);
  });
});
