import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { comparisonSchema } from "../../src/model/comparison.ts";
import { reportSchema } from "../../src/model/report.ts";
import { scenarioDocument } from "../../src/model/scenario.ts";
import { smallScenario } from "../support/reference-run.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

/** Layers that take the smallest fall for a crisis, so that something is scaled within 120 days. */
const NERVOUS = { drawdownLevel: [-0.001, -0.002, -0.003] };
const FILES = ["baseline", "scaled", "two_pass_comparison.html", "two_pass_comparison.json", "two_pass_comparison.md"];

function writeScenario(folder: string, allocator: Parameters<typeof smallScenario>[0] = {}): void {
  const scenario = smallScenario({ allocator: { mode: "compute", layers: NERVOUS }, ...allocator }, 120);
  writeFileSync(join(folder, "scenario.json"), JSON.stringify(scenarioDocument(scenario)));
}

const audit = (folder: string, ...more: readonly string[]) =>
  tieout(folder, "two-pass", "--scenario", "scenario.json", "--out", "audits", ...more);

describe("tieout two-pass", () => {
  it("writes two runs and their comparison, and judges both and what differs", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      const { code, out, err } = await audit(folder);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(readdirSync(join(folder, "audits", "two-pass")).sort()).toEqual(FILES);
      expect(out).toMatch(/ {2}Figure +Baseline +Scaled +Delta\n {2}CAGR /);
      expect(out).toContain("PASS      passes/scaled-differs-only-by-scalar");
      expect(out).toContain("PASS      accounting/digests-match");
      const text = readFileSync(join(folder, "audits", "two-pass", "two_pass_comparison.json"), "utf8");
      const comparison = comparisonSchema.parse(JSON.parse(text));
      expect(comparison.scalars!.scaled).toBeGreaterThan(0);
      expect(comparison.baseline).toMatchObject({ name: "baseline", dates: 120 });
      const again = await tieout(
        folder,
        "compare",
        "audits/two-pass/baseline",
        "audits/two-pass/scaled",
        "--format",
        "json",
      );
      expect(again.out).toBe(text);
    });
  });

  it("says in one document what was judged, about passes", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      const { out } = await audit(folder, "--format", "json", "--tag", "first");
      const report = reportSchema.parse(JSON.parse(out));
      expect(report.subject).toMatchObject({ kind: "passes", name: "scenario.json" });
      expect(report.invariants[0]!.evidence[0]).toMatchObject({ method: "passes", subject: "baseline and scaled" });
      const second = await audit(folder, "--format", "json", "--tag", "second");
      expect(second.out).toBe(out);
    });
  });

  it("fails with exit 1 for a baseline that is scaled too, and for a second pass over another market", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      const scaled = await audit(folder, "--engine", "fault:allocator-off-still-scales");
      expect(scaled.code).toBe(1);
      expect(scaled.out).toContain("FAIL      passes/baseline-has-scalar-one");
      const other = await audit(folder, "--tag", "other", "--engine", "fault:second-pass-on-other-market");
      expect(other.code).toBe(1);
      expect(other.out).toContain("FAIL      passes/same-market-same-model");
      expect(other.out).toContain("The tables are not comparable: the market differs: ES returned something else");
    });
  });

  it("leaves nothing behind when the engine breaks in the second pass, and keeps the audit that was there", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      writeFileSync(
        join(folder, "engine.mjs"),
        `const capabilities = { strategies: ["weights"], exposure: ["vol-target"], allocator: ["off", "precomputed"], holding: ["constant-weights"], returns: ["log"] };
        const { referenceEngine } = globalThis.tieoutTest;
        export default {
          describe: async () => ({ name: "breaks", version: "1", capabilities }),
          run: async (scenario) => {
            if (scenario.config.allocator.mode === "precomputed") throw new Error("out of memory in pass 2");
            return referenceEngine.run(scenario);
          },
        };`,
      );
      const { referenceEngine } = await import("../../src/engine/reference.ts");
      Object.assign(globalThis, { tieoutTest: { referenceEngine } });
      const broken = await audit(folder, "--engine", "engine.mjs");
      expect(broken.code).toBe(1);
      expect(broken.err).toContain("the engine broke in the scaled pass: was out of memory in pass 2");
      expect(existsSync(join(folder, "audits"))).toBe(false);

      expect((await audit(folder)).code).toBe(0);
      const file = join(folder, "audits", "two-pass", "two_pass_comparison.json");
      const before = readFileSync(file, "utf8");
      expect((await audit(folder, "--replace", "--engine", "engine.mjs")).code).toBe(1);
      expect(readFileSync(file, "utf8")).toBe(before);
      expect(readdirSync(join(folder, "audits"))).toEqual(["two-pass"]);
    });
  });

  it("replaces an audit only when asked to, and nothing that is no audit", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      await audit(folder);
      const taken = await audit(folder);
      expect(taken).toMatchObject({ code: 2, out: "" });
      expect(taken.err).toContain("the folder is not empty");
      expect((await audit(folder, "--replace")).code).toBe(0);
      expect(readdirSync(join(folder, "audits"))).toEqual(["two-pass"]);
      mkdirSync(join(folder, "audits", "notes"));
      writeFileSync(join(folder, "audits", "notes", "mine.txt"), "keep me");
      const refused = await audit(folder, "--tag", "notes", "--replace");
      expect(refused.err).toContain("the folder to replace holds no audit");
      expect(readdirSync(join(folder, "audits", "notes"))).toEqual(["mine.txt"]);
      for (const tag of ["../out", "a/b", ""]) expect((await audit(folder, "--tag", tag)).code).toBe(2);
    });
  });

  it("takes a recorded baseline that fits, byte for byte", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      await audit(folder, "--tag", "fresh");
      const reused = await audit(folder, "--tag", "reused", "--baseline-run", "audits/fresh/baseline");
      expect(reused).toMatchObject({ code: 0, err: "" });
      const file = (tag: string, name: string) => readFileSync(join(folder, "audits", tag, name), "utf8");
      expect(file("reused", "two_pass_comparison.json")).toBe(file("fresh", "two_pass_comparison.json"));
      expect(file("reused", "baseline/run.json")).toBe(file("fresh", "baseline/run.json"));
    });
  });

  it("refuses a recorded baseline of another scenario, and says what differs", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      await audit(folder, "--tag", "fresh");
      const run = join(folder, "audits", "fresh", "baseline");
      const refusal = async (baseline = "audits/fresh/baseline") => {
        const { code, err } = await audit(folder, "--tag", "reused", "--baseline-run", baseline);
        expect(code).toBe(2);
        return err;
      };
      expect(await refusal("audits/fresh/scaled")).toContain(
        'the baseline run has its allocator on: expected mode "off"',
      );
      writeScenario(folder, { costs: { halfSpreadBps: 9, feeBps: 9 } });
      expect(await refusal()).toContain("made of another scenario: expected the same config.costs");
      writeScenario(folder);
      const document = join(run, "run.json");
      const text = readFileSync(document, "utf8");
      writeFileSync(document, text.replace(/(?<="scenarioDigest": "sha256:)[0-9a-f]{8}/, "00000000"));
      expect(await refusal()).toContain("made of another scenario: expected sha256:");
      writeFileSync(document, text);
      const returns = readFileSync(join(run, "returns.csv"), "utf8");
      writeFileSync(join(run, "returns.csv"), returns.replace(/(\n2024-01-03),[^,]+,/, "$1,0.5,"));
      expect(await refusal()).toContain("another return of ES on 2024-01-03");
      writeFileSync(join(run, "returns.csv"), returns.replace(/\n2024-01-03.*/, ""));
      expect(await refusal()).toContain("has other dates: expected 120 dates");
      writeFileSync(join(run, "returns.csv"), returns.replace("date,ES", "date,EX"));
      expect(await refusal()).toContain("has other assets: expected ES, TY, GC, was EX");
      rmSync(join(run, "returns.csv"));
      expect(await refusal()).toContain("records no market");
      rmSync(document);
      expect(await refusal()).toContain("does not say what it was made of");
      expect(readdirSync(join(folder, "audits"))).toEqual(["fresh"]);
    });
  });

  it("says whether an overlay improves the tail, and leaves it out of the config where it does not", async () => {
    await inTemporaryFolder(async (folder) => {
      const overlay = {
        name: "more-of-the-same",
        budget: 0.5,
        strategy: { kind: "equal-weight" as const },
        regimes: ["STRESS" as const, "CRISIS" as const],
      };
      writeScenario(folder, { allocator: { mode: "compute", layers: NERVOUS, overlay } });
      const { out } = await audit(folder);
      expect(readdirSync(join(folder, "audits", "two-pass"))).toContain("scaled_without_overlay");
      const comparison = comparisonSchema.parse(
        JSON.parse(readFileSync(join(folder, "audits", "two-pass", "two_pass_comparison.json"), "utf8")),
      );
      expect(comparison.overlay).toMatchObject({ name: "more-of-the-same", decision: expect.any(String) });
      const { decision, allocator } = comparison.overlay!;
      expect(out).toContain(`Overlay more-of-the-same: ${decision} it`);
      expect(Object.hasOwn(allocator as object, "overlay")).toBe(decision === "keep");
      expect(out).toContain("PASS      passes/scaled-differs-only-by-scalar");
    });
  });
});

