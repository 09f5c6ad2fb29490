import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { traceSchema } from "../../src/model/trace.ts";
import { tieout } from "./support.ts";

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
    expect(out).toMatch(/accept-uniform-scalar\.ts:17\s+weights\s+w¹\s+SOURCE scaleWeights\(\)/);
    expect(out).toMatch(/accept-uniform-scalar\.ts:18\s+weights\s+w¹\s+SCALE x \* scalar/);
    expect(code).toBe(0);
  });

  it("names the line of a renormalization and why it is one", async () => {
    const { code, out } = await tieout(fixtures, "trace", "--project", `${fixtures}/flag-reciprocal.ts`, ...names);
    expect(out).toMatch(/flag-reciprocal\.ts:20\s+k\s+w⁻¹\s+DIVIDE 1 \/ gross/);
    expect(out).toMatch(/flag-reciprocal\.ts:21\s+weights\s+w⁰\s+SCALE x \* k\s+✗ RENORMALIZED/);
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

  it("passes our own engine with the audits of the config", async () => {
    const config = resolve(import.meta.dirname, "../../tieout.config.ts");
    const { code, out } = await tieout(fixtures, "trace", "--config", config);
    expect(out).toMatch(/src\/engine\/reference\.ts:\d+\s+\S*\s*w¹\s+SOURCE target\(\)/);
    expect(code).toBe(0);
  }, 60_000);
});
