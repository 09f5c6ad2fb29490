import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, tieout } from "./support.ts";

const PACKAGE = JSON.stringify(resolve(import.meta.dirname, "../../dist/src/index.js"));
const LAGGED = "exposure/scalar-lags-one-rebalance";
const REFERENCE = `import { referenceEngine } from ${PACKAGE};\n`;

/** A folder with engines of a user's, a stored counterexample, and its path. */
async function withStored(work: (folder: string, file: string) => Promise<void>, settings = {}): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "named.mjs"), `${REFERENCE}export const engine = referenceEngine;\n`);
    writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(settings));
    await tieout(folder, "fuzz", "--cases", "64", "--engine", "fault:scalar-lag-zero", "--invariant", LAGGED);
    const [name] = readdirSync(join(folder, ".tieout", "counterexamples"));
    await work(folder, join(".tieout", "counterexamples", name!));
  });
}

describe("tieout replay --emit-test", () => {
  it("imports the engine as its module exports it, from where the test stands", async () => {
    await withStored(async (folder, file) => {
      const outcome = await tieout(folder, "replay", file, "--engine", "named.mjs", "--emit-test", "tests/lag.test.ts");
      expect(outcome).toMatchObject({ code: 0, err: "" });
      expect(outcome.out).toContain("wrote tests/lag.test.ts; run it: npx vitest run tests/lag.test.ts");
      const text = readFileSync(join(folder, "tests", "lag.test.ts"), "utf8");
      expect(text).toContain('import { engine } from "../named.mjs";');
      expect(text).toContain("// They part at: scalar");
      expect(text).toContain('"schema": "tieout.counterexample/1"');
      expect(text).not.toContain(folder);
    });
  });

  it("makes no test of what is stale", async () => {
    await withStored(async (folder, file) => {
      const answer = `${REFERENCE}console.error("unused");`;
      writeFileSync(join(folder, "lines.mjs"), answer);
      const outcome = await tieout(folder, "replay", file, "--engine", "node lines.mjs", "--emit-test", "t/a.test.ts");
      expect(outcome.code).toBe(2); // an engine that says nothing makes it stale, and stale makes no test
      expect(outcome.err).toContain("a stale counterexample makes no test");
      expect(existsSync(join(folder, "t"))).toBe(false);
    });
  });

  it("takes the reference, and carries what the config grants", async () => {
    await withStored(
      async (folder, file) => {
        await tieout(folder, "replay", file, "--emit-test", "a.test.ts");
        const text = readFileSync(join(folder, "a.test.ts"), "utf8");
        expect(text).toContain('import { referenceEngine } from "tieout";');
        expect(text).toContain('tolerances: {"profile":"float32","tables":{}}');
      },
      { tolerances: { profile: "float32" } },
    );
  });

  it("refuses a seeded fault, and a file that is something else already", async () => {
    await withStored(async (folder, file) => {
      const fault = await tieout(folder, "replay", file, "--engine", "fault:cap-forgotten", "--emit-test", "a.test.ts");
      expect(fault.code).toBe(2);
      expect(fault.err).toMatch(/a seeded fault is no engine that a test can import.*name your engine/);
      writeFileSync(join(folder, "b.test.ts"), "// mine");
      const taken = await tieout(folder, "replay", file, "--emit-test", "b.test.ts");
      expect(taken.code).toBe(2);
      expect(taken.err).toContain("overwrites nothing");
      expect(readFileSync(join(folder, "b.test.ts"), "utf8")).toBe("// mine");
    });
  });

  it("imports the user's own invariants by their modules, and refuses those of the config alone", async () => {
    const expression = { id: "desk/gross", title: "Gross is small", holds: "gross(weights_scaled) <= 0.01" };
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "own"));
      const module = (id: string) => `import { runInvariant, EXACT } from ${PACKAGE};
          export default runInvariant({ id: "${id}", title: "t", severity: "error", why: "", independentOf: "", blindTo: "",
            needs: ["weights_scaled"], tolerance: EXACT,
            check: ({ weights_scaled: { dates } }, probe) => void probe.holds(dates.length === 0, {}, "none", "some", () => "some") });`;
      writeFileSync(join(folder, "own", "book.mjs"), module("desk/book"));
      const settings = { invariants: ["own/book.mjs", expression] };
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(settings));
      await tieout(folder, "fuzz", "--cases", "64", "--invariant", "desk");
      const stored = readdirSync(join(folder, ".tieout", "counterexamples"));
      const path = (name: string) => join(".tieout", "counterexamples", stored.find((each) => each.startsWith(name))!);
      await tieout(folder, "replay", path("book"), "--emit-test", "tests/a.test.ts");
      const text = readFileSync(join(folder, "tests", "a.test.ts"), "utf8");
      expect(text).toContain('import own1 from "../own/book.mjs";');
      expect(text).toContain("invariants: [...catalog, own1].flat()");
      const refused = await tieout(folder, "replay", path("gross"), "--emit-test", "tests/b.test.ts");
      expect(refused.code).toBe(2);
      expect(refused.err).toMatch(/declared in the config.*desk\/gross.*module of its own/);
    });
  });
});
