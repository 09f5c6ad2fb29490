import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CampaignPart } from "../../src/model/campaign-part.ts";
import { campaignPartSchema } from "../../src/model/campaign-part.ts";
import { reportSchema } from "../../src/model/report.ts";
import { folderIn, storedIn } from "./campaign-support.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

const SCALARS = "exposure/scalar-lags-one-rebalance";
/** 10 blocks: 3 shards of 3, 3 and 4. */
const CAMPAIGN = ["--engine", "fault:scalar-lag-zero", "--cases", "600", "--invariant", SCALARS, "--seed", "3"];

/** Writes the parts of a campaign, `part-1.json` and so on, into a folder. */
async function writeParts(folder: string, of = 3, ...args: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for (let index = 1; index <= of; index++) {
    const name = `part-${index}.json`;
    await tieout(folder, "fuzz", ...CAMPAIGN, ...args, "--shard", `${index}/${of}`, "--part", name, "--quiet");
    names.push(name);
  }
  return names;
}

function editPart(folder: string, name: string, edit: (part: CampaignPart) => object): void {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(edit(JSON.parse(readFileSync(file, "utf8")))));
}

/** Works in a folder with a config, and the parts of a campaign. */
async function withParts(work: (folder: string, parts: readonly string[]) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (directory) => {
    const folder = folderIn(directory, "parts");
    await work(folder, await writeParts(folder));
  });
}

describe("a shard", () => {
  it("writes its part and says what is in it, without a verdict and without storing anything", async () => {
    await inTemporaryFolder(async (directory) => {
      const folder = folderIn(directory, "x");
      const outcome = await tieout(folder, "fuzz", ...CAMPAIGN, "--shard", "2/3");
      expect(outcome.code).toBe(1);
      expect(outcome.out).toContain("shard 2 of 3: blocks 3 to 5 (3), 192 cases, 1 failure\n");
      expect(outcome.out).toContain(`  ${SCALARS} | allocator_risk_v1_applied.csv | value: `);
      expect(outcome.out).not.toMatch(/PASS|FAIL/);
      const file = join(".tieout", "report", "campaign-part-2-of-3.json");
      expect(outcome.out).toContain(`its part: ${file}\n`);
      const part = campaignPartSchema.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
      expect(part).toMatchObject({ seed: 3, cases: 600, shard: { index: 2, of: 3 }, tally: { cases: 192 } });
      expect(part.counterexamples[0]?.found.case).toBeGreaterThanOrEqual(192);
      expect(storedIn(folder)).toEqual({});
    });
  });

  it("exits with 0 where nothing in it fails, and may be empty", async () => {
    await inTemporaryFolder(async (directory) => {
      const folder = folderIn(directory, "x");
      const args = ["fuzz", "--cases", "64", "--invariant", "drawdown", "--report", "r", "--shard"];
      const empty = await tieout(folder, ...args, "1/2");
      expect(empty).toMatchObject({ code: 0, err: "" });
      expect(empty.out).toContain("shard 1 of 2: blocks none (0), 0 cases, 0 failures");
      expect((await tieout(folder, ...args, "2/2", "--quiet")).out).toBe("");
      const parts = readdirSync(join(folder, "r")).map((name) => join("r", name));
      expect(parts).toHaveLength(2);
      const alone = await tieout(folder, ...args.slice(0, 5), "--format", "json");
      expect(await tieout(folder, "merge", ...parts, "--format", "json")).toEqual(alone);
    });
  });

  it("refuses what only a report can be asked, and a part without a shard", async () => {
    const formatted = await tieout(".", "fuzz", "--shard", "1/2", "--format", "json");
    expect(formatted).toMatchObject({ code: 2, err: expect.stringContaining("a shard writes a part and no report") });
    expect(await tieout(".", "fuzz", "--part", "x.json")).toMatchObject({ code: 2 });
  });
});

