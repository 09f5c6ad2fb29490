import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

describe("tieout audit", () => {
  it("refuses what is no run directory", async () => {
    await inTemporaryFolder(async (folder) => {
      expect(await tieout(folder, "audit", "absent")).toMatchObject({ code: 2, out: "" });
      const empty = await tieout(folder, "audit", ".");
      expect(empty.code).toBe(2);
      expect(empty.err).toContain("weights_daily.csv");
    });
  });

  it("says unproven, exit 3, over a folder in which nothing can be decided", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "metrics.json"), "{}");
      const outcome = await tieout(folder, "audit", ".");
      expect(outcome.code).toBe(3);
      expect(outcome.out).toContain("UNPROVEN  0 pass, 0 fail");
    });
  });

  it("writes the report in every format asked for, and only there when quiet", async () => {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "run", "--market", "us-stocks", "--out", "run");
      const outcome = await tieout(
        folder,
        "audit",
        "run",
        "--report",
        "out",
        "--format",
        "json",
        "--format",
        "md",
        "--quiet",
      );
      expect(outcome).toEqual({ code: 0, out: "", err: "" });
      expect(readdirSync(join(folder, "out")).sort()).toEqual(["report.json", "report.md"]);
      const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, "out", "report.json"), "utf8")));
      expect(report.verdict).toBe("pass");
      expect(readFileSync(join(folder, "out", "report.md"), "utf8")).toContain("# Tieout: PASS");
      const again = await tieout(folder, "report", "out/report.json", "--format", "md");
      expect(again).toEqual({ code: 0, out: readFileSync(join(folder, "out", "report.md"), "utf8"), err: "" });
      expect((await tieout(folder, "audit", "run", "--format", "pdf")).err).toContain("expected text, json, md");
    });
  });

  it("tells runs apart that are named alike, and says what of a run and of the catalog it did not look at", async () => {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "run", "--market", "us-stocks", "--out", "a/run");
      cpSync(join(folder, "a"), join(folder, "b"), { recursive: true });
      const metrics = join(folder, "b", "run", "metrics.json");
      writeFileSync(metrics, readFileSync(metrics, "utf8").replace('"sharpe"', '"omega"'));
      const { code, out } = await tieout(folder, "audit", "a/run", "b/run", "./a/run", "--invariant", "accounting");
      expect(code).toBe(1);
      expect(out).toContain("· run a/run, b/run\n");
      expect(out).toContain("b/run: 1 violation");
      const left = out.slice(out.indexOf("not examined\n")).split("\n");
      expect(left[2]).toMatch(/^ {2}\d+ other invariants of the catalog, which the command did not ask for$/);
      expect(left.slice(3, 5)).toEqual([
        "  b/run: metrics.json: the catalog has no formula for omega",
        "  b/run: metrics.json: it does not have sharpe",
      ]);
    });
  });

  it("says what the config grants beyond the invariants' own tolerances, and what each is judged by", async () => {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "run", "--market", "us-stocks", "--out", "run");
      const grants = { profile: "float32", tables: { weights_daily: { absolute: 0.001, relative: 0.5 } } };
      writeFileSync(join(folder, "tieout.config.mjs"), `export default ${JSON.stringify({ tolerances: grants })};`);
      const audit = ["audit", "run", "--config", "tieout.config.mjs"];
      const { out } = await tieout(folder, ...audit, "--format", "json");
      const { assumptions, invariants } = reportSchema.parse(JSON.parse(out));
      expect(assumptions).toEqual([
        "The config grants the tolerances of single precision: figures may differ by 1e-7 + 0.0001 of their size.",
        "The config grants weights_daily a tolerance of its own: figures may differ by 0.001 + 0.5 of their size.",
      ]);
      const toleranceOf = (id: string) => invariants.find((each) => each.id === id)?.tolerance;
      expect(toleranceOf("accounting/pnl-linear-in-weights")).toEqual({ absolute: 1e-7, relative: 1e-4 });
      expect(toleranceOf("exposure/scalar-lags-one-rebalance")).toEqual({ absolute: 0, relative: 0 });
      expect((await tieout(folder, ...audit, "--format", "md")).out).toContain("| 1e-7 + 0.0001 of the size |");
    });
  });

  it("judges several folders in one report and only the invariants asked for", async () => {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "run", "--market", "us-stocks", "--out", "a");
      await tieout(folder, "run", "--market", "us-stocks", "--out", "b");
      const { out } = await tieout(folder, "audit", "a", "b", "--invariant", "calendar", "--format", "json");
      const report = reportSchema.parse(JSON.parse(out));
      expect(report.subject.name).toBe("a, b");
      expect(report.invariants.every(({ id }) => id.startsWith("calendar/"))).toBe(true);
      expect(report.invariants[0]?.evidence.map(({ subject }) => subject)).toEqual(["a", "b"]);
      const unknown = await tieout(folder, "audit", "a", "--invariant", "exposure/gross-cap");
      expect(unknown.code).toBe(2);
      expect(unknown.err).toContain("exposure/gross-within-cap");
    });
  });
});
