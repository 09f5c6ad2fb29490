import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { inTemporaryFolder, SCENARIO, tieout, tieoutWith } from "./support.ts";

describe("tieout golden", () => {
  async function withGolden(work: (folder: string) => Promise<void>): Promise<void> {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify({ golden: "golden" }));
      mkdirSync(join(folder, "golden", "stocks"), { recursive: true });
      const config = parseConfig(SCENARIO.config);
      const document = {
        schema: "tieout.golden/1",
        market: { name: "us-stocks", from: "2005-01-01", to: "2006-12-31" },
        config,
      };
      writeFileSync(join(folder, "golden", "stocks", "scenario.json"), JSON.stringify(document));
      await work(folder);
    });
  }

  it("is unproven until a run was accepted, then holds, and fails by name when the engine changes", async () => {
    await withGolden(async (folder) => {
      expect((await tieout(folder, "golden", "diff")).code).toBe(3);
      expect((await tieout(folder, "golden", "accept")).out).toContain("stocks: accepted, first run");
      expect(await tieout(folder, "golden", "diff")).toMatchObject({ code: 0 });
      expect((await tieout(folder, "golden", "accept", "stocks")).out).toContain("nothing changes");
      expect((await tieout(folder, "golden", "list")).out).toContain(
        "stocks  2005-01-01 … 2006-12-01, 24 dates × 5 assets",
      );
      const changed = await tieout(folder, "golden", "diff", "--engine", "fault:turnover-one-way");
      expect(changed.code).toBe(1);
      expect(changed.out).toMatch(/2005-01-01 · turnover · turnover\.csv: expected 1\.25, was 0\.625/);
    });
  });

  it("refuses to accept a run that breaks an invariant, an empty run, and anything in continuous integration", async () => {
    await withGolden(async (folder) => {
      const broken = await tieout(folder, "golden", "accept", "--engine", "fault:turnover-one-way");
      expect(broken.code).toBe(2);
      expect(broken.err).toContain("fails accounting/turnover-matches-trades");
      const ci = await tieoutWith({ cwd: folder, ci: true }, "golden", "accept");
      expect(ci.code).toBe(2);
      expect(ci.err).toContain("continuous integration");
      expect(existsSync(join(folder, "golden", "stocks", "run"))).toBe(false);
      const file = join(folder, "golden", "stocks", "scenario.json");
      const document = JSON.parse(readFileSync(file, "utf8"));
      writeFileSync(file, JSON.stringify({ ...document, config: { ...document.config, rebalance: { dates: [] } } }));
      expect((await tieout(folder, "golden", "accept")).err).toContain("an empty run cannot be a golden run");
    });
  });

  it("notices when a file of the golden run itself was touched", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      const file = join(folder, "golden", "stocks", "run", "run.log");
      writeFileSync(file, `${readFileSync(file, "utf8")}one more line\n`);
      const outcome = await tieout(folder, "golden", "diff");
      expect(outcome.code).toBe(1);
      expect(outcome.out).toContain("is not the one that was accepted");
    });
  });

  it("refuses an unknown case, a case without scenario, dates outside the market, and a missing setting", async () => {
    await withGolden(async (folder) => {
      expect((await tieout(folder, "golden", "diff", "bonds")).err).toContain("expected stocks");
      mkdirSync(join(folder, "golden", "empty"));
      expect((await tieout(folder, "golden", "diff")).err).toContain("a golden case without its scenario");
      const document = {
        schema: "tieout.golden/1",
        market: { name: "us-stocks", from: "2030-01-01" },
        config: parseConfig(SCENARIO.config),
      };
      writeFileSync(join(folder, "golden", "empty", "scenario.json"), JSON.stringify(document));
      expect((await tieout(folder, "golden", "diff")).err).toContain("no date of the market lies in the range");
      writeFileSync(join(folder, "golden", "empty", "scenario.json"), "{");
      expect((await tieout(folder, "golden", "diff")).err).toContain("not readable as JSON");
    });
    await inTemporaryFolder(async (folder) => {
      expect((await tieout(folder, "golden", "diff")).err).toContain("no folder of golden runs is set");
    });
  });
});
