import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { postRtNormalization } from "../../audits/post-rt-normalization.ts";
import { chainChanges } from "../../src/golden/chain-diff.ts";
import type { ChainDocument, ChainStep } from "../../src/golden/chain-document.ts";
import { acceptChain, compareChain } from "../../src/golden/chain-golden.ts";
import { inTemporaryFolder } from "../cli/support.ts";

const source = stepOf({ kind: "source", text: "SOURCE scaleWeights()" });
const scaled = stepOf({ kind: "scalar", text: "SCALAR x * scalar" });
const booked = stepOf({ file: "pnl.ts", within: "portfolioReturn", text: "COPY weights" });

function stepOf(more: Partial<ChainStep>): ChainStep {
  return { file: "a.ts", within: "run", variable: "weights", unit: "w¹", kind: "copy", text: "COPY weights", ...more };
}

function chain(...steps: readonly ChainStep[]): ChainDocument {
  return {
    schema: "tieout.chain/1",
    rule: "post-rt-normalization",
    sources: ["scaleWeights"],
    sinks: [{ sink: "portfolioReturn#0", steps: [...steps] }],
    assumptions: ["1 entry is all there are"],
  };
}

const messages = (accepted: ChainDocument, today: ChainDocument) =>
  chainChanges(accepted, today).map(({ message }) => message);

describe("what changed in a chain", () => {
  const accepted = chain(source, scaled, booked);

  it("is nothing for the same steps", () => {
    expect(chainChanges(accepted, structuredClone(accepted))).toEqual([]);
  });

  it("is a step's unit", () => {
    const today = chain(source, { ...scaled, unit: "w⁰" }, booked);
    expect(messages(accepted, today)).toEqual(["step 2 changed from w¹ to w⁰ (run in a.ts)"]);
  });

  it("is a step's expression", () => {
    const today = chain(source, { ...scaled, text: "SCALAR x * leverage" }, booked);
    expect(messages(accepted, today)).toEqual([
      'step 2 changed from "SCALAR x * scalar" to "SCALAR x * leverage" (run in a.ts)',
    ]);
  });

  it("is a step that was added, and not all those after it", () => {
    const clip = stepOf({ variable: "capped", kind: "model", text: "Math.min(x, 1)", unit: "✗" });
    const today = chain(source, scaled, clip, booked);
    expect(messages(accepted, today)).toEqual(["a step was added: 3 capped ✗ Math.min(x, 1) (run in a.ts)"]);
    expect(messages(today, accepted)).toEqual(["a step is gone: it was 3 capped ✗ Math.min(x, 1) (run in a.ts)"]);
  });

  it("tells a further assignment of the same variable from a change of the first", () => {
    const again = stepOf({ kind: "scalar", text: "SCALAR x * 0.9" });
    expect(messages(accepted, chain(source, again, scaled, booked))).toEqual([
      "a step was added: 2 weights w¹ SCALAR x * 0.9 (run in a.ts)",
    ]);
  });

  it("is an assumption, a source or a sink more or less", () => {
    const today = { ...accepted, sources: ["target"], assumptions: ["adjust() is taken as declared"] };
    expect(messages(accepted, today)).toEqual([
      "a source was added: target",
      "a source is gone: scaleWeights",
      "an assumption was added: adjust() is taken as declared",
      "an assumption is gone: 1 entry is all there are",
    ]);
    expect(messages(accepted, { ...accepted, sinks: [] })).toHaveLength(3);
  });
});

describe("an accepted chain", () => {
  const fixtures = resolve(import.meta.dirname, "../../fixtures/audits/post-rt-normalization");
  const caseOf = (name: string) => ({
    name: "pnl",
    rule: "post-rt-normalization",
    trace: postRtNormalization.inspect({
      project: `${fixtures}/${name}.ts`,
      sources: ["scaleWeights"],
      sinks: ["portfolioReturn#0"],
    }),
  });

  it("is unproven until one was accepted, and held afterwards", () =>
    inTemporaryFolder(async (folder) => {
      const passing = caseOf("accept-uniform-scalar");
      expect(compareChain(folder, passing)).toMatchObject({
        verdict: "unproven",
        reason: expect.stringContaining("tieout trace --accept"),
      });
      acceptChain(folder, passing);
      expect(compareChain(folder, passing)).toMatchObject({ verdict: "pass", violations: [] });
      expect(readFileSync(join(folder, "pnl.json"), "utf8")).not.toContain('"line"');
    }));

  it("does not mind lines that move, and minds another chain with its place of today", () =>
    inTemporaryFolder(async (folder) => {
      const passing = caseOf("accept-uniform-scalar");
      acceptChain(folder, passing);
      const moved = JSON.parse(JSON.stringify(passing), (key, value) => (key === "line" ? value + 7 : value));
      expect(compareChain(folder, moved).verdict).toBe("pass");
      const other = compareChain(folder, caseOf("flag-reciprocal"));
      expect(other.verdict).toBe("fail");
      expect(other.violations.length).toBe(other.violationCount);
      expect(other.violations.map(({ message, location }) => `${location} ${message}`)).toContainEqual(
        expect.stringMatching(/^flag-reciprocal\.ts:20:\d+ a step was added: 3 k w⁻¹ DIVIDE 1 \/ gross/),
      );
    }));

  it("is never one that does not pass", () =>
    inTemporaryFolder(async (folder) => {
      expect(() => acceptChain(folder, caseOf("flag-reciprocal"))).toThrow(/only a chain that passes can be accepted/);
      expect(() => acceptChain(folder, caseOf("unproven-no-body"))).toThrow(/UNPROVEN/);
      expect(existsSync(join(folder, "pnl.json"))).toBe(false);
    }));
});
