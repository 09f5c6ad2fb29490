import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { traceSchema } from "../../src/model/trace.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures/audits/post-rt-normalization");
const names = ["--source", "scaleWeights", "--sink", "portfolioReturn#0"];

describe("tieout trace", () => {
  it("prints the chain from risk targeting to P&L and passes", async () => {
    const { code, out } = await tieout(
      fixtures,
      "trace",
      "--project",
      `${fixtures}/accept-uniform-scalar.ts`,
      ...names,
    );
    expect(out).toMatch(/accept-uniform-scalar\.ts:17\s+run\s+weights\s+w¹\s+SOURCE scaleWeights\(\)/);
    expect(out).toMatch(/accept-uniform-scalar\.ts:18\s+run\s+weights\s+w¹\s+SCALAR x \* scalar/);
    expect(code).toBe(0);
  });

  it("names the line of a renormalization and why it is one", async () => {
    const { code, out } = await tieout(fixtures, "trace", "--project", `${fixtures}/flag-reciprocal.ts`, ...names);
    expect(out).toMatch(/flag-reciprocal\.ts:20\s+run\s+k\s+w⁻¹\s+DIVIDE 1 \/ gross\s+← why 4/);
    expect(out).toMatch(
      /flag-reciprocal\.ts:21\s+run\s+weights\s+w⁰\s+1, 3\s+✗ RENORMALIZED: w¹ · w⁻¹\s+SCALAR x \* k/,
    );
    expect(code).toBe(1);
  });

  it("leaves a call without a body unproven", async () => {
    const { code, out } = await tieout(
      fixtures,
      "trace",
      "--project",
      `${fixtures}/unproven-no-body.ts`,
      ...names,
      "--format",
      "json",
    );
    const trace = traceSchema.parse(JSON.parse(out));
    expect(trace.findings).toMatchObject([
      { level: "open", place: { line: 19 }, message: expect.stringContaining("adjust") },
    ]);
    expect(code).toBe(3);
  });

  it("takes a function as given when told to, and says so", async () => {
    const { code, out } = await tieout(
      fixtures,
      "trace",
      "--project",
      `${fixtures}/flag-reciprocal.ts`,
      ...names,
      "--given",
      "portfolioReturn",
    );
    expect(out).toContain('portfolioReturn() is taken as declared: "given"');
    expect(code).toBe(1);
  });

  it("refuses a source that does not exist with the nearest names", async () => {
    const args = ["--project", `${fixtures}/flag-abs.ts`, "--source", "scaleWeight", "--sink", "portfolioReturn#0"];
    const { code, err } = await tieout(fixtures, "trace", ...args);
    expect(err).toMatch(/no such source.*did you mean scaleWeights/);
    expect(code).toBe(2);
  });

  it("leaves a sink that does not exist unproven", async () => {
    const args = ["--project", `${fixtures}/flag-abs.ts`, "--source", "scaleWeights", "--sink", "profit#0"];
    const { code, out } = await tieout(fixtures, "trace", ...args);
    expect(out).toContain("the project does not mention profit");
    expect(code).toBe(3);
  });

  it("writes the formats that are asked for, each audit under its name", () =>
    inTemporaryFolder(async (folder) => {
      const args = ["--project", `${fixtures}/flag-abs.ts`, ...names, "--report", folder];
      const { code } = await tieout(fixtures, "trace", ...args, "--format", "md", "--format", "sarif", "--quiet");
      expect(code).toBe(1);
      expect(readdirSync(folder).sort()).toEqual(["post-rt-normalization.md", "trace.sarif"]);
      expect(readFileSync(join(folder, "post-rt-normalization.md"), "utf8")).toMatch(/^# Call-chain audit: FAIL/);
      expect(JSON.parse(readFileSync(join(folder, "trace.sarif"), "utf8")).runs[0].results[0].kind).toBe("fail");
    }));

  it("writes a page with the chain line by line and what was found on it", async () => {
    const args = ["--project", `${fixtures}/flag-abs.ts`, ...names, "--format", "html"];
    const { code, out } = await tieout(fixtures, "trace", ...args);
    expect(code).toBe(1);
    expect(out).toMatch(/^<!doctype html>/);
    expect(out).toMatch(/<th scope="row">1<\/th><td class="place">flag-abs\.ts:\d+/);
    expect(out).toMatch(/<li>✗ <code>flag-abs\.ts:\d+<\/code>: abs/);
    expect(out).toContain("Questions and answers");
  });

  it("refuses JUnit, which knows no chains", async () => {
    const args = ["--project", `${fixtures}/flag-abs.ts`, ...names, "--format", "junit"];
    const { code, err } = await tieout(fixtures, "trace", ...args);
    expect(err).toMatch(/cannot be written as junit.*tieout check --format junit/);
    expect(code).toBe(2);
  });

  it("keeps chains, compares them, and writes none in continuous integration", () =>
    inTemporaryFolder(async (folder) => {
      const project = join(folder, "engine.ts");
      const text = readFileSync(`${fixtures}/accept-uniform-scalar.ts`, "utf8");
      const audits = [{ name: "pnl", project: "engine.ts", sources: ["scaleWeights"], sinks: ["portfolioReturn#0"] }];
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify({ audits, chains: "chains" }));
      writeFileSync(project, text);
      const missing = await tieout(folder, "trace");
      expect(missing).toMatchObject({ code: 3, err: expect.stringContaining("pnl: no chain was accepted yet") });
      const refused = await tieoutWith({ cwd: folder, ci: true }, "trace", "--accept");
      expect(refused).toMatchObject({
        code: 2,
        err: expect.stringContaining("not accepted in continuous integration"),
      });
      expect(await tieout(folder, "trace", "--accept")).toMatchObject({ code: 0, err: "pnl: accepted\n" });
      writeFileSync(project, `// a line more\n${text}`);
      expect(await tieout(folder, "trace")).toMatchObject({
        code: 0,
        err: "pnl: the chain is the one that was accepted\n",
      });
      writeFileSync(project, text.replace("x * scalar", "x * scalar * nav"));
      const changed = await tieout(folder, "trace");
      expect(changed.err).toMatch(/engine\.ts:18:\d+ step 2 changed from "SCALAR x \* scalar" to /);
      expect(changed.code).toBe(1);
    }));

  it("passes our own engine with the audits of the config", async () => {
    const config = resolve(import.meta.dirname, "../../tieout.config.ts");
    const { code, out } = await tieout(fixtures, "trace", "--config", config);
    expect(out).toMatch(/src\/engine\/reference\.ts:\d+\s+runStages\s+w¹\s+SOURCE target\(\)/);
    expect(code).toBe(0);
  }, 60_000);
});
