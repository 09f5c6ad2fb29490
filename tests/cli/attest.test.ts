import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { statementSchema } from "../../src/attest/statement.ts";
import { attestReport, goldenInputs } from "../../src/cli/attest.ts";
import type { Io } from "../../src/cli/io.ts";
import type { Report } from "../../src/model/report.ts";
import { jsonReport } from "../../src/report/json.ts";
import { evidence, reportOf } from "../report/support.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

/** What an attestation lists, as `role name`. */
function listed(file: string) {
  const { subject, predicate } = statementSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const entries = [...subject, ...predicate.configuration];
  return entries.map(
    ({ name, annotations }) => `${(annotations as { role?: string } | undefined)?.role ?? "–"} ${name}`,
  );
}

describe("--attest", () => {
  it("of two passes is over both runs and what was made of them, and verify notices a new file", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "tieout.config.json"), "{}");
      const passes = ["two-pass", "--market", "us-stocks", "--to", "2004-12-31", "--out", "passes"];
      const { err } = await tieout(folder, ...passes, "--report", "out", "--attest", "kept/a.json");
      expect(err).toMatch(/^attested \d+ files in kept\/a\.json, not signed\n$/);
      const names = listed(join(folder, "kept", "a.json"));
      for (const file of ["baseline/run.json", "scaled/run.json", "two_pass_comparison.json"]) {
        expect(names).toContain(`audited passes/two-pass/${file}`);
      }
      expect(names).toEqual(expect.arrayContaining(["report out/report.json", "input tieout.config.json"]));
      expect((await tieout(folder, "verify", "kept/a.json", "--unsigned")).code).toBe(0);
      writeFileSync(join(folder, "passes", "two-pass", "scaled", "extra.csv"), "");
      const { code, out } = await tieout(folder, "verify", "kept/a.json", "--unsigned");
      expect(out).toContain("NEW         passes/two-pass/scaled/extra.csv");
      expect(code).toBe(1);
    });
  });

  it("of recorded runs is over the config and the layout, of the gate over accepted runs and chains too", async () => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "run"));
      writeFileSync(join(folder, "run", "metrics.json"), "{}");
      writeFileSync(join(folder, "layout.json"), JSON.stringify({ schema: "tieout.layout/1" }));
      const audit = ["audit", "run", "--layout", "layout.json", "--report", "out", "--attest", "a.json"];
      const { err } = await tieout(folder, ...audit);
      expect(err).toContain("attested ");
      expect(listed(join(folder, "a.json"))).toContain("input layout.json");
    });
    expect(goldenInputs({ golden: "/w/golden", chains: "/w/chains" })).toEqual(["/w/golden", "/w/chains"]);
    expect(goldenInputs({})).toEqual([]);
  });

  it("is refused where a file is not the one that was judged", async () => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "run"));
      writeFileSync(join(folder, "run", "metrics.json"), "{}");
      writeFileSync(join(folder, "report.json"), "{}");
      const report: Report = {
        ...reportOf({ "a/b": [evidence("pass")] }),
        subject: { kind: "run", name: "run", digest: "sha256:00" },
        provenance: { inputs: [{ name: "run/metrics.json", digest: `sha256:${"0".repeat(64)}` }] },
      };
      const io = { cwd: folder, err: () => {} } as unknown as Io;
      const audited = { folders: [join(folder, "run")] };
      const attest = () => attestReport({ attest: "a.json" }, report, [join(folder, "report.json")], audited, io);
      expect(attest).toThrow("run/metrics.json: it changed while it was audited (audit it again)");
      expect(existsSync(join(folder, "a.json"))).toBe(false);
    });
  });

  it("of a report rendered again is over that report, and says so in the report's own words", async () => {
    await inTemporaryFolder(async (folder) => {
      const text = jsonReport(reportOf({ "a/b": [evidence("pass")] }));
      writeFileSync(join(folder, "old.json"), text);
      const args = ["report", "old.json", "--report", "out", "--format", "json", "--attest", "a.json", "--quiet"];
      expect(await tieout(folder, ...args)).toEqual({ code: 0, out: "", err: "" });
      expect(listed(join(folder, "a.json"))).toEqual(["report out/report.json", "input old.json"]);
      expect(readFileSync(join(folder, "out", "report.json"), "utf8")).toBe(text);
    });
  });

  it("of a campaign is over the engine's own file, and of a shard is refused", async () => {
    await inTemporaryFolder(async (folder) => {
      const built = join(import.meta.dirname, "../../dist/src/index.js");
      writeFileSync(
        join(folder, "engine.mjs"),
        `export { referenceEngine as default } from ${JSON.stringify(built)};\n`,
      );
      const fuzz = ["fuzz", "--engine", "./engine.mjs", "--cases", "2", "--workers", "1", "--report", "out"];
      await tieout(folder, ...fuzz, "--attest", "a.json");
      expect(listed(join(folder, "a.json"))).toEqual(expect.arrayContaining(["input engine.mjs", "– catalog"]));
      const shard = await tieout(folder, ...fuzz, "--attest", "a.json", "--shard", "1/2");
      expect(shard).toMatchObject({ code: 2, err: expect.stringContaining("give --attest to `tieout merge`") });
    });
  });
});
