import { describe, expect, it } from "vitest";
import { traceMarkdown } from "../../../src/report/trace/markdown.ts";
import { auditedCase, step } from "./support.ts";

describe("a trace as Markdown", () => {
  it("has the parts of an audit written by hand, in their order", () => {
    const page = traceMarkdown(auditedCase("flag-reciprocal"));
    expect(page.match(/^##? .*$/gm)).toEqual([
      "# Call-chain audit: FAIL",
      "## Where scaling is called",
      "## The chain to `portfolioReturn#0`: FAIL",
      "## Variables",
      "## Search for normalization",
      "## Answers",
      "## Conclusion",
    ]);
    expect(page).toContain("- `scaleWeights` at `flag-reciprocal.ts:17`");
    expect(page).toContain(
      "| 4 | flag-reciprocal.ts:21 | run | weights | w⁰ | 1, 3 | ✗ RENORMALIZED: w¹ · w⁻¹  SCALAR x \\* k |",
    );
    expect(page).toContain("- `flag-reciprocal.ts:20`: w⁻¹, DIVIDE 1 / gross\n");
    expect(page).toContain("| Is there any renormalization after risk targeting? | **yes** | flag-reciprocal.ts:21 |");
  });

  it("says that no division was found where there is none, and lists what was not understood", () => {
    expect(traceMarkdown(auditedCase("accept-uniform-scalar"))).toContain("No step divides by anything");
    expect(traceMarkdown(auditedCase("unproven-no-body"))).toMatch(
      /Not understood:\n\n- \? `unproven-no-body\.ts:19`: .*adjust/,
    );
  });

  it("lets no name become markup", () => {
    const audited = auditedCase("accept-uniform-scalar");
    const [sink] = audited.trace.sinks;
    const chain = [step(1, [], { variable: "a|b", text: "SOURCE <script>`x`|*y*", within: "[l](u)" })];
    const page = traceMarkdown({ ...audited, trace: { ...audited.trace, sinks: [{ ...sink!, sink: "p`|", chain }] } });
    expect(page).toContain("| 1 | a.ts:10 | \\[l\\](u) | a\\|b | w¹ |  | SOURCE \\<script\\>\\`x\\`\\|\\*y\\* |");
    expect(page).toContain("## The chain to `` p`| ``: PASS");
  });
});
