import { EXIT_CODES } from "../../model/report.ts";
import type { Trace, TraceFinding, TracePlace, TraceSink, TraceStep } from "../../model/trace.ts";
import type { AuditedTrace, RuleWords } from "../trace/audited.ts";
import { worstTrace } from "../trace/audited.ts";
import { stepsBehind } from "../trace/steps-behind.ts";
import type { SarifCodeFlow, SarifProfile, SarifResult } from "./log.ts";
import { message, sarifLog } from "./log.ts";
import { Fingerprints, sourcePlace } from "./places.ts";
import { forGitHub } from "./report-sarif.ts";

/** Static audits as SARIF 2.1.0: a result a finding with the way of the weights to it, and one for a sink that passes. */
export function sarifTraces(audited: readonly AuditedTrace[], profile: SarifProfile = "full", project = ""): string {
  const prints = new Fingerprints();
  const ids = [...new Set(audited.map(({ rule }) => rule.id))];
  const results = audited.flatMap(({ rule, trace }) =>
    trace.sinks.flatMap((sink) => resultsOf(rule, ids.indexOf(rule.id), trace, sink, prints)),
  );
  const verdict = worstTrace(audited.map(({ trace }) => trace));
  return sarifLog({
    version: audited[0]!.trace.tool.version,
    rules: ids.map((id) => {
      const { title, why, blindTo } = audited.find(({ rule }) => rule.id === id)!.rule;
      return { id: `audits/${id}`, title, severity: "error", help: { why, blindTo } };
    }),
    results: profile === "full" ? results : results.flatMap((result) => forGitHub(result, project)),
    automationId: "tieout/trace/",
    trusted: true,
    exitCode: EXIT_CODES[verdict],
    properties: { verdict, assumptions: [...new Set(audited.flatMap(({ trace }) => trace.assumptions))] },
  });
}

function resultsOf(
  { id, words }: RuleWords,
  ruleIndex: number,
  trace: Trace,
  sink: TraceSink,
  prints: Fingerprints,
): SarifResult[] {
  const ruleId = `audits/${id}`;
  const base = { ruleId, ruleIndex };
  const findings = trace.findings.filter((each) => each.sink === sink.sink);
  if (sink.verdict === "pass" || findings.length === 0) {
    const place = sink.places[0] ?? trace.sources.flatMap(({ places }) => places)[0];
    return [
      {
        ...base,
        kind: sink.verdict === "pass" ? "pass" : "open",
        level: "none",
        message: message(`${sink.sink}: ${sink.verdict}: ${sink.reason}`),
        locations: place === undefined ? [] : [{ physicalLocation: placeOf(place) }],
        partialFingerprints: prints.of(ruleId, sink.sink, sink.verdict),
        ...flowsOf(sink.chain, words.way),
      },
    ];
  }
  return findings.map((finding) => ({
    ...base,
    kind: finding.level === "fail" ? "fail" : "open",
    level: finding.level === "fail" ? "error" : "none",
    message: message(
      `${finding.level === "open" ? "unproven: " : ""}${finding.message}, ${words.towards} ${sink.sink}`,
    ),
    locations: [{ physicalLocation: placeOf(finding.place) }],
    partialFingerprints: prints.of(ruleId, sink.sink, finding.kind, finding.place.file, textAt(finding, sink)),
    ...flowsOf(finding.step === null ? [] : stepsBehind(sink.chain, finding.step), words.way),
    properties: { finding: finding.kind, sink: sink.sink },
  }));
}

function textAt({ step, message: said }: TraceFinding, { chain }: TraceSink): string {
  const at = chain.find(({ number }) => number === step);
  return at === undefined ? said : `${at.variable ?? ""} ${at.unit} ${at.text}`;
}

function placeOf({ file, line, column }: TracePlace) {
  return sourcePlace(file, line, column);
}

function flowsOf(steps: readonly TraceStep[], way: string): { readonly codeFlows?: readonly SarifCodeFlow[] } {
  if (steps.length === 0) return {};
  const locations = steps.map((step, i) => ({
    location: {
      physicalLocation: placeOf(step.place),
      message: message(
        [step.variable === null ? "" : `${step.variable}:`, step.unit, step.text]
          .filter((each) => each !== "")
          .join(" "),
      ),
    },
    executionOrder: i + 1,
    importance: importanceOf(step),
  }));
  return { codeFlows: [{ message: message(way), threadFlows: [{ locations }] }] };
}

function importanceOf({ kind, violation }: TraceStep): "essential" | "important" | "unimportant" {
  if (violation !== null || kind === "source" || kind === "divide" || kind === "sink") return "essential";
  return kind === "copy" || kind === "return" || kind === "element" || kind === "store" ? "unimportant" : "important";
}
