import { describe, expect, it } from "vitest";
import { catalog } from "../../../invariants/catalog.ts";
import { runCampaign } from "../../../src/campaign/campaign.ts";
import type { Edit } from "../../../src/campaign/reduction/edits.ts";
import { EXPLANATION_BUDGET, explain } from "../../../src/campaign/reduction/explain.ts";
import { valuesOf } from "../../../src/campaign/reduction/values.ts";
import { worseOf, worstOf } from "../../../src/campaign/worst.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { scenarioDocument } from "../../../src/model/scenario.ts";
import type { Violation } from "../../../src/model/verdict.ts";
import { faulty, scenarioOf } from "../support.ts";

const scenario = scenarioOf(
  { "2024-01-02": [0], "2024-01-03": [0.1], "2024-01-04": [0] },
  { "2024-01-02": [1], "2024-01-04": [0] },
  {
    initialCapital: 100,
    costs: { halfSpreadBps: 1, feeBps: 0 },
    exposure: { kind: "fixed", multiplier: 2 },
    allocator: { mode: "compute", scalars: [0.5] },
  },
);

/** The value at a JSON pointer. */
function at(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce((part, key) => (part as Record<string, unknown>)[key], document);
}

describe("the values of a scenario", () => {
  it("stand where their pointers say, and become what they are to become", () => {
    const values = valuesOf(scenario);
    expect(values.map(({ pointer }) => pointer)).toEqual([
      "/market/returns/1/0",
      "/config/sleeves/0/strategy/values/0/0",
      "/config/allocator/scalars/0",
      "/config/initialCapital",
      "/config/costs/halfSpreadBps",
      "/config/exposure/multiplier",
      "/market/returns/2/0",
      "/config/sleeves/0/strategy/values/1/0",
    ]);
    for (const { pointer, value, others, as } of values) {
      expect(at(scenarioDocument(scenario), pointer), pointer).toBe(value);
      for (const other of others) expect(at(scenarioDocument(as(other)(scenario)!), pointer), pointer).toBe(other);
    }
  });
});

describe("an explanation", () => {
  const explained = (fails: (scenario: Scenario) => boolean, budget = 400) =>
    explain(scenario, async (edit: Edit) => fails(edit(scenario)!), { budget, runsPerCase: 1 });

  it("tells the values that matter from those that may be anything", async () => {
    const { relevant, irrelevant, runs } = await explained(({ market }) => market.returns[1]! > 0);
    expect(relevant).toEqual(["/market/returns/1/0"]);
    expect(irrelevant).toEqual(
      valuesOf(scenario)
        .map(({ pointer }) => pointer)
        .filter((pointer) => !relevant.includes(pointer)),
    );
    expect(runs).toBeLessThanOrEqual(EXPLANATION_BUDGET);
  });

  it("says nothing of values for which the budget does not last", async () => {
    const { relevant, irrelevant, runs } = await explained(() => true, 7);
    expect([relevant, irrelevant.length, runs]).toEqual([[], 2, 6]);
    expect(await explained(() => true, 0)).toEqual({ relevant: [], irrelevant: [], runs: 0 });
  });

  it("stands in the counterexample of a campaign, with the worst residual", async () => {
    const invariants = catalog.filter(({ id }) => id === "accounting/pnl-linear-in-weights");
    const engine = faulty("off-by-one-earning-date");
    const { counterexamples } = await runCampaign({ engine, invariants, seed: 1, cases: 64 });
    const [found] = counterexamples;
    expect(found?.relevant).toEqual(["/market/returns/1/0", "/config/sleeves/0/strategy/values/0/0"]);
    expect(found?.irrelevant).toBeUndefined();
    expect(found?.found.explainRuns).toBeGreaterThan(0);
    expect(found?.worst?.residual).toBeGreaterThanOrEqual(Math.abs(Number(found?.violation.residual)));
  });
});

describe("the worst residual", () => {
  const violation = (part: Partial<Violation>): Violation => ({
    date: null,
    asset: null,
    artifact: null,
    expected: 4,
    actual: 1,
    residual: -3,
    tolerance: 0,
    message: "",
    location: null,
    ...part,
  });

  it("is its size, and its share of the larger figure", () => {
    expect(worstOf(violation({}))).toEqual({ residual: 3, relative: 0.75 });
    expect(worstOf(violation({ residual: null }))).toBeUndefined();
    expect(worstOf(violation({ residual: "NaN" }))).toEqual({ residual: "NaN", relative: "NaN" });
    expect(worstOf(violation({ expected: "a run", actual: 0 }))).toEqual({ residual: 3, relative: 0 });
  });

  it("is the larger of two in each figure; what is not finite is worse than anything", () => {
    const small = { residual: 1, relative: 0.5 };
    expect(worseOf(small, { residual: 2, relative: 0.25 })).toEqual({ residual: 2, relative: 0.5 });
    expect(worseOf(undefined, small)).toBe(small);
    expect(worseOf(small, undefined)).toBe(small);
    expect(worseOf(small, { residual: "NaN", relative: "NaN" })).toEqual({ residual: "NaN", relative: "NaN" });
  });
});
