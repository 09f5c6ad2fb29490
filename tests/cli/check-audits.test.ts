import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { staticRules } from "../../audits/catalog.ts";
import { catalog } from "../../invariants/catalog.ts";
import type { Report } from "../../src/model/report.ts";
import { reportSchema } from "../../src/model/report.ts";
import { sarifComplaints } from "../report/sarif-schema.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

/** The static audits as part of the gate. */

const FIXTURES = resolve(import.meta.dirname, "../../fixtures/audits/post-rt-normalization");
const AUDIT_MODULE = resolve(import.meta.dirname, "../../dist/src/cli/audit-worker.js");
const NORMALIZED = "exposure/no-post-rt-renormalization";
const AGREE = "audits/source-and-runs-agree";

/** A small gate with an audit of one of the marked cases. */
function configure(folder: string, name: string, more: object = {}): void {
  const audit = { project: `${FIXTURES}/${name}.ts`, sources: ["scaleWeights"], sinks: ["portfolioReturn#0"] };
  const campaign = { cases: 64, seed: 3, leastCases: 1, leastShare: 0 };
  const settings = { subjects: [{ market: "us-stocks" }], campaign, audits: [audit], ...more };
  writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(settings));
}

function reportIn(folder: string): Report {
  return reportSchema.parse(JSON.parse(readFileSync(join(folder, ".tieout/report/report.json"), "utf8")));
}

function lineOf(report: Report, id: string) {
  const found = report.invariants.filter((each) => each.id === id);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe("tieout check with static audits", () => {
  it("joins source and runs on one line, and says that they agree", () =>
    inTemporaryFolder(async (folder) => {
      configure(folder, "accept-uniform-scalar");
      const { code } = await tieoutWith({ cwd: folder, auditModule: AUDIT_MODULE }, "check");
      expect(code).toBe(0);
      const report = reportIn(folder);
      const { verdict, evidence } = lineOf(report, NORMALIZED);
      expect(verdict).toBe("pass");
      expect(new Set(evidence.map(({ method }) => method))).toEqual(new Set(["run", "static"]));
      expect(lineOf(report, AGREE).verdict).toBe("pass");
      expect(report.notExamined.join()).not.toContain("source code");
      expect(report.assumptions).toContainEqual(
        expect.stringMatching(/^source \(post-rt-normalization\): .*positive factor/),
      );
    }));

  it("is rendered again as SARIF with the catalog's help, and as JUnit, with the verdict's exit code", () =>
    inTemporaryFolder(async (folder) => {
      configure(folder, "flag-clip");
      await tieout(folder, "check");
      const file = ".tieout/report/report.json";
      const sarif = await tieout(folder, "report", file, "--format", "sarif");
      const log = JSON.parse(sarif.out);
      expect(sarifComplaints(log)).toEqual([]);
      expect(sarif.out).not.toContain(folder);
      const { why } = catalog.find(({ id }) => id === NORMALIZED)!;
      const rules: readonly { id: string; help: { text: string } }[] = log.runs[0].tool.driver.rules;
      expect(rules.find(({ id }) => id === NORMALIZED)?.help.text).toContain(`Why: ${why}`);
      const junit = await tieout(folder, "report", file, "--format", "junit");
      expect(junit.out).toMatch(/<testcase classname="exposure" name="no-post-rt-renormalization">\n +<failure/);
      expect([sarif.code, junit.code]).toEqual([1, 1]);
    }));

  it("fails for a fault in the source that no run shows, on the line of the invariant and as a contradiction", () =>
    inTemporaryFolder(async (folder) => {
      configure(folder, "flag-target-gross-if-over-cap");
      const { code, out } = await tieout(folder, "check");
      expect(code).toBe(1);
      expect(out).toMatch(/flag-target-gross-if-over-cap\.ts:19:\d+: expected scalars.*, was threshold/);
      const report = reportIn(folder);
      expect(lineOf(report, NORMALIZED).evidence.map(({ method, verdict }) => `${method} ${verdict}`)).toEqual(
        expect.arrayContaining(["run pass", "static fail"]),
      );
      expect(lineOf(report, AGREE).evidence[0]?.violations[0]?.message).toContain("broken in the source");
    }));

  it("fails for a run that breaks what the audit proves, and leaves out audits of another engine", () =>
    inTemporaryFolder(async (folder) => {
      configure(folder, "accept-uniform-scalar", { engine: "fault:renormalized-to-gross-one" });
      expect((await tieout(folder, "check")).code).toBe(1);
      expect(lineOf(reportIn(folder), AGREE).evidence[0]?.violations[0]?.message).toMatch(
        /proven of the source .* but broken in/,
      );
      await tieout(folder, "check", "--engine", "reference");
      const other = reportIn(folder);
      expect(other.invariants.some(({ id }) => id === AGREE)).toBe(false);
      expect(other.notExamined).toContain(
        "source code: the audits of the config are about its own engine, fault:renormalized-to-gross-one",
      );
    }));

  it("is unproven with the reason and line, and for a chain that nobody accepted", () =>
    inTemporaryFolder(async (folder) => {
      configure(folder, "unproven-no-body", { chains: "chains" });
      const { code, out } = await tieout(folder, "check");
      expect(code).toBe(3);
      expect(out).toMatch(
        /source \(post-rt-normalization\): unproven: portfolioReturn#0: .*adjust.*\(unproven-no-body\.ts:19\)/,
      );
      expect(out).toMatch(/UNPROVEN {2}chains\/post-rt-normalization/);
      expect(lineOf(reportIn(folder), AGREE).verdict).toBe("skipped");
    }));

  it("refuses a source that does not exist, made in a thread or not", () =>
    inTemporaryFolder(async (folder) => {
      const audit = { project: `${FIXTURES}/flag-abs.ts`, sources: ["scaleWeight"], sinks: ["portfolioReturn#0"] };
      configure(folder, "flag-abs", { audits: [audit] });
      for (const outside of [{ cwd: folder }, { cwd: folder, auditModule: AUDIT_MODULE }]) {
        const { code, err } = await tieoutWith(outside, "check");
        expect(err).toMatch(/no such source.*did you mean scaleWeights/);
        expect(code).toBe(2);
      }
    }));

  it("asks for names where two audits would go by one", () =>
    inTemporaryFolder(async (folder) => {
      const audit = { project: `${FIXTURES}/flag-abs.ts`, sources: ["scaleWeights"], sinks: ["portfolioReturn#0"] };
      configure(folder, "flag-abs", { audits: [audit, audit] });
      const { code, err } = await tieout(folder, "check");
      expect(err).toMatch(/audits\[1\]: two audits go by one name/);
      expect(code).toBe(2);
    }));
});

describe("static rules", () => {
  it("name an invariant of the catalog, or none", () => {
    const ids = catalog.map(({ id }) => id);
    for (const { invariant } of staticRules) if (invariant !== null) expect(ids).toContain(invariant);
  });
});
