import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { counterexampleName, storeCounterexample } from "../../src/campaign/store.ts";
import { evidenceOfReplay, keepCounterexample, replayStored } from "../../src/campaign/stored.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import type { Counterexample } from "../../src/model/counterexample.ts";
import { faulty } from "./support.ts";

const CAPPED = "exposure/gross-within-cap";
const fault = faulty("renormalized-after-rt");

/** Two counterexamples of one signature: as it was found, and reduced. */
let large: Counterexample;
let small: Counterexample;
let store: string;
let base: string;

beforeAll(async () => {
  const found = async (reductionBudget: number) => {
    const invariants = catalog.filter(({ id }) => id === CAPPED);
    const { counterexamples } = await runCampaign({ engine: fault, invariants, seed: 5, cases: 64, reductionBudget });
    return counterexamples[0]!;
  };
  large = await found(0);
  small = await found(400);
  base = await mkdtemp(join(tmpdir(), "tieout-stored-"));
});
afterAll(() => rm(base, { recursive: true }));
beforeEach(async () => {
  store = await mkdtemp(join(base, "store-"));
});

const replays = (engine = fault, folders = [store]) => replayStored({ engine, invariants: catalog, folders });

describe("what a campaign finds", () => {
  it("is stored, and not a second time when the same is found with another seed", async () => {
    const first = await keepCounterexample(store, small, []);
    const again = { ...small, found: { ...small.found, seed: 99 } };
    expect(await keepCounterexample(store, again, await replays())).toEqual(first);
    expect(await readdir(store)).toEqual([counterexampleName(small)]);
  });

  it("takes the place of a larger one that fails in the same way", async () => {
    const before = await storeCounterexample(store, large);
    const kept = await keepCounterexample(store, small, await replays());
    expect(kept).toMatchObject({ counterexample: small, replaced: [before] });
    expect(await readdir(store)).toEqual([counterexampleName(small)]);
  });

  it("is not stored where a smaller one fails in the same way", async () => {
    const stored = await storeCounterexample(store, small);
    const kept = await keepCounterexample(store, large, await replays());
    expect(kept).toEqual({ file: stored, counterexample: small, replaced: [] });
    expect(await readdir(store)).toEqual([counterexampleName(small)]);
  });

  it("stands beside one that is fixed by now, which was another bug's", async () => {
    await storeCounterexample(store, small);
    await keepCounterexample(store, large, await replays(referenceEngine));
    expect((await readdir(store)).sort()).toEqual([counterexampleName(large), counterexampleName(small)].sort());
  });

  it("is not lost where nothing can be written", async () => {
    const occupied = join(store, "file");
    await writeFile(occupied, "");
    const kept = await keepCounterexample(occupied, small, []);
    expect(kept).toMatchObject({ file: undefined, counterexample: small, replaced: [] });
    expect(kept.unstored?.message).toMatch(
      /the counterexample cannot be stored: was .*`counterexamples` in the config/,
    );
    await expect(replays(fault, [occupied])).rejects.toThrow(/file: the folder of counterexamples cannot be read/);
  });

  it("removes nothing from the regression tests", async () => {
    const regressions = join(store, "regressions");
    const promoted = await storeCounterexample(regressions, large);
    const kept = await keepCounterexample(join(store, "new"), small, await replays(fault, [regressions]));
    expect(kept.file).toBe(join(store, "new", counterexampleName(small)));
    expect(existsSync(promoted)).toBe(true);
  });
});

describe("stored counterexamples, replayed", () => {
  it("give evidence: a failure, a pass, or nothing that counts", async () => {
    await storeCounterexample(store, small);
    const evidence = async (engine = fault, invariants = catalog) => {
      const [stored] = await replayStored({ engine, invariants, folders: [store] });
      return evidenceOfReplay(stored!, "x.json");
    };
    expect(await evidence()).toMatchObject({ verdict: "fail", examined: 1, counterexample: "x.json" });
    expect(await evidence(referenceEngine)).toMatchObject({ verdict: "pass", examined: 1, violations: [] });
    expect(await evidence(fault, [])).toMatchObject({
      verdict: "unproven",
      examined: 0,
      reason: `stale: there is no invariant ${CAPPED} any more`,
    });
  });

  it("are those that are selected, each once though two folders be the same", async () => {
    await storeCounterexample(store, small);
    expect(await replays(fault, [store, `${store}/.`])).toHaveLength(1);
    const selects = (id: string) => id !== CAPPED;
    expect(await replayStored({ engine: fault, invariants: catalog, folders: [store], selects })).toEqual([]);
  });
});
