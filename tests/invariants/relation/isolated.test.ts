import { describe, expect, it } from "vitest";
import { isolated } from "../../../invariants/relation/isolated.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { stateLeaksBetweenRuns } from "../../../src/faults/state-leaks-between-runs.ts";
import { expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, related } from "../../support/relating.ts";

const scenario = smallScenario();

describe("relation/isolated", () => {
  it("passes for an engine that forgets", () => {
    expectPass(judgedRelated(isolated, related(isolated, scenario)));
  });

  it("fails for an engine that begins with the book of the run before", () => {
    const leaking = stateLeaksBetweenRuns.stages(referenceStages);
    const { verdict, probe } = judgedRelated(isolated, related(isolated, scenario, 1, leaking));
    expect(verdict).toBe("fail");
    expect(probe.violations[0]).toMatchObject({
      artifact: "turnover.csv",
      message: expect.stringContaining("after another one had been run"),
    });
  });

  it("is unproven on two scenarios that are not the same", () => {
    const pair = related(isolated, scenario);
    const followUp = smallScenario({ initialCapital: 7 });
    expectUnproven(judgedRelated(isolated, pair, { followUp }), "never the same scenario twice");
  });
});
