import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { passesOf } from "../../src/campaign/passes.ts";
import { selfTest } from "../../src/campaign/selftest.ts";
import { tryCase } from "../../src/campaign/trial.ts";
import { engineOf, referenceEngine } from "../../src/engine/reference.ts";
import { faults } from "../../src/faults/catalog.ts";
import type { Engine } from "../../src/model/engine.ts";
import { auditRun } from "../../src/verify/audit.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { smallRun, smallScenario } from "../support/reference-run.ts";

const aboutPasses = catalog.filter(({ kind }) => kind === "passes");
const faultOf = (id: string) => faults.find((fault) => fault.id === id)!;

describe("statements about two passes", () => {
  it("are skipped by a campaign and by the audit of one run, with the reason", async () => {
    const { invariants } = await runCampaign({ engine: referenceEngine, invariants: aboutPasses, seed: 1, cases: 8 });
    const reports = invariants.filter(({ id }) => id.startsWith("passes/"));
    expect(reports).toHaveLength(aboutPasses.length);
    for (const { verdict, evidence } of reports) {
      expect(verdict).toBe("skipped");
      expect(evidence[0]).toMatchObject({
        method: "passes",
        examined: 0,
        reason: expect.stringContaining("needs two passes"),
      });
    }
    const pages = auditRun(new RunView(smallRun(), "one run"), aboutPasses);
    for (const [evidence] of pages.values()) {
      expect(evidence).toMatchObject({ verdict: "skipped", method: "passes", subject: "one run" });
    }
  });

  it("cannot be tried on a single scenario", async () => {
    expect(await tryCase(referenceEngine, aboutPasses[0]!, { scenario: smallScenario() })).toMatch(/two passes/);
  });

  it("are not judged where an engine cannot make two passes", async () => {
    const offOnly: Engine = {
      describe: () => referenceEngine.describe(),
      async run(scenario) {
        if (scenario.config.allocator.mode !== "off") throw new Error("no allocator");
        return referenceEngine.run(scenario);
      },
    };
    expect(await passesOf(offOnly, smallScenario())).toBeUndefined();
    const passes = await passesOf(referenceEngine, smallScenario());
    expect([passes?.baseline.name, passes?.scaled.name]).toEqual(["baseline", "scaled"]);
  });
});

describe("a self-test with statements about two passes", () => {
  const options = { invariants: aboutPasses, engineOf, seed: 20240105, cases: 128 };

  it("puts both passes of the faulty engine to them", async () => {
    const { kills } = await selfTest({ ...options, faults: [faultOf("second-pass-on-other-market")] });
    expect(kills[0]!.killedBy).toContain("passes/same-market-same-model");
    expect(kills[0]!.killedBy).not.toContain("passes/baseline-has-scalar-one");
  });

  it("counts no kill where the engine without a fault is warned too", async () => {
    const harmless = { ...faultOf("second-pass-on-other-market"), stages: (reference: never) => reference };
    const { kills, clean } = await selfTest({ ...options, faults: [harmless] });
    expect(kills[0]).toMatchObject({ killedBy: [], survived: ["passes/same-market-same-model"] });
    const warned = clean.filter(({ verdict }) => verdict === "fail");
    expect(warned.length).toBeGreaterThan(0); // a generated market may rightly raise a warning
    expect(warned.map(({ severity }) => severity)).toEqual(warned.map(() => "warning"));
  });
});