describe("merged parts", () => {
  it("say which blocks are missing, and are unproven at best", async () => {
    await inTemporaryFolder(async (directory) => {
      const folder = folderIn(directory, "x");
      const args = ["--engine", "reference"];
      const parts = await writeParts(folder, 3, ...args);
      expect((await tieout(folder, "merge", ...parts)).code).toBe(0);
      const { code, out } = await tieout(folder, "merge", parts[0]!, parts[2]!, "--format", "json");
      expect(code).toBe(3);
      const report = reportSchema.parse(JSON.parse(out));
      const missing = "blocks 3 to 5 of 0 to 9 not judged: the part of shard 2 of 3 is missing";
      expect(report.notExamined).toContain(`campaign: ${missing}`);
      expect(report.verdict).toBe("unproven");
      const complete = report.invariants.find(({ id }) => id === "campaign/complete");
      expect(complete).toMatchObject({ verdict: "unproven", evidence: [{ reason: missing }] });
      const without = await tieout(folder, "merge", parts[1]!);
      expect(without.out).toContain("stored counterexamples: the first shard runs them again, and its part is missing");
    });
  });

  it("fail where a part fails, however many are missing", async () => {
    await withParts(async (folder, parts) => {
      const outcome = await tieout(folder, "merge", parts[1]!);
      expect(outcome.code).toBe(1);
      expect(outcome.out).toContain(`FAIL      ${SCALARS}`);
      expect(outcome.out).toContain("UNPROVEN  campaign/complete");
      expect(Object.keys(storedIn(folder))).toHaveLength(1);
    });
  });

  it("of a campaign with a time budget say which blocks there was no time for", async () => {
    await inTemporaryFolder(async (directory) => {
      const folder = folderIn(directory, "x");
      const parts = await writeParts(folder, 2, "--engine", "reference", "--seconds", "1", "--cases", "4000");
      const { code, out } = await tieout(folder, "merge", ...parts);
      expect(code).toBe(0);
      expect(out.match(/campaign: blocks \d+ to \d+ of 0 to 62 not judged: the time was up/g)).toHaveLength(2);
      expect(out).not.toContain("campaign/complete");
    });
  });

  it("hold what came of stored counterexamples, which the first shard runs again", async () => {
    await inTemporaryFolder(async (directory) => {
      const alone = folderIn(directory, "alone");
      const sharded = folderIn(directory, "sharded");
      for (const folder of [alone, sharded]) {
        await tieout(folder, "fuzz", ...CAMPAIGN, "--seed", "99", "--cases", "64");
        const [name] = Object.keys(storedIn(folder)).filter((each) => each.endsWith(".json"));
        const stored = JSON.parse(readFileSync(join(folder, ".tieout", "counterexamples", name!), "utf8"));
        const gone = { ...stored, invariant: "exposure/there-is-none" };
        writeFileSync(join(folder, ".tieout", "counterexamples", "gone.json"), JSON.stringify(gone));
      }
      const expected = await tieout(alone, "fuzz", ...CAMPAIGN, "--format", "json");
      expect(expected.out).toContain("exposure/there-is-none");
      const parts = await writeParts(sharded);
      const merged = await tieout(sharded, "merge", ...parts, "--format", "json");
      expect(merged).toEqual(expected);
      expect(Object.keys(storedIn(sharded))).toEqual(Object.keys(storedIn(alone)));
    });
  });

  it("are refused where they are not of one campaign", async () => {
    await withParts(async (folder, [first, second, third]) => {
      const refused = async (...names: readonly string[]) => {
        const { code, out, err } = await tieout(folder, "merge", ...names);
        expect({ code, out }).toEqual({ code: 2, out: "" });
        return err;
      };
      expect(await refused(first!, second!, first!)).toContain("part-1.json and part-1.json: block 0 is in two parts");
      expect(await refused("absent.json")).toContain("absent.json: there is no such file");
      writeFileSync(join(folder, "other.json"), JSON.stringify({ schema: "tieout.report/1" }));
      expect(await refused("other.json")).toContain("other.json");
      const edits: readonly [string, (part: CampaignPart) => object][] = [
        ["another seed: expected 3 as in part-1.json, was 4", (part) => ({ ...part, seed: 4 })],
        ["another number of cases", (part) => ({ ...part, cases: 599 })],
        ["another engine", (part) => ({ ...part, engine: { name: "mine", version: "2" } })],
        ["other invariants", (part) => ({ ...part, catalog: "sha256:0" })],
        ["other waivers", (part) => ({ ...part, waivers: [{ id: "a/b", reason: "x", expires: "2027-01-01" }] })],
        ["other tolerances", (part) => ({ ...part, tolerances: { profile: "float32", tables: {} } })],
        ["another least number of cases", (part) => ({ ...part, least: { cases: 1, share: 0 } })],
        ["another number of shards", (part) => ({ ...part, shard: { index: 3, of: 4 } })],
        ["the part was made by another version", (part) => ({ ...part, tool: { name: "tieout", version: "0.0.1" } })],
        ["the part holds blocks of another shard", (part) => ({ ...part, shard: { index: 1, of: 3 } })],
      ];
      const original = readFileSync(join(folder, third!), "utf8");
      for (const [message, edit] of edits) {
        editPart(folder, third!, edit);
        expect(await refused(first!, third!)).toContain(message);
        writeFileSync(join(folder, third!), original);
      }
    });
  });
});

