import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { catalogFor, engineNamed, referenceEngine } from "../../src/cli/compose.ts";
import { addGoldenEvidence } from "../../src/cli/golden-evidence.ts";
import type { Io } from "../../src/cli/io.ts";
import { Progress } from "../../src/cli/io.ts";
import { ChartDesk } from "../../src/cli/report-page.ts";
import { loadSettings } from "../../src/cli/settings.ts";
import type { GoldenDiff } from "../../src/golden/diff/document.ts";
import { goldenDiffSchema } from "../../src/golden/diff/document.ts";
import { parseConfig } from "../../src/model/config.ts";
import { reportSchema } from "../../src/model/report.ts";
import { EvidenceBook } from "../../src/report/evidence-book.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

const CONFIG = parseConfig({
  sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
  rebalance: "day",
  exposure: { kind: "fixed", multiplier: 1.25 },
});

const DOCUMENT = {
  schema: "tieout.golden/1",
  market: { name: "us-stocks", from: "2005-01-01", to: "2006-12-31" },
  config: CONFIG,
};

async function withGolden(work: (folder: string) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "tieout.config.json"), JSON.stringify({ golden: "golden" }));
    mkdirSync(join(folder, "golden", "stocks"), { recursive: true });
    writeFileSync(join(folder, "golden", "stocks", "scenario.json"), JSON.stringify(DOCUMENT));
    await work(folder);
  });
}

/** Rewrites a file of the accepted run by hand. */
function edit(folder: string, file: string, of: (text: string) => string): void {
  const path = join(folder, "golden", "stocks", "run", file);
  writeFileSync(path, of(readFileSync(path, "utf8")));
}

async function diffOf(folder: string, ...args: readonly string[]): Promise<GoldenDiff> {
  const { out } = await tieout(folder, "golden", "diff", "--format", "json", ...args);
  return goldenDiffSchema.parse(JSON.parse(out));
}

