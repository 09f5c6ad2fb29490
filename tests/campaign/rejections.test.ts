import { describe, expect, it } from "vitest";
import { atTheDoor, judgeRejections } from "../../src/campaign/rejections.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { CAPABILITIES } from "../../src/engine/support.ts";
import type { Engine } from "../../src/model/engine.ts";
import { EngineError } from "../../src/model/errors.ts";
import { parseScenario, scenarioDocument } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import { generateScenario } from "../../src/scenarios/generate.ts";
import { DEFECTS } from "../../src/scenarios/hostile-defects.ts";

const CASES = 2 * DEFECTS.length;

/** The reference engine behind a door of its own. */
function behind(runDocument: (text: string) => Promise<void>): Engine {
  return {
    ...referenceEngine,
    describe: () => referenceEngine.describe(),
    run: (scenario) => referenceEngine.run(scenario),
    runDocument,
  };
}

async function verdictOf(engine: Engine) {
  return judgeRejections({ engine, seed: 7, cases: CASES });
}

describe("that invalid scenarios are refused", () => {
  it("passes for an engine that takes no documents: the harness's own door refuses them all", async () => {
    const { evidence, failures, labels } = await verdictOf(referenceEngine);
    expect(evidence).toMatchObject({ verdict: "pass", examined: CASES, cases: CASES, violationCount: 0 });
    expect(failures).toEqual([]);
    expect(Object.keys(labels)).toHaveLength(DEFECTS.length);
  });

  it("passes for an engine that refuses with a reason", async () => {
    const refusing = behind(async () => {
      throw new EngineError("rejected", { what: "this makes no sense" });
    });
    expect((await verdictOf(refusing)).evidence).toMatchObject({ verdict: "pass", examined: 2 * CASES });
  });

  it("fails for an engine that answers one, with the document and the reason", async () => {
    const lenient = behind(async (text) => {
      if (text.includes('"targetVol":-0.2')) return;
      throw new EngineError("rejected", { what: "this makes no sense" });
    });
    const { evidence, failures } = await verdictOf(lenient);
    expect(evidence.verdict).toBe("fail");
    expect(evidence.violations[0]).toMatchObject({
      artifact: "scenario (exposure.targetVol=-0.2)",
      expected: "a refusal",
      actual: "a run",
      message: "the volatility target is negative, and the engine answers it with a run",
    });
    expect(failures.map(({ defect }) => defect)).toEqual(["exposure.targetVol=-0.2"]);
    expect(failures[0]!.text).toContain('"targetVol":-0.2');
  });

  it.each([
    ["crashes", new TypeError("cannot read properties of undefined"), "TypeError"],
    ["says that it crashed", new EngineError("crashed", { what: "exit 1" }), "EngineError"],
    ["refuses without a word", new EngineError("rejected", { what: "" }), "EngineError"],
    ["throws no error", "nope", "thrown value"],
  ])("fails for an engine that %s", async (_, thrown, actual) => {
    const { evidence, failures } = await verdictOf(
      behind(async () => {
        throw thrown;
      }),
    );
    expect(evidence).toMatchObject({ verdict: "fail", violationCount: CASES });
    expect(evidence.violations[0]).toMatchObject({ actual });
    expect(failures).toHaveLength(DEFECTS.length); // one a defect and kind
  });

  it("follows from the seed", async () => {
    expect(await verdictOf(referenceEngine)).toEqual(await verdictOf(referenceEngine));
  });
});

describe("the door", () => {
  it("lets in what is valid, and says so", () => {
    const document = scenarioDocument(generateScenario(new Random(3), CAPABILITIES));
    expect(() => parseScenario(document)).not.toThrow();
    expect(atTheDoor(JSON.stringify(document))).toEqual({ actual: "a scenario", message: "lets it in" });
    expect(atTheDoor('{"schema":')).toBeUndefined();
    expect(atTheDoor("null")).toBeUndefined();
  });
});
