import { describe, expect, it } from "vitest";
import { traceEvidence } from "../../src/cli/static-evidence.ts";
import { RUN_WORDS } from "../../src/model/audit-words.ts";
import type { Trace, TraceVerdict } from "../../src/model/trace.ts";

/** A trace of one sink that no step leads to. */
function traceOf(verdict: TraceVerdict, more: Partial<Trace> = {}): Trace {
  return {
    schema: "tieout.trace/1",
    tool: { name: "tieout", version: "0.0.0" },
    verdict,
    sources: [],
    sinks: [{ sink: "run()", verdict, reason: "so it is", places: [], chain: [] }],
    findings: [],
    variables: [],
    answers: [],
    assumptions: [],
    entries: [],
    filesVisited: 0,
    ...more,
  };
}

describe("a trace as evidence", () => {
  it("claims no examination that did not happen: without a step there is no PASS", () => {
    expect(traceEvidence("audit", traceOf("pass"), RUN_WORDS)).toMatchObject({
      verdict: "unproven",
      examined: 0,
      reason: "no step was looked at",
    });
  });

  it("examined the line that fails, even where no step leads to it", () => {
    const place = { file: "a.ts", line: 3, column: 5 };
    const finding = {
      kind: "clock",
      place,
      message: "reads the clock",
      sink: "run()",
      level: "fail",
      step: null,
    } as const;
    const evidence = traceEvidence("audit", traceOf("fail", { findings: [finding] }), RUN_WORDS);
    expect(evidence).toMatchObject({ verdict: "fail", examined: 1, violationCount: 1 });
    expect(evidence.violations[0]).toMatchObject({
      expected: "the input of the run only",
      actual: "clock",
      message: "reads the clock, in a run of run()",
      location: "a.ts:3:5",
    });
  });

  it("counts the functions that were looked at where there are no steps", () => {
    const visited = [
      { file: "a.ts", functions: ["run", "helper"] },
      { file: "b.ts", functions: [] },
    ];
    expect(traceEvidence("audit", traceOf("pass", { visited }), RUN_WORDS)).toMatchObject({
      verdict: "pass",
      examined: 2,
    });
    expect(traceEvidence("audit", traceOf("pass", { visited: [] }), RUN_WORDS)).toMatchObject({ verdict: "unproven" });
  });

  it("is unproven with the sink's reason and examined what it has", () => {
    expect(traceEvidence("audit", traceOf("unproven"), RUN_WORDS)).toMatchObject({
      verdict: "unproven",
      examined: 0,
      reason: "run(): so it is",
    });
  });
});
