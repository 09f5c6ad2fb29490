import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { storeCounterexample } from "../../src/campaign/store.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { settingsSchema } from "../../src/model/settings.ts";
import { replayCounterexample, verifyEngine } from "../../src/vitest/entry.ts";
import { verify } from "../../src/vitest/verification.ts";
import { faulty } from "../campaign/support.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-entry-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ID = "exposure/no-post-rt-renormalization";
const invariants = catalog.filter(({ id }) => id === ID);
const fault = faulty("renormalized-after-rt");
const { counterexamples } = await runCampaign({ engine: fault, invariants, seed: 3, cases: 64 });
const found = counterexamples[0]!;

describe("replayCounterexample", () => {
  it("passes when it is fixed, from a document and from a file", async () => {
    await replayCounterexample(found, referenceEngine);
    await replayCounterexample(await storeCounterexample(folder, found), (scenario) => referenceEngine.run(scenario));
  });

  it("throws the worked table while it fails, and when it says nothing any more", async () => {
    await expect(replayCounterexample(found, fault)).rejects.toThrow(/^STILL FAILING: [\s\S]*They part at: scalar/);
    await expect(replayCounterexample(found, referenceEngine, { invariants: [] })).rejects.toThrow(
      /^STALE: there is no/,
    );
    await expect(replayCounterexample({ ...found, schema: "x" } as never, fault)).rejects.toThrow(
      /counterexample\.schema/,
    );
    await expect(replayCounterexample(join(folder, "none.json"), fault)).rejects.toThrow(/no such counterexample/);
  });

  it("grants what it is told to grant, for as long as it is told", async () => {
    const waiver = { id: ID, reason: "known", expires: "2999-01-01" };
    await expect(replayCounterexample(found, fault, { waivers: [waiver] })).resolves.toBeUndefined();
    const expired = { ...waiver, expires: "2001-01-01" };
    await expect(replayCounterexample(found, fault, { waivers: [expired] })).rejects.toThrow(/^STILL FAILING/);
  });
});

describe("verifyEngine", () => {
  it.each([
    [{ allowUnproven: ["exposure/none"] }, /options\.allowUnproven: there is no such invariant/],
    [{ seed: -1 }, /options\.campaign\.seed/],
    [{ cases: 0 }, /options\.campaign\.cases/],
    [
      { waivers: [{ id: "exposure/none", reason: "x", expires: "2999-01-01" }], invariants },
      /a waiver of an invariant that does not exist/,
    ],
  ])("refuses options that make no sense (%#)", async (options, message) => {
    const declare = async () => verifyEngine(referenceEngine, options);
    await expect(declare()).rejects.toThrow(message);
  });
});

describe("a verification", () => {
  it("replays first, and says so of a counterexample whose invariant is gone", async () => {
    const store = mkdtempSync(join(folder, "store-"));
    await storeCounterexample(store, found);
    const { campaign, tolerances, waivers } = settingsSchema.parse({
      campaign: { cases: 1, leastCases: 1, leastShare: 0 },
    });
    const terms = {
      invariants,
      settings: { campaign, tolerances, waivers },
      counterexamples: store,
      regressions: undefined,
    };
    const still = await verify(fault, terms);
    expect(still.reports.get(ID)?.evidence[0]).toMatchObject({
      verdict: "fail",
      subject: expect.stringContaining("store-"),
    });
    expect(still.tables.get(ID)).toHaveLength(1); // found twice, shown once
    expect(still.reports.get("counterexamples/speak")?.verdict).toBe("pass");
    const gone = await verify(fault, { ...terms, invariants: [] });
    expect(gone.reports.get("counterexamples/speak")).toMatchObject({
      verdict: "unproven",
      evidence: [{ reason: expect.stringContaining(`there is no invariant ${ID} any more`) }],
    });
  });
});