describe("tieout golden diff", () => {
  it("is unproven until a run was accepted, then holds, and fails by name when the engine changes", async () => {
    await withGolden(async (folder) => {
      expect((await tieout(folder, "golden", "diff")).code).toBe(3);
      expect((await tieout(folder, "golden", "check")).code).toBe(3);
      expect((await tieout(folder, "golden", "accept")).out).toContain("stocks: accepted, first run");
      const held = await tieout(folder, "golden", "diff");
      expect(held.code).toBe(0);
      expect(held.out).toContain("|actual − expected| ≤ absolute + relative · max(|actual|, |expected|)");
      expect(held.out).toMatch(/PASS {6}stocks {2}[\d,]+ figures compared, all the same to the bit/);
      expect((await tieout(folder, "golden", "accept", "stocks")).out).toContain("nothing changes");
      expect((await tieout(folder, "golden", "list")).out).toContain(
        "stocks  2005-01-01 … 2006-12-01, 24 dates × 5 assets",
      );
      const changed = await tieout(folder, "golden", "diff", "--engine", "fault:turnover-one-way");
      expect(changed.code).toBe(1);
      expect(changed.out).toContain("✗ first divergence: 2005-01-01 · turnover · hold (turnover.csv)");
      expect(changed.out).toMatch(/expected 1\.25, was 0\.625: off by -0\.625, 5\.\d+e\+8 times the 1\.25e-9/);
      expect(changed.out).toMatch(/after it may follow from it, folded: .*run\.log/);
      expect(changed.out).toContain("accounting/turnover-matches-trades held when the run was accepted: now fail");
      expect(changed.out).toContain("--unfold shows what is folded");
      expect(changed.out).not.toContain("2005-02-01 · turnover");
    });
  });

  it("names date, asset and stage of one weight that was changed by 1e-6 first", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      edit(folder, "weights_scaled.csv", (text) => text.replace(/^(2005-06-01,[^,]+,)0\.25,/m, "$10.250001,"));
      const { code, out } = await tieout(folder, "golden", "diff");
      expect(code).toBe(1);
      expect(out.split("\n")[3]?.trim()).toBe("✗ first divergence: 2005-06-01 · AMZN · allocate (weights_scaled.csv)");
      expect(out).toContain("no figure after it differs");
      expect(out).toContain("the golden run was changed, and not the engine");
      const [found] = (await diffOf(folder)).cases;
      expect(found?.divergences.map(({ change }) => [change.date, change.asset, change.stage])).toEqual([
        ["2005-06-01", "AMZN", "allocate"],
      ]);
      expect(found?.stages.filter(({ standing }) => standing === "differs").map(({ stage }) => stage)).toEqual([
        "allocate",
      ]);
    });
  });

  it("fails by name where the golden run lost a column, was emptied, or stands in another order", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      const restored = readFileSync(join(folder, "golden", "stocks", "run", "weights_post.csv"), "utf8");
      const cases: readonly [(text: string) => string, string][] = [
        [(text) => text.replace(/,[^,\n]+$/gm, ""), "the column MSFT of weights_post is new"],
        [
          (text) => `${text.split("\n")[0]}\n`,
          "24 rows, 2005-01-01 to 2006-12-01, of weights_post are new: the golden run's table is empty",
        ],
        [
          (text) => text.replace(/^(2005-02-01.*\n)(2005-03-01.*\n)/m, "$2$1"),
          "the rows of weights_post stand in another order: 2005-02-01 where 2005-03-01 stood",
        ],
      ];
      for (const [alter, message] of cases) {
        edit(folder, "weights_post.csv", () => alter(restored));
        const { code, out } = await tieout(folder, "golden", "diff");
        expect(code).toBe(1);
        expect(out).toContain(message);
      }
    });
  });

  it("writes itself as JSON for other programs, Markdown, a page, and as a report in the formats of one", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      const fault = ["--engine", "fault:turnover-one-way"];
      const diff = await diffOf(folder, ...fault);
      expect(diff).toMatchObject({ schema: "tieout.golden-diff/1", verdict: "fail" });
      expect(diff.cases[0]?.artifacts.find(({ artifact }) => artifact === "turnover.csv")?.headroom[0]).toMatchObject({
        column: "turnover",
        absolute: 1e-12,
        relative: 1e-9,
        compared: 24,
        rounded: 1,
      });
      const { code, out } = await tieout(folder, "golden", "diff", "--report", "out", ...fault);
      expect(code).toBe(1);
      expect(out).toContain("first divergence");
      expect(readFileSync(join(folder, "out", "golden-diff.json"), "utf8")).toContain("tieout.golden-diff/1");
      expect(readFileSync(join(folder, "out", "golden-diff.md"), "utf8")).toContain(
        "**First divergence: 2005-01-01 · turnover · hold (turnover.csv).**",
      );
      expect(readFileSync(join(folder, "out", "golden-diff.html"), "utf8")).toContain("<svg");
      const junit = await tieout(folder, "golden", "diff", "--format", "junit", ...fault);
      expect(junit.out).toContain('<testcase classname="golden" name="stocks">');
      expect(junit.out).toContain("<failure");
      const unfolded = await tieout(folder, "golden", "diff", "--unfold", ...fault);
      expect(unfolded.out).toContain("✗ 2005-01-01 · turnover · hold (turnover.csv): expected 1.25, was 0.625");
      expect(unfolded.out).toContain(
        "AAPL … MSFT (5): 1.00e-12 + 1.00e-9 · max(|actual|, |expected|): all the same to the bit",
      );
    });
  });

  it("notices files of the golden run that were touched, that belong to no case, and a changed scenario", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      expect(await tieout(folder, "golden", "check")).toMatchObject({ code: 0 });
      edit(folder, "run.log", (text) => `${text}one more line\n`);
      const log = await tieout(folder, "golden", "diff");
      expect(log.code).toBe(1);
      expect(log.out).toContain("of the log has vanished: one more line");
      expect(log.out).toContain("run.log is not what was accepted");
      expect(await tieout(folder, "golden", "check")).toMatchObject({ code: 1 });
      edit(folder, "run.log", (text) => text.replace("one more line\n", ""));
      mkdirSync(join(folder, "golden", "forgotten", "run"), { recursive: true });
      for (const command of ["diff", "check"]) {
        const outcome = await tieout(folder, "golden", command);
        expect(outcome.code).toBe(1);
        expect(outcome.out).toContain("forgotten");
        expect(outcome.out).toContain("belongs to no golden case");
      }
      expect((await tieout(folder, "golden", "diff", "stocks")).code).toBe(0);
      rmSync(join(folder, "golden", "forgotten"), { recursive: true });
      const other = { ...DOCUMENT, market: { ...DOCUMENT.market, to: "2006-06-30" } };
      writeFileSync(join(folder, "golden", "stocks", "scenario.json"), JSON.stringify(other));
      const stale = await tieout(folder, "golden", "diff");
      expect(stale.out).toContain("the scenario is not what was accepted");
      expect(stale.out).toContain("6 rows, 2006-07-01 to 2006-12-01, of returns have vanished");
    });
  });

  it("holds tolerances of the case and of the config, and says what is left of them", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      edit(folder, "weights_scaled.csv", (text) => text.replace(/^(2005-06-01,)0\.25,/m, "$10.250001,"));
      const file = join(folder, "golden", "stocks", "scenario.json");
      const tolerances = { weights_scaled: { columns: { AAPL: { absolute: 2e-6, relative: 0 } } } };
      writeFileSync(file, JSON.stringify({ ...DOCUMENT, tolerances }));
      const { out } = await tieout(folder, "golden", "diff");
      expect(out).not.toContain("first divergence");
      expect(out).toMatch(
        /closest to its tolerance: weights_scaled\.csv · AAPL: residual -1\.00e-6 of 2\.00e-6 allowed on 2005-06-01, headroom 50%/,
      );
      writeFileSync(file, JSON.stringify({ ...DOCUMENT, tolerances: { weight_scaled: { relative: 1 } } }));
      expect((await tieout(folder, "golden", "diff")).err).toContain("a tolerance for a table that does not exist");
    });
  });

  it("ends with exit code 2 where a golden run cannot be read", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      rmSync(join(folder, "golden", "stocks", "run", "turnover.csv"));
      for (const command of ["diff", "check", "accept"]) {
        const { code, err } = await tieout(folder, "golden", command);
        expect({ code, named: err.includes("turnover.csv: a golden run that is not whole") }).toEqual({
          code: 2,
          named: true,
        });
      }
    });
  });

  it("goes on where an engine breaks on a case, and fails that one by its words", async () => {
    await withGolden(async (folder) => {
      mkdirSync(join(folder, "golden", "another"));
      const other = { ...DOCUMENT, market: { ...DOCUMENT.market, to: "2005-12-31" } };
      writeFileSync(join(folder, "golden", "another", "scenario.json"), JSON.stringify(other));
      await tieout(folder, "golden", "accept");
      writeFileSync(join(folder, "engine.mjs"), "export default () => { throw new Error('no licence'); };\n");
      const diff = await tieout(folder, "golden", "diff", "--engine", "engine.mjs");
      expect(diff.code).toBe(1);
      expect(diff.out.match(/the engine broke: .*no licence/g)).toHaveLength(2);
      const accept = await tieout(folder, "golden", "accept", "--engine", "engine.mjs");
      expect(accept.code).toBe(1);
      expect(accept.err).toMatch(/another: the engine broke: .*no licence/);
      expect((await tieout(folder, "golden", "diff", "--engine", "engine.mjs", "--format", "junit")).out).toContain(
        "no licence",
      );
    });
  });

  it("says what is damaged, and what another version wrote", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      const run = join(folder, "golden", "stocks", "run");
      const whole = readFileSync(join(run, "report.json.gz"));
      writeFileSync(join(run, "report.json.gz"), whole.subarray(0, 200));
      const damaged = await tieout(folder, "golden", "diff");
      expect(damaged.code).toBe(2);
      expect(damaged.err).toContain("report.json.gz: a compressed file that is damaged");
      writeFileSync(join(run, "report.json.gz"), whole);
      edit(folder, "golden.json", (text) => text.replace("tieout.golden-run/1", "tieout.golden-run/0"));
      const older = await tieout(folder, "golden", "diff");
      expect(older.code).toBe(2);
      expect(older.err).toMatch(
        /a golden run of another schema: expected "tieout\.golden-run\/1", was "tieout\.golden-run\/0" \(use the/,
      );
    });
  });

  it("refuses an unknown case, dates outside the market, what is no JSON, and a missing setting", async () => {
    await withGolden(async (folder) => {
      expect((await tieout(folder, "golden", "diff", "bonds")).err).toContain("expected stocks");
      const file = join(folder, "golden", "stocks", "scenario.json");
      writeFileSync(file, JSON.stringify({ ...DOCUMENT, market: { name: "us-stocks", from: "2030-01-01" } }));
      expect((await tieout(folder, "golden", "diff")).err).toContain("no date of the market lies in the range");
      writeFileSync(file, JSON.stringify({ ...DOCUMENT, market: { prices: "absent.csv" } }));
      expect((await tieout(folder, "golden", "diff")).err).toContain("there is no such file of prices");
      writeFileSync(file, "{");
      expect((await tieout(folder, "golden", "diff")).err).toContain("not readable as JSON");
    });
    await inTemporaryFolder(async (folder) => {
      expect((await tieout(folder, "golden", "diff")).err).toContain("no folder of golden runs is set");
    });
  });
});

