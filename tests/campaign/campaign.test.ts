import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { ENGINE_ANSWERS } from "../../src/campaign/answer.ts";
import { BlockJudge } from "../../src/campaign/block.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { overlaid } from "../../src/campaign/sensitivity/overlay.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import type { Capabilities, Engine } from "../../src/model/engine.ts";
import { EngineError } from "../../src/model/errors.ts";
import type { Run } from "../../src/model/run.ts";
import { beyondCapabilities } from "../../src/scenarios/capabilities.ts";
import { relationInvariant, runInvariant } from "../../src/verify/invariant.ts";
import { faulty } from "./support.ts";

/** The reference, but something happens on some of the scenarios. */
function engineThat(happens: Engine["run"]): Engine {
  return { describe: () => referenceEngine.describe(), run: happens };
}

describe("a campaign", () => {
  it("gives the same result for the same seed, counterexamples and all", async () => {
    const options = { engine: faulty("clipped-after-rt"), invariants: catalog, seed: 3, cases: 150 };
    const first = await runCampaign(options);
    expect(JSON.stringify(await runCampaign(options))).toBe(JSON.stringify(first));
    expect(first.counterexamples.length).toBeGreaterThan(0);
    expect(JSON.stringify(await runCampaign({ ...options, seed: 4 }))).not.toBe(JSON.stringify(first));
  });

  it("comes to the same whether runs are judged together or one by one", async () => {
    const engine = faulty("cap-forgotten");
    const options = { invariants: catalog, seed: 5, cases: 100 };
    const oneByOne = await runCampaign({ ...options, engine });
    const together = await runCampaign({ ...options, engine: { ...engine, runsAreFinal: true } });
    expect(oneByOne.counterexamples.length).toBeGreaterThan(0);
    expect(JSON.stringify(together)).toBe(JSON.stringify(oneByOne));
  });

  it("judges a run before the engine is asked again, where its runs are not final", async () => {
    let last = Number.NaN;
    const engine = engineThat(async (scenario) => {
      const run = await referenceEngine.run(scenario);
      const own = scenario.config.initialCapital;
      last = own;
      const info = () => ({ ...run.info, config: { ...scenario.config, initialCapital: last } });
      return {
        ...overlaid(run, {}),
        get info() {
          return info();
        },
      };
    });
    const options = {
      engine,
      invariants: catalog.filter(({ id }) => id.startsWith("accounting/")),
      seed: 1,
      cases: 40,
    };
    expect((await runCampaign(options)).invariants.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    const tooLate = await runCampaign({ ...options, engine: { ...engine, runsAreFinal: true } });
    expect(tooLate.invariants.filter(({ verdict }) => verdict === "fail")).not.toEqual([]);
  });

  it("counts what it looked at, with evidence for every statement", async () => {
    const seen: number[] = [];
    const result = await runCampaign({
      engine: referenceEngine,
      invariants: catalog,
      seed: 1,
      cases: 150,
      onProgress: ({ cases }) => seen.push(cases),
    });
    expect(result).toMatchObject({ seed: 1, cases: 150, rejected: 0, blocks: { done: 3, planned: 3 } });
    expect(seen).toEqual([64, 128, 150]);
    expect(result.invariants.map(({ id }) => id)).toEqual([ENGINE_ANSWERS.id, ...catalog.map(({ id }) => id)]);
    expect(result.invariants.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    const relation = result.invariants.find(({ id }) => id === "relation/deterministic");
    expect(relation?.evidence[0]).toMatchObject({ method: "relation", verdict: "pass" });
    expect(relation?.evidence[0]?.cases).toBeGreaterThan(0);
    const labels = Object.keys(result.labels);
    expect(labels).toEqual([...labels].sort());
    expect(result.labels["returns: log"]! + result.labels["returns: simple"]!).toBe(150);
  });

  it("only leaves whole blocks out when the time is up", async () => {
    const options = { engine: faulty("drawdown-sign"), invariants: catalog, seed: 5 };
    const stopped = await runCampaign({ ...options, cases: 640, canStop: () => true });
    expect(stopped.blocks).toEqual({ done: 1, planned: 10, left: [{ from: 1, to: 9 }] });
    const short = await runCampaign({ ...options, cases: 64 });
    expect({ ...stopped, blocks: null }).toEqual({ ...short, blocks: null });
  });

  it("goes on after a failure and reports one counterexample a signature", async () => {
    const { counterexamples, cases, invariants } = await runCampaign({
      engine: faulty("off-by-one-earning-date"),
      invariants: catalog,
      seed: 2,
      cases: 128,
    });
    expect(cases).toBe(128);
    const signatures = counterexamples.map(({ signature }) => signature);
    expect(new Set(signatures).size).toBe(signatures.length);
    const failing = invariants.filter(({ verdict }) => verdict === "fail");
    const earning = ["accounting/pnl-linear-in-weights", "accounting/run-and-artifact-pnl-agree"];
    expect(failing.map(({ id }) => id)).toEqual(expect.arrayContaining(earning)); // and whoever follows the drift
    expect(failing.length).toBeGreaterThan(earning.length);
    expect(failing[0]?.evidence[0]?.violationCount).toBeGreaterThan(100);
    expect(failing[0]?.evidence[0]?.counterexample).toMatch(/^[a-z-]+-[0-9a-f]{8}\.json$/);
  });

  it("takes a crash for a finding, with a small scenario to replay", async () => {
    const engine = engineThat((scenario) => {
      if (scenario.market.assets.length >= 2) throw new TypeError("cannot read a row that is not there");
      return referenceEngine.run(scenario);
    });
    const { invariants, counterexamples } = await runCampaign({ engine, invariants: catalog, seed: 1, cases: 64 });
    expect(invariants[0]).toMatchObject({ id: ENGINE_ANSWERS.id, verdict: "fail" });
    expect(counterexamples).toHaveLength(1);
    expect(counterexamples[0]?.scenario.market.assets).toHaveLength(2);
    expect(counterexamples[0]?.scenario.market.dates).toHaveLength(1);
    expect(counterexamples[0]?.violation.message).toContain("cannot read a row that is not there");
  });

  it("asks an engine for nothing that it does not offer, for a relation or on the way to a smaller scenario", async () => {
    const { capabilities } = await referenceEngine.describe();
    const modest: Capabilities = { ...capabilities, allocator: ["off", "compute"], returns: ["simple"] };
    const asked = new Set<string>();
    const engine: Engine = {
      describe: async () => ({ name: "modest", version: "1", capabilities: modest }),
      run: async (scenario) => {
        asked.add(beyondCapabilities(scenario.config, modest) ?? "what it offers");
        return faulty("off-by-one-earning-date").run(scenario);
      },
    };
    const result = await runCampaign({ engine, invariants: catalog, seed: 1, cases: 64 });
    expect([...asked]).toEqual(["what it offers"]);
    expect(result.counterexamples.length).toBeGreaterThan(0);
    const loaded = result.invariants.find(({ id }) => id === "relation/compute-equals-precomputed");
    expect(loaded?.verdict).toBe("skipped");
  });

  it("drops what an engine has in hand when it is interrupted", async () => {
    const stop = new AbortController();
    const engine = engineThat((_scenario, signal) => {
      setImmediate(() => stop.abort());
      return new Promise<Run>((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason)));
    });
    const { capabilities } = await engine.describe();
    const judge = new BlockJudge({ engine, invariants: catalog, seed: 1, cases: 64 }, capabilities);
    expect(await judge.judge(0, stop.signal)).toBeUndefined();
  });

  it("keeps crashes of different kinds apart, and one on the second run of a relation too", async () => {
    const engine = engineThat((scenario) => {
      if (scenario.config.exposure.kind === "none") throw new RangeError("none");
      if (scenario.config.exposure.kind === "fixed") throw "a text";
      return referenceEngine.run(scenario);
    });
    const doubled = relationInvariant({
      ...catalog.find((invariant) => invariant.kind === "relation")!,
      id: "relation/unlevered-too",
      followUp: (scenario) => ({ ...scenario, config: { ...scenario.config, exposure: { kind: "none" } } }),
    });
    const { counterexamples } = await runCampaign({ engine, invariants: [doubled], seed: 1, cases: 64 });
    expect(counterexamples.map(({ violation }) => violation.actual).sort()).toEqual(["RangeError", "thrown value"]);
  });

  it("counts refusals and never as a pass", async () => {
    const refusing = engineThat(() => {
      throw new EngineError("rejected", { what: "no such strategy" });
    });
    const invariants = catalog.filter(({ kind }) => kind !== "passes"); // those are skipped, whatever the engine says
    const result = await runCampaign({ engine: refusing, invariants, seed: 1, cases: 64 });
    expect(result).toMatchObject({ rejected: 64, rejection: "no such strategy", counterexamples: [] });
    expect(new Set(result.invariants.map(({ verdict }) => verdict))).toEqual(new Set(["unproven"]));
  });

  it("says why a relation never applied", async () => {
    const never = relationInvariant({
      ...catalog.find((invariant) => invariant.kind === "relation")!,
      id: "relation/never",
      followUp: () => "there is nothing to compare",
    });
    const { invariants } = await runCampaign({ engine: referenceEngine, invariants: [never], seed: 1, cases: 10 });
    expect(invariants[1]).toMatchObject({ verdict: "skipped", evidence: [{ reason: "there is nothing to compare" }] });
  });

  it("stops at a bug of an invariant, which is no finding about the engine", async () => {
    const broken = runInvariant({
      ...catalog.find(({ id }) => id === "data/outputs-finite")!,
      needs: [],
      check() {
        throw new TypeError("a bug in the check");
      },
    } as unknown as Parameters<typeof runInvariant>[0]);
    const campaign = runCampaign({ engine: referenceEngine, invariants: [broken], seed: 1, cases: 64 });
    await expect(campaign).rejects.toThrow(/the check of data\/outputs-finite broke/);
  });
});