describe("parts that were held to the reference", () => {
  it("are not merged with parts that were not", async () => {
    await inTemporaryFolder(async (directory) => {
      const folder = folderIn(directory, "x");
      const [first] = await writeParts(folder, 2);
      await tieout(folder, "fuzz", ...CAMPAIGN, "--against-reference", "--shard", "2/2", "--part", "held.json");
      const { code, err } = await tieout(folder, "merge", first!, "held.json");
      expect(code).toBe(2);
      expect(err).toContain("the part is of another campaign: other invariants");
    });
  });
});

describe("an interrupted campaign", () => {
  /** An outside in which the first interrupt comes with the first sign of progress. */
  async function interrupted(folder: string, ...args: readonly string[]) {
    const controller = new AbortController();
    let err = "";
    return tieoutWith(
      {
        cwd: folder,
        interactive: true,
        err: (text) => {
          err += text;
          if (/\d+ of [\d,]+ cases/.test(err)) controller.abort();
        },
        untilInterrupted: (work) => work(controller.signal),
      },
      ...args,
    );
  }

  it("reports what was judged, and proves nothing", async () => {
    await inTemporaryFolder(async (directory) => {
      const folder = folderIn(directory, "x");
      const args = ["fuzz", "--cases", "6400", "--invariant", "drawdown"];
      const { code, out } = await interrupted(folder, ...args);
      expect(code).toBe(3);
      expect(out).toMatch(/campaign: blocks [1-3] to 99 of 0 to 99 not judged: interrupted/);
      expect(out).toContain("UNPROVEN  campaign/complete");
    });
  });

  it("fails where something failed before, and a shard's part says so", async () => {
    await inTemporaryFolder(async (directory) => {
      const folder = folderIn(directory, "x");
      expect((await interrupted(folder, "fuzz", ...CAMPAIGN)).code).toBe(1);
      const args = ["--engine", "reference", "--shard", "1/2", "--part", "p.json"];
      const shard = await interrupted(folder, "fuzz", ...CAMPAIGN, ...args);
      expect(shard.code).toBe(3);
      expect(shard.out).toContain("; ended early: interrupted");
      const merged = await tieout(folder, "merge", "p.json");
      expect(merged.code).toBe(3);
      expect(merged.out).toMatch(
        /blocks \d to 4 of 0 to 9 not judged: interrupted; blocks 5 to 9 of 0 to 9 not judged/,
      );
    });
  });
});
