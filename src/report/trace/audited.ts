import type { AuditWords } from "../../model/audit-words.ts";
import type { Trace, TraceVerdict } from "../../model/trace.ts";

/** What a static rule says of itself. */
export interface RuleWords {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly blindTo: string;
  readonly words: AuditWords;
}

/** A trace with the rule that asked for it. */
export interface AuditedTrace {
  readonly rule: RuleWords;
  readonly trace: Trace;
}

/** The verdict over several traces: fail > unproven > pass; unproven for none. */
export function worstTrace(traces: readonly Trace[]): TraceVerdict {
  const verdicts = traces.map(({ verdict }) => verdict);
  if (verdicts.includes("fail")) return "fail";
  return verdicts.length === 0 || verdicts.includes("unproven") ? "unproven" : "pass";
}