describe("tieout golden accept", () => {
  it("shows what changes and keeps it with the report of the invariants", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      const file = join(folder, "golden", "stocks", "scenario.json");
      writeFileSync(
        file,
        JSON.stringify({ ...DOCUMENT, config: { ...CONFIG, exposure: { kind: "fixed", multiplier: 1.5 } } }),
      );
      const dry = await tieout(folder, "golden", "accept", "--dry-run");
      expect(dry).toMatchObject({ code: 0 });
      expect(dry.out).toContain("first divergence: 2005-01-01 · leverage · target (leverage_series.csv)");
      expect(dry.out).toMatch(/stocks: would be accepted, [\d,]+ differences/);
      expect((await tieout(folder, "golden", "diff")).code).toBe(1);
      const { out } = await tieout(folder, "golden", "accept");
      expect(out).toContain("first divergence: 2005-01-01 · leverage · target (leverage_series.csv)");
      expect(out).toMatch(/stocks: accepted, [\d,]+ differences/);
      expect((await tieout(folder, "golden", "diff")).code).toBe(0);
      const kept = gunzipSync(readFileSync(join(folder, "golden", "stocks", "run", "report.json.gz"))).toString();
      const report = reportSchema.parse(JSON.parse(kept));
      expect(report).toMatchObject({
        verdict: expect.not.stringMatching("fail"),
        subject: { kind: "golden", name: "stocks" },
      });
    });
  });

  it("accepts a scenario in a file of its own, and one on a file of prices", async () => {
    await withGolden(async (folder) => {
      const prices = "date,A,B\n2024-01-02,100,50\n2024-01-03,101,51\n2024-01-04,99,52\n2024-01-05,98,53\n";
      writeFileSync(join(folder, "golden", "stocks", "prices.csv"), prices);
      const document = { ...DOCUMENT, market: { prices: "prices.csv", from: "2024-01-03" } };
      writeFileSync(join(folder, "golden", "stocks", "scenario.json"), JSON.stringify(document));
      const market = { dates: ["2024-01-02", "2024-01-03"], assets: ["A"], returns: [[0], [0.01]] };
      mkdirSync(join(folder, "golden", "tiny"));
      const whole = { schema: "tieout.scenario/1", market, config: CONFIG };
      writeFileSync(join(folder, "golden", "tiny", "market.json"), JSON.stringify(whole));
      const reference = { schema: "tieout.golden/1", scenario: "market.json" };
      writeFileSync(join(folder, "golden", "tiny", "scenario.json"), JSON.stringify(reference));
      expect((await tieout(folder, "golden", "accept")).out).toContain("tiny: accepted");
      expect((await tieout(folder, "golden", "list")).out).toBe(
        "stocks  2024-01-03 … 2024-01-05, 3 dates × 2 assets\ntiny  2024-01-02 … 2024-01-03, 2 dates × 1 asset\n",
      );
      expect((await tieout(folder, "golden", "diff")).code).toBe(0);
    });
  });

  it("refuses a run that breaks an invariant, an empty run, and anything in continuous integration", async () => {
    await withGolden(async (folder) => {
      const run = join(folder, "golden", "stocks", "run");
      const broken = await tieout(folder, "golden", "accept", "--engine", "fault:turnover-one-way");
      expect(broken.code).toBe(1);
      expect(broken.err).toContain(
        "stocks: a run that fails accounting/turnover-matches-trades cannot be a golden run",
      );
      expect(broken.err).toContain("2005-01-01 · turnover.csv: expected 1.25, was 0.625");
      expect(broken.err).toContain("nothing was accepted");
      const ci = await tieoutWith({ cwd: folder, ci: true }, "golden", "accept");
      expect(ci.code).toBe(2);
      expect(ci.err).toContain("golden runs are not written in continuous integration");
      expect(existsSync(run)).toBe(false);
      const file = join(folder, "golden", "stocks", "scenario.json");
      writeFileSync(file, JSON.stringify({ ...DOCUMENT, config: { ...CONFIG, rebalance: { dates: [] } } }));
      const empty = await tieout(folder, "golden", "accept");
      expect(empty.code).toBe(2);
      expect(empty.err).toContain("an empty run cannot be a golden run");
      expect(existsSync(run)).toBe(false);
    });
  });

  it("accepts all cases that are asked for or none", async () => {
    await withGolden(async (folder) => {
      mkdirSync(join(folder, "golden", "another"));
      const empty = { ...DOCUMENT, config: { ...CONFIG, rebalance: { dates: [] } } };
      writeFileSync(join(folder, "golden", "another", "scenario.json"), JSON.stringify(empty));
      expect((await tieout(folder, "golden", "accept")).code).toBe(2);
      expect(existsSync(join(folder, "golden", "stocks", "run"))).toBe(false);
      expect((await tieout(folder, "golden", "accept", "stocks")).code).toBe(0);
      expect(existsSync(join(folder, "golden", "stocks", "run", "golden.json"))).toBe(true);
    });
  });
});

