import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

const PRICES = resolve(import.meta.dirname, "../../fixtures/markets/us-stocks.csv");
const ONE = ["--invariant", "data/outputs-finite", "--format", "json"];

describe("tieout fuzz by generator", () => {
  it("says what was generated, in the report and in words", async () => {
    await inTemporaryFolder(async (folder) => {
      const { generated, assumptions } = await reported(folder, "--cases", "128");
      expect(generated!.cases).toBe(128);
      const exposures = Object.entries(generated!.labels).filter(([label]) => label.startsWith("exposure: "));
      expect(exposures.reduce((sum, [, count]) => sum + count, 0)).toBe(128);
      expect(assumptions).toContainEqual(expect.stringMatching(/^generated: 128 cases; .*exposure: vol-target \d\d%/));
    });
  });

  it("takes several generators, from the command line or the config, and shares the cases", async () => {
    await inTemporaryFolder(async (folder) => {
      const args = [
        "--cases",
        "384",
        "--generator",
        "wide-float",
        "hostile",
        "--prices",
        PRICES,
        "--gaps",
        "start-late",
      ];
      const asked = await reported(folder, ...args);
      expect(asked.generated!.cases).toBe(256);
      expect(asked.generated!.labels).toHaveProperty("returns: subnormal");
      expect(asked.invariants.map(({ id }) => id)).toContain("engine/rejects-invalid-scenarios");
      writeFileSync(join(folder, "us.csv"), readFileSync(PRICES));
      const generators = ["wide-float", "hostile", { prices: "us.csv", gaps: "start-late" }];
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify({ campaign: { cases: 384, generators } }));
      expect(await reported(folder)).toEqual(asked);
    });
  });

  it("judges nothing else where invalid scenarios alone are asked for", async () => {
    await inTemporaryFolder(async (folder) => {
      const { invariants, verdict, generated } = await reported(folder, "--cases", "80", "--generator", "hostile");
      expect(invariants.map(({ id }) => id)).toEqual(["engine/rejects-invalid-scenarios"]);
      expect(verdict).toBe("pass");
      expect(generated).toBeUndefined();
    });
  });

  it("refuses to offer invalid scenarios by shards, and a generator that there is none of", async () => {
    await inTemporaryFolder(async (folder) => {
      const shard = await tieout(folder, "fuzz", "--cases", "128", "--generator", "hostile", "--shard", "1/2");
      expect(shard.code).toBe(2);
      expect(shard.err).toContain("a shard offers no invalid scenarios");
      const other = await tieout(folder, "fuzz", "--generator", "brownian");
      expect(other.code).toBe(2);
      expect(other.err).toContain("structured, wide-float, hostile");
      expect((await tieout(folder, "fuzz", "--prices", "absent.csv")).err).toContain("no such file of prices");
    });
  });

  it("stores the document that a process engine answers though it should not", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "lenient.mjs"), LENIENT);
      const { code, out } = await tieout(
        folder,
        ...["fuzz", "--engine", `${process.execPath} lenient.mjs`, "--cases", "80", "--generator", "hostile"],
      );
      expect(code).toBe(1);
      expect(out).toContain("the volatility target is negative, and the engine answers it with a run");
      expect(out).not.toContain("the capital is 0, and");
      const [stored] = readdirSync(join(folder, ".tieout", "counterexamples"));
      expect(stored).toMatch(/^rejects-invalid-scenarios-.*\.txt$/);
      expect(readFileSync(join(folder, ".tieout", "counterexamples", stored!), "utf8")).toContain('"targetVol":-0.2');
    });
  });
});

/** An engine that refuses whatever does not aim at a negative volatility. */
const LENIENT = `
import { createInterface } from "node:readline";
const say = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
const capabilities = { strategies: ["weights"], exposure: ["vol-target"], allocator: ["off"], holding: ["constant-weights"], returns: ["log"] };
for await (const line of createInterface({ input: process.stdin })) {
  const id = Number(/"id":(\\d+)/.exec(line)?.[1]);
  if (line.includes('"hello"')) say({ type: "hello", engine: { name: "lenient", version: "1" }, capabilities });
  else if (line.includes('"targetVol":-0.2')) say({ type: "run", id, run: { tables: {}, metrics: {}, log: [] } });
  else say({ type: "error", id, kind: "rejected", message: "this makes no sense" });
}
`;

async function reported(folder: string, ...args: readonly string[]) {
  const { out, err } = await tieout(folder, "fuzz", ...args, ...ONE);
  expect(err).toBe("");
  return reportSchema.parse(JSON.parse(out));
}
