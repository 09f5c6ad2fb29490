import { resolve } from "node:path";
import { postRtNormalization } from "../../../audits/post-rt-normalization.ts";
import type { TraceStep } from "../../../src/model/trace.ts";
import type { AuditedTrace } from "../../../src/report/trace/audited.ts";

const fixtures = resolve(import.meta.dirname, "../../../fixtures/audits/post-rt-normalization");

/** The audit of one of the marked cases. */
export function auditedCase(name: string, sink = "portfolioReturn#0"): AuditedTrace {
  const request = { project: `${fixtures}/${name}.ts`, sources: ["scaleWeights"], sinks: [sink] };
  return { rule: postRtNormalization, trace: postRtNormalization.inspect(request) };
}

/** A step of a small chain. */
export function step(number: number, from: readonly number[], more: Partial<TraceStep> = {}): TraceStep {
  return {
    number,
    place: { file: "a.ts", line: number * 10, column: 1 },
    within: "run",
    variable: "weights",
    unit: "w¹",
    kind: "copy",
    text: "COPY weights",
    from: [...from],
    violation: null,
    ...more,
  };
}
