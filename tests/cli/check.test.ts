import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { statementSchema } from "../../src/attest/statement.ts";
import { canaries } from "../../src/faults/catalog.ts";
import { reportSchema } from "../../src/model/report.ts";
import { WORKER_MODULE } from "./campaign-support.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

/** A small gate: one market, few cases. */
function configure(folder: string, more: object = {}): void {
  const settings = {
    subjects: [{ market: "us-stocks" }],
    campaign: { cases: 64, seed: 3, leastCases: 1, leastShare: 0 },
    ...more,
  };
  writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(settings));
}

describe("tieout check", () => {
  it("passes the reference engine and leaves its report behind, the same bytes each time, to be attested", async () => {
    await inTemporaryFolder(async (folder) => {
      cpSync("golden/us-stocks-fixed", join(folder, "golden", "us-stocks-fixed"), { recursive: true });
      configure(folder, { golden: "golden" });
      const outcome = await tieout(folder, "check");
      expect(outcome).toMatchObject({ code: 0, err: "" });
      const written = readdirSync(join(folder, ".tieout", "report")).sort();
      expect(written).toEqual(["report.html", "report.json", "report.md", "report.txt"]);
      expect(readFileSync(join(folder, ".tieout", "report", "report.html"), "utf8")).toContain("<svg");
      const bytes = readFileSync(join(folder, ".tieout", "report", "report.json"), "utf8");
      const report = reportSchema.parse(JSON.parse(bytes));
      expect(report.kills?.map(({ fault }) => fault)).toEqual(canaries.map(({ id }) => id));
      expect(report.kills?.every(({ survived }) => survived.length === 0)).toBe(true);
      const silent = report.invariants.filter(({ evidence }) => evidence.every(({ examined }) => examined === 0));
      expect(silent.map(({ id, verdict }) => [id, verdict])).toEqual([["relation/matches-reference", "skipped"]]); // not asked for
      expect(bytes).not.toContain(folder);
      const { err } = await tieout(folder, "check", "--attest", "attestation.json");
      expect(err).toMatch(/^attested \d+ files in attestation\.json, not signed\n$/);
      expect(readFileSync(join(folder, ".tieout", "report", "report.json"), "utf8")).toBe(bytes);
      const { predicate, subject } = statementSchema.parse(
        JSON.parse(readFileSync(join(folder, "attestation.json"), "utf8")),
      );
      expect(predicate).toMatchObject({ result: "PASSED", failedTests: [], tieout: { command: "tieout check" } });
      expect(predicate.passedTests).toContain("golden/us-stocks-fixed");
      expect(subject.map(({ name }) => name).sort()).toEqual(written.map((file) => `.tieout/report/${file}`));
      const inputs = predicate.configuration.map(({ name }) => name);
      expect(inputs).toEqual(expect.arrayContaining(["tieout.config.json", "golden/us-stocks-fixed/run/golden.json"]));
      const verify = ["verify", "attestation.json", "--unsigned"];
      expect(await tieout(folder, ...verify)).toMatchObject({ code: 0, err: "" });
      appendFileSync(join(folder, "golden", "us-stocks-fixed", "scenario.json"), "\n");
      const after = await tieout(folder, ...verify);
      expect(after.out).toContain("CHANGED     golden/us-stocks-fixed/scenario.json");
      expect(after.code).toBe(1);
    });
  });

  it("fails a faulty engine, stores the counterexample, and remembers it until it is fixed", async () => {
    await inTemporaryFolder(async (folder) => {
      configure(folder);
      const faulty = ["--engine", "fault:leverage-applied-twice"];
      const first = await tieout(folder, "check", ...faulty);
      expect(first.code).toBe(1);
      expect(first.out).toContain("FAIL      exposure/leverage-identity");
      const second = await tieout(folder, "check", ...faulty, "--cases", "1");
      expect(second.code).toBe(1);
      expect(second.out).toMatch(/counterexample \.tieout.*: 1 violation/);
      const fixed = await tieout(folder, "check");
      expect(fixed.code).toBe(0);
      expect(fixed.out).toContain("counterexample .tieout");
    });
  });

  it("says unproven for a stored counterexample that no longer says anything", async () => {
    await inTemporaryFolder(async (folder) => {
      configure(folder);
      await tieout(
        folder,
        "fuzz",
        "--engine",
        "fault:turnover-one-way",
        "--cases",
        "64",
        "--invariant",
        "accounting/turnover-matches-trades",
      );
      const store = join(folder, ".tieout", "counterexamples");
      const [file] = readdirSync(store);
      const document = JSON.parse(readFileSync(join(store, file!), "utf8"));
      document.scenario.config.rebalance = { dates: [] };
      writeFileSync(join(store, file!), JSON.stringify(document));
      const outcome = await tieout(folder, "check");
      expect(outcome.code).toBe(3);
      expect(outcome.out).toMatch(/unproven: stale: /);
    });
  });

  it("counts a run in a process of its own as evidence, and says so where none could be started", async () => {
    await inTemporaryFolder(async (folder) => {
      configure(folder);
      const alone = await tieout(folder, "check");
      expect(alone.out).toContain(
        "determinism across processes, time zones and locales: no second process could be started",
      );
      const spawned = await tieoutWith(
        { cwd: folder, spawn: async (args) => ({ ...(await tieout(folder, ...args)) }) },
        "check",
      );
      expect(spawned.code).toBe(0);
      expect(spawned.out).toContain("us-stocks in a process of its own, TZ Pacific/Kiritimati");
      const broken = await tieoutWith({ cwd: folder, spawn: async () => ({ code: 2, err: "no memory\n" }) }, "check");
      expect(broken.out).toContain("the second process ended with code 2: no memory");
    });
  });

  it("shares its campaign among workers, and the report is the same", { timeout: 60_000 }, async () => {
    await inTemporaryFolder(async (folder) => {
      configure(folder, { campaign: { cases: 128, seed: 3, leastCases: 1, leastShare: 0, workers: 2 } });
      const io = { cwd: folder, workerModule: WORKER_MODULE };
      const args = ["check", "--engine", "fault:leverage-applied-twice", "--format", "json"];
      const alone = await tieoutWith(io, ...args, "--workers", "1");
      rmSync(join(folder, ".tieout", "counterexamples"), { recursive: true });
      expect(await tieoutWith(io, ...args)).toEqual(alone);
      expect(alone.code).toBe(1);
    });
  });

  it("draws progress on a terminal only, and not when quiet", async () => {
    await inTemporaryFolder(async (folder) => {
      configure(folder);
      const shown = await tieoutWith({ cwd: folder, interactive: true }, "check");
      expect(shown.err).toMatch(/█+ 64 of 64 cases/);
      expect(shown.err.endsWith("\r\u001b[2K")).toBe(true);
      expect((await tieoutWith({ cwd: folder, interactive: true }, "check", "--quiet")).err).toBe("");
      expect((await tieoutWith({ cwd: folder, interactive: true, ci: true }, "check")).err).toBe("");
    });
  });

  it("colours verdicts where it may", async () => {
    await inTemporaryFolder(async (folder) => {
      configure(folder);
      expect((await tieoutWith({ cwd: folder, color: true }, "check")).out).toContain("\u001b[32mPASS");
      expect((await tieoutWith({ cwd: folder, color: true }, "check", "--no-color")).out).not.toContain("\u001b[");
    });
  });

  it.each([
    ["an unknown key", { engines: "x" }, /unknown key "engines"/],
    ["a subject of nothing", { subjects: [{}] }, /one market or one price file/],
    ["a seed out of range", { campaign: { seed: -1 } }, /campaign\.seed/],
  ])("refuses a config with %s", async (_, settings, message) => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(settings));
      const outcome = await tieout(folder, "check");
      expect(outcome.code).toBe(2);
      expect(outcome.err).toMatch(message);
    });
  });

  it("says where a config or an engine does not load", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "engine.mjs"), "export default (");
      const engine = await tieout(folder, "check", "--engine", "engine.mjs");
      expect({ code: engine.code, out: engine.out }).toEqual({ code: 2, out: "" });
      expect(engine.err).toContain("engine.mjs: the engine's module does not load");
      writeFileSync(join(folder, "tieout.config.ts"), "export default {");
      const config = await tieout(folder, "check");
      expect(config.code).toBe(2);
      expect(config.err).toContain("the config file does not load");
    });
  });

  it("takes the config it is given by name, in TypeScript, with paths relative to it", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(
        join(folder, "prices.csv"),
        "date,A\n2024-01-30,1\n2024-01-31,1.1\n2024-02-01,1.05\n2024-02-02,1.2\n",
      );
      const text = `export default { subjects: [{ prices: "prices.csv", name: "mine", config: {
        sleeves: [{ name: "all", budget: 1, strategy: { kind: "equal-weight" } }], exposure: { kind: "none" } } }],
        campaign: { cases: 64, seed: 1, leastCases: 1, leastShare: 0 as number } };`;
      writeFileSync(join(folder, "other.config.ts"), text);
      const outcome = await tieout(
        "/",
        "check",
        "--config",
        join(folder, "other.config.ts"),
        "--report",
        join(folder, "r"),
      );
      expect(outcome).toMatchObject({ code: 0, err: "" });
      expect(outcome.out).toContain("in mine, campaign (64 cases)");
      expect((await tieout(folder, "check", "--config", "absent.ts")).err).toContain("no such config file");
    });
  });
});