describe("golden runs in the gate", () => {
  it("are evidence of a statement each, and what belongs to no case fails one of its own", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      mkdirSync(join(folder, "golden", "forgotten"));
      const book = new EvidenceBook();
      const settings = await loadSettings(folder, undefined);
      const progress = new Progress({} as Io, true);
      const desk = new ChartDesk({ format: ["html"] });
      const catalog = await catalogFor(settings, "2026-11-20");
      const request = { engine: referenceEngine, settings, progress, desk, catalog };
      const statements = await addGoldenEvidence(request, book);
      expect(statements.map(({ id }) => id)).toEqual(["golden/stocks", "golden-folder/all-referenced"]);
      expect(book.pages.get("golden/stocks")?.[0]).toMatchObject({ verdict: "pass", worst: { toleranceUsed: 0 } });
      expect(book.pages.get("golden-folder/all-referenced")?.[0]).toMatchObject({
        verdict: "fail",
        violations: [{ artifact: "forgotten" }],
      });
      expect(desk.groups).toEqual([]);
      await addGoldenEvidence({ ...request, engine: await engineNamed("fault:turnover-one-way", folder) }, book);
      expect(desk.groups.map(({ title, charts }) => [title, charts.map((chart) => chart.title)])).toEqual([
        ["Golden run stocks: accepted and today", ["turnover, turnover"]],
      ]);
    });
  });
});