describe("tieout compare", () => {
  it("compares any two runs as text, Markdown and HTML, into a folder where asked", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      await audit(folder);
      await audit(folder, "--tag", "other");
      const runs = ["audits/two-pass/baseline", "audits/other/baseline"];
      const { code, out } = await tieout(folder, "compare", ...runs, "--out", "comparison");
      expect(code).toBe(0);
      expect(out).toContain("Baseline  two-pass/baseline (tieout-reference"); // two runs of one name are told apart
      expect(out).toContain("The scalar never changes: it is 1 at all 11 rebalances");
      expect(readdirSync(join(folder, "comparison")).sort()).toEqual(FILES.slice(2));
      expect((await tieout(folder, "compare", ...runs, "--format", "md")).out).toMatch(/^# Two-pass comparison/);
      expect((await tieout(folder, "compare", ...runs, "--format", "html")).out).toMatch(/^<!doctype html>/);
      expect((await tieout(folder, "compare", ...runs, "--out", "quiet", "--quiet")).out).toBe("");
      const wrong = await tieout(folder, "compare", ...runs, "--format", "pdf");
      expect(wrong).toMatchObject({ code: 2, out: "" });
      expect(wrong.err).toContain("expected text, md, html, json");
    });
  });

  it("answers 3 for runs that cannot be compared, and 2 for what is no run", async () => {
    await inTemporaryFolder(async (folder) => {
      writeScenario(folder);
      await audit(folder);
      mkdirSync(join(folder, "bare"));
      writeFileSync(join(folder, "bare", "weights_post.csv"), "date,ES\n2024-01-02,1\n");
      const { code, out } = await tieout(folder, "compare", "audits/two-pass/baseline", "bare");
      expect(code).toBe(3);
      expect(out).toContain("The tables are not comparable: bare has no portfolio_returns.csv");
      expect((await tieout(folder, "compare", "audits/two-pass/baseline", "nowhere")).code).toBe(2);
    });
  });
});
