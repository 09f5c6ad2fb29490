import { describe, expect, it } from "vitest";
import { sarifTraces } from "../../../src/report/sarif/trace-sarif.ts";
import type { AuditedTrace } from "../../../src/report/trace/audited.ts";
import { sarifComplaints } from "../sarif-schema.ts";
import { auditedCase } from "./support.ts";

interface FlowLocation {
  readonly location: {
    readonly physicalLocation: { readonly artifactLocation: { uri: string }; readonly region: { startLine: number } };
    readonly message: { readonly text: string };
  };
  readonly importance: string;
}

function runOf(audits: readonly AuditedTrace[], profile?: "full" | "github") {
  const log = JSON.parse(sarifTraces(audits, profile));
  expect(sarifComplaints(log)).toEqual([]);
  return log.runs[0] as {
    readonly results: readonly {
      ruleId: string;
      kind?: string;
      level: string;
      message: { text: string };
      locations: readonly FlowLocation["location"][];
      partialFingerprints: Record<string, string>;
      codeFlows?: readonly { threadFlows: readonly { locations: readonly FlowLocation[] }[] }[];
    }[];
    readonly invocations: readonly { exitCode: number }[];
    readonly tool: { readonly driver: { readonly rules: readonly { id: string; help: { text: string } }[] } };
  };
}

describe("a trace as SARIF", () => {
  it("has a result a finding, with the way of the weights up to it", () => {
    const { results, invocations } = runOf([auditedCase("flag-reciprocal")]);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      ruleId: "audits/post-rt-normalization",
      kind: "fail",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "flag-reciprocal.ts", uriBaseId: "%SRCROOT%" },
            region: { startLine: 21 },
          },
        },
      ],
    });
    const flow = results[0]?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(
      flow.map(
        ({ location, importance }) =>
          `${location.physicalLocation.region.startLine} ${importance} ${location.message.text}`,
      ),
    ).toEqual([
      "17 essential weights: w¹ SOURCE scaleWeights()",
      "19 essential gross: w¹ SUM gross += Math.abs(x)",
      "20 essential k: w⁻¹ DIVIDE 1 / gross",
      "21 essential weights: w⁰ SCALAR x * k",
    ]);
    expect(invocations).toEqual([{ executionSuccessful: true, exitCode: 1 }]);
  });

  it("tells passes and open findings by their kind, and leaves passes out for GitHub", () => {
    const audits = [
      auditedCase("accept-uniform-scalar"),
      auditedCase("unproven-no-body"),
      auditedCase("flag-abs", "profit#0"),
    ];
    expect(runOf(audits).results.map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      "pass none",
      "open none",
      "open none",
    ]);
    const github = runOf(audits, "github").results;
    expect(github.map(({ kind, level }) => `${kind} ${level}`)).toEqual(["undefined warning", "undefined warning"]);
    expect(github[1]?.message.text).toContain("does not mention profit");
    expect(github[1]?.locations).toHaveLength(1);
  });

  it("knows a finding again when its lines have moved", () => {
    const audited = auditedCase("flag-reciprocal");
    const moved: AuditedTrace = JSON.parse(
      JSON.stringify(audited, (key, value) => (key === "line" ? value + 100 : value)),
    );
    const printOf = (each: AuditedTrace) => runOf([each]).results[0]?.partialFingerprints;
    expect(printOf(moved)).toEqual(printOf(audited));
    expect(printOf(auditedCase("flag-divide-by-sum"))).not.toEqual(printOf(audited));
  });

  it("carries what the rule says of itself, and no folder of the machine", () => {
    const audited = auditedCase("flag-reciprocal");
    expect(runOf([audited]).tool.driver.rules).toMatchObject([
      {
        id: "audits/post-rt-normalization",
        help: { text: expect.stringContaining(`Blind to: ${audited.rule.blindTo}`) },
      },
    ]);
    expect(sarifTraces([audited])).not.toContain(import.meta.dirname.split("/tests/")[0]);
    expect(sarifTraces([audited])).toBe(sarifTraces([auditedCase("flag-reciprocal")]));
  });
});
