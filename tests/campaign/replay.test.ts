import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { replay } from "../../src/campaign/replay.ts";
import {
  counterexampleName,
  counterexampleText,
  listCounterexamples,
  readCounterexample,
  storeCounterexample,
} from "../../src/campaign/store.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import type { Counterexample } from "../../src/model/counterexample.ts";
import type { Engine } from "../../src/model/engine.ts";
import { ConfigError, EngineError, RunDirectoryError } from "../../src/model/errors.ts";
import { faulty } from "./support.ts";

const LOOK_AHEAD = "relation/no-look-ahead";
const CLIPPED = "exposure/no-post-rt-renormalization";

let clipped: Counterexample;
let lookAhead: Counterexample;
let crash: Counterexample;
let folder: string;

const crashing: Engine = {
  describe: () => referenceEngine.describe(),
  async run() {
    throw new EngineError("crashed", { what: "exit code 137" });
  },
};

beforeAll(async () => {
  const found = async (engine: Engine) =>
    (await runCampaign({ engine, invariants: catalog, seed: 11, cases: 128 })).counterexamples;
  clipped = (await found(faulty("clipped-after-rt"))).find(({ invariant }) => invariant === CLIPPED)!;
  lookAhead = (await found(faulty("look-ahead-one-bar"))).find(({ invariant }) => invariant === LOOK_AHEAD)!;
  crash = (await found(crashing))[0]!;
  folder = await mkdtemp(join(tmpdir(), "tieout-counterexamples-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a replay", () => {
  it("says STILL FAILING while the fault is there, for one run, for a pair, and for a crash", async () => {
    expect(await replay(clipped, faulty("clipped-after-rt"), catalog)).toMatchObject({ status: "STILL FAILING" });
    const again = await replay(lookAhead, faulty("look-ahead-one-bar"), catalog);
    expect(again.status).toBe("STILL FAILING");
    expect(again.violation?.artifact).toBe(lookAhead.violation.artifact);
    expect(await replay(crash, crashing, catalog)).toMatchObject({ status: "STILL FAILING" });
  });

  it("says STALE where the engine does not offer what the scenario asks for", async () => {
    const engine = faulty("clipped-after-rt");
    const { capabilities, ...rest } = await engine.describe();
    const modest: Engine = {
      ...engine,
      describe: async () => ({ ...rest, capabilities: { ...capabilities, returns: ["simple"] } }),
    };
    expect(clipped.scenario.config.conventions.returns).toBe("log");
    expect(await replay(clipped, modest, catalog)).toEqual({
      status: "STALE",
      detail: "the engine's capabilities do not name log among returns",
    });
  });

  it("says so when it fails in another way", async () => {
    const other = { ...clipped, signature: `${CLIPPED} | another.csv | value` };
    const { status, detail } = await replay(other, faulty("clipped-after-rt"), catalog);
    expect(status).toBe("STILL FAILING");
    expect(detail).toMatch(/^in another way than before/);
  });

  it("says FIXED once the engine is right, and how much was examined", async () => {
    for (const fixed of [clipped, lookAhead, crash]) {
      const { status, detail } = await replay(fixed, referenceEngine, catalog);
      expect(status).toBe("FIXED");
      expect(detail).toMatch(/it holds; [1-9]\d* comparisons? examined/);
    }
  });

  it("says STALE when the invariant is gone, when nothing is examined, or when the engine gives no run", async () => {
    expect(await replay(clipped, referenceEngine, [])).toEqual({
      status: "STALE",
      detail: `there is no invariant ${CLIPPED} any more`,
    });
    const moved = { ...clipped, invariant: "exposure/scalar-lags-one-rebalance" };
    expect(await replay(moved, referenceEngine, catalog)).toMatchObject({ status: "STALE" });
    expect((await replay(clipped, crashing, catalog)).detail).toBe("the engine breaks: exit code 137");
    const refusing: Engine = {
      describe: () => referenceEngine.describe(),
      async run() {
        throw new ConfigError({ what: "not supported" });
      },
    };
    for (const each of [clipped, lookAhead, crash]) {
      expect((await replay(each, refusing, catalog)).detail).toBe("the engine rejects the scenario: not supported");
    }
    const { followUp: _, ...half } = lookAhead;
    expect((await replay(half, referenceEngine, catalog)).detail).toContain("second scenario of the pair");
  });
});

describe("the store of counterexamples", () => {
  it("gives back what was stored, under a name that is the same for the same content", async () => {
    const path = await storeCounterexample(join(folder, "new"), lookAhead);
    expect(path).toMatch(/no-look-ahead-[0-9a-f]{8}\.json$/);
    expect(await storeCounterexample(join(folder, "new"), lookAhead)).toBe(path);
    expect(await readdir(join(folder, "new"))).toEqual([counterexampleName(lookAhead)]);
    expect(await readCounterexample(path)).toEqual(lookAhead);
    expect(await listCounterexamples(join(folder, "new"))).toEqual([path]);
    const again = { ...lookAhead, found: { ...lookAhead.found, seed: 1, case: 999 } };
    expect(await storeCounterexample(join(folder, "new"), again)).toBe(path); // found twice, stored once
    const { config, ...rest } = lookAhead.scenario;
    const reversed = Object.fromEntries(Object.entries(config).reverse()) as typeof config;
    const disordered = { ...lookAhead, scenario: { config: reversed, ...rest } };
    expect(counterexampleName(disordered)).toBe(counterexampleName(lookAhead));
    expect(counterexampleText(disordered)).toBe(counterexampleText(lookAhead));
    expect(counterexampleName({ ...lookAhead, signature: "another" })).not.toBe(counterexampleName(lookAhead));
    expect(counterexampleName({ ...lookAhead, scenario: clipped.scenario })).not.toBe(counterexampleName(lookAhead));
  });

  it("looks into the folders of a folder", async () => {
    const nested = await storeCounterexample(join(folder, "kept", "relation", "no-look-ahead"), lookAhead);
    const plain = await storeCounterexample(join(folder, "kept"), clipped);
    expect(await listCounterexamples(join(folder, "kept"))).toEqual([plain, nested]);
  });

  it("has nothing where there is no folder", async () => {
    expect(await listCounterexamples(join(folder, "none"))).toEqual([]);
    await writeFile(join(folder, "a-file"), "");
    await expect(listCounterexamples(join(folder, "a-file"))).rejects.toThrow(
      /cannot be read: was a file where a folder belongs/,
    );
  });

  it.each([
    ["no file", undefined, /absent.*: there is no such counterexample/, RunDirectoryError],
    [
      "no JSON",
      "{",
      /broken.json: not readable as JSON: expected a tieout.counterexample\/1 document/,
      RunDirectoryError,
    ],
    ["another document", '{"schema":"tieout.run/1"}', /other.json.schema/, ConfigError],
  ])("explains what is wrong: %s", async (name, text, message, type) => {
    const path = join(folder, { "no file": "absent.json", "no JSON": "broken.json" }[name] ?? "other.json");
    if (text !== undefined) await writeFile(path, text);
    const reading = readCounterexample(path);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(type);
  });

  it("says when a path cannot be read at all", async () => {
    await expect(readCounterexample(folder)).rejects.toThrow(/the counterexample cannot be read/);
  });
});
