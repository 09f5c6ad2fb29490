import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { CAPABILITIES } from "../../src/engine/support.ts";
import { parseScenario, scenarioDocument } from "../../src/model/scenario.ts";
import { scenarioSource } from "../../src/scenarios/source.ts";

const SOURCE = scenarioSource(CAPABILITIES, { generators: [{ kind: "wide-float" }] });
const SAMPLE = fc.sample(SOURCE.block(11), { seed: 11, numRuns: 1000 });

describe("scenarios at the ends of double precision", () => {
  it("are valid and survive JSON bit for bit", () => {
    for (const scenario of SAMPLE.slice(0, 200)) {
      expect(parseScenario(JSON.parse(JSON.stringify(scenarioDocument(scenario))))).toEqual(scenario);
    }
  });

  it.each([
    ["returns: subnormal", 0.05],
    ["returns: tiny", 0.1],
    ["weights: subnormal", 0.02],
    ["weights: tiny", 0.05],
    ["budgets: huge", 0.02],
    ["budgets: tiny", 0.02],
    ["capital: huge", 0.03],
    ["capital: tiny", 0.03],
    ["scalars: tiny", 0.03],
    ["target: huge", 0.01],
    ["target: tiny", 0.01],
    ["limits: tiny", 0.02],
    ["floor: tiny", 0.02],
    ["costs: subnormal", 0.01],
  ])("have %s at a rate of %d at the least", (label, least) => {
    const met = SAMPLE.filter((scenario) => SOURCE.labelsOf(scenario).includes(label)).length;
    expect(met / SAMPLE.length).toBeGreaterThanOrEqual(least);
  });

  it("raise no alarm about the reference engine, which answers all of them", async () => {
    const { invariants, rejected } = await runCampaign({
      engine: referenceEngine,
      invariants: catalog,
      seed: 6,
      cases: 1024,
      generators: [{ kind: "wide-float" }],
    });
    expect(rejected).toBe(0);
    expect(invariants.filter(({ verdict }) => verdict === "fail").map(({ id }) => id)).toEqual([]);
  });
});
