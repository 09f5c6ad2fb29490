import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, tieout } from "./support.ts";

const FAULT = ["--engine", "fault:scalar-lag-zero"];
const LAGGED = "exposure/scalar-lags-one-rebalance";
const KEPT = join("fixtures", "counterexamples", LAGGED);

/** A folder in which one counterexample is stored, and its path. */
async function withStored(work: (folder: string, file: string) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await tieout(folder, "fuzz", "--cases", "64", ...FAULT, "--invariant", LAGGED);
    const [name] = readdirSync(join(folder, ".tieout", "counterexamples"));
    await work(folder, join(".tieout", "counterexamples", name!));
  });
}

describe("tieout promote", () => {
  it("moves a counterexample to the regression tests, where fuzz and check replay it", async () => {
    await withStored(async (folder, file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const outcome = await tieout(folder, "promote", file, ...FAULT);
      expect(outcome).toMatchObject({ code: 0, err: "" });
      const [name] = readdirSync(join(folder, KEPT));
      expect(outcome.out).toContain(`STILL FAILING  ${file} → ${join(KEPT, name!)}`);
      expect(readFileSync(join(folder, KEPT, name!), "utf8")).toBe(text);
      expect(existsSync(join(folder, file))).toBe(false);
      const fuzz = await tieout(folder, "fuzz", "--cases", "1", ...FAULT, "--invariant", LAGGED);
      expect(fuzz.code).toBe(1);
      expect(fuzz.out).toContain(`counterexample ${join(KEPT, name!)}: 1 violation`);
      const again = await tieout(folder, "fuzz", "--cases", "64", ...FAULT, "--invariant", LAGGED);
      expect(again.out).toContain(`replay it: tieout replay ${join(KEPT, name!)}`);
      expect(readdirSync(join(folder, ".tieout", "counterexamples"))).toEqual([]); // the same failure is kept already
    });
  });

  it("takes folders, a folder to move to, and the fixed engine", async () => {
    await withStored(async (folder, file) => {
      const outcome = await tieout(folder, "promote", ".tieout/counterexamples", "--to", "regressions");
      expect(outcome.out).toMatch(/^FIXED {2}/);
      expect(readdirSync(join(folder, "regressions", LAGGED))).toHaveLength(1);
      expect(existsSync(join(folder, file))).toBe(false);
    });
  });

  it("moves nothing where one is stale, unless asked to", async () => {
    await withStored(async (folder, file) => {
      const document = JSON.parse(readFileSync(join(folder, file), "utf8"));
      writeFileSync(join(folder, "gone.json"), JSON.stringify({ ...document, invariant: "desk/gone" }));
      const refused = await tieout(folder, "promote", file, "gone.json");
      expect(refused.code).toBe(2);
      expect(refused.err).toMatch(/gone\.json: a stale counterexample.*STALE: there is no invariant desk\/gone/);
      expect(existsSync(join(folder, file))).toBe(true);
      const forced = await tieout(folder, "promote", "gone.json", "--stale");
      expect(forced.out).toMatch(/^STALE .*fixtures.counterexamples.desk.gone/);
      const fuzz = await tieout(folder, "fuzz", "--cases", "64", "--invariant", LAGGED);
      expect(fuzz.code).toBe(3); // what is stale is shown, though nobody can judge it
      expect(fuzz.out).toMatch(/UNPROVEN +desk\/gone/);
    });
  });

  it("overwrites nothing, and refuses what is no counterexample", async () => {
    await withStored(async (folder, file) => {
      const name = file.split("/").at(-1)!;
      mkdirSync(join(folder, KEPT), { recursive: true });
      writeFileSync(join(folder, KEPT, name), "{}");
      const taken = await tieout(folder, "promote", file);
      expect(taken.code).toBe(2);
      expect(taken.err).toContain("another counterexample has this name");
      expect(readFileSync(join(folder, KEPT, name), "utf8")).toBe("{}");
      expect((await tieout(folder, "promote", join(KEPT, name))).err).toMatch(/\.schema/);
      const document = JSON.parse(readFileSync(join(folder, file), "utf8"));
      writeFileSync(join(folder, "out.json"), JSON.stringify({ ...document, invariant: "../../out" }));
      expect((await tieout(folder, "promote", "out.json", "--stale")).err).toContain(
        "the invariant's id makes no folder",
      );
    });
  });

  it("moves two files of one name nowhere", async () => {
    await withStored(async (folder, file) => {
      const document = JSON.parse(readFileSync(join(folder, file), "utf8"));
      writeFileSync(join(folder, "b.json"), JSON.stringify({ ...document, found: { ...document.found, seed: 1 } }));
      const refused = await tieout(folder, "promote", file, "b.json");
      expect(refused.code).toBe(2);
      expect(refused.err).toContain("two counterexamples have one name");
      expect(existsSync(join(folder, file))).toBe(true);
    });
  });

  it("leaves one alone that is there already", async () => {
    await withStored(async (folder, file) => {
      await tieout(folder, "promote", file);
      const kept = join(KEPT, readdirSync(join(folder, KEPT))[0]!);
      expect((await tieout(folder, "promote", kept)).code).toBe(0);
      expect(existsSync(join(folder, kept))).toBe(true);
    });
  });
});

describe("tieout replay of a folder", () => {
  it("replays all that is in it, and refuses an empty one", async () => {
    await withStored(async (folder, file) => {
      const outcome = await tieout(folder, "replay", ".tieout", ...FAULT);
      expect(outcome.code).toBe(1);
      expect(outcome.out).toContain(`STILL FAILING  ${file}`);
      mkdirSync(join(folder, "empty"));
      const empty = await tieout(folder, "replay", "empty");
      expect(empty).toMatchObject({ code: 2, out: "" });
      expect(empty.err).toContain("no counterexample is in this folder");
    });
  });
});
