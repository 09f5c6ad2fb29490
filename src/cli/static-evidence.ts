import { chainId, chainStatement, compareChain } from "../golden/chain-golden.ts";
import type { AuditWords } from "../model/audit-words.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace, TraceFinding } from "../model/trace.ts";
import type { Evidence, Violation } from "../model/verdict.ts";
import type { Statement } from "../report/assemble.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import { agreement, SOURCE_AND_RUNS_AGREE } from "../verify/agreement.ts";
import type { StaticAudit } from "./audits.ts";
import { auditsOf } from "./audits.ts";
import type { AuditsBeside } from "./audits-beside.ts";
import { startAudits } from "./audits-beside.ts";
import type { GateRequest } from "./gate-request.ts";

/** What the static audits came to, beside the evidence. */
export interface StaticOutcome {
  readonly statements: readonly Statement[];
  readonly assumptions: readonly string[];
}

/** Why the source is not looked at; undefined when it is. */
export function sourceNotExamined({ settings, engineSpec }: GateRequest): string | undefined {
  if (settings.audits.length === 0) return "source code: no static call-chain audit was made";
  if (engineSpec.name === settings.engine) return undefined;
  return `source code: the audits of the config are about its own engine, ${settings.engine}`;
}

/** Starts the audits of the config, where they are about the engine that is asked for. */
export function auditsBeside(request: GateRequest): AuditsBeside {
  const requests = sourceNotExamined(request) === undefined ? auditsOf(request.settings) : [];
  return startAudits(requests, request.io);
}

/**
 * Adds what the audits found to the evidence of the invariant that says the same of runs, else to a statement of their
 * own; compares their chains with the accepted ones, and source with runs. The evidence of runs must be in the book.
 */
export function addStaticEvidence(
  audits: readonly StaticAudit[],
  book: EvidenceBook,
  known: readonly Statement[],
  { chains }: Pick<Settings, "chains">,
): StaticOutcome {
  if (audits.length === 0) return { statements: [], assumptions: [] };
  const statements = new Map<string, Statement>();
  for (const { name, rule, trace } of audits) {
    const joined = known.some(({ id }) => id === rule.invariant);
    const id = joined ? rule.invariant! : `audits/${rule.id}`;
    if (!joined) statements.set(id, { id, title: rule.title, severity: "error" });
    book.add(id, traceEvidence(name, trace, rule.words));
    if (chains === undefined) continue;
    const chain = { name, rule: rule.id, trace };
    statements.set(chainId(chain), chainStatement(chain));
    book.add(chainId(chain), compareChain(chains, chain));
  }
  book.add(SOURCE_AND_RUNS_AGREE.id, agreement(book.pages));
  return {
    statements: [...statements.values(), SOURCE_AND_RUNS_AGREE],
    assumptions: audits.flatMap(({ name, trace }) => trace.assumptions.map((line) => `source (${name}): ${line}`)),
  };
}

/**
 * A trace as evidence: what was examined are the steps of its chains, or the functions that it looked at. Without any
 * of them nothing is proven, whatever the trace says.
 */
export function traceEvidence(name: string, trace: Trace, words: AuditWords): Evidence {
  const { visited } = trace;
  const examined =
    visited === undefined
      ? trace.sinks.reduce((sum, { chain }) => sum + chain.length, 0)
      : visited.reduce((sum, { functions }) => sum + functions.length, 0);
  const found = trace.findings.filter(({ level }) => level === "fail").map((each) => violationOf(each, words));
  const base = { method: "static", subject: `source (${name})`, cases: trace.sinks.length, worst: null } as const;
  const told = { ...base, violations: found, violationCount: found.length };
  if (trace.verdict === "fail") return { ...told, verdict: "fail", examined: Math.max(1, examined) };
  if (trace.verdict === "pass" && examined > 0) return { ...told, verdict: "pass", examined };
  const open = trace.sinks.find(({ verdict }) => verdict === "unproven");
  const reason = open === undefined ? "no step was looked at" : reasonOf(trace, open.sink, open.reason);
  return { ...told, verdict: "unproven", reason, examined };
}

function reasonOf({ findings }: Trace, sink: string, reason: string): string {
  const at = findings.find((each) => each.sink === sink && each.level === "open");
  return `${sink}: ${reason}${at === undefined ? "" : ` (${at.place.file}:${at.place.line})`}`;
}

function violationOf({ kind, place, message, sink }: TraceFinding, { expected, towards }: AuditWords): Violation {
  return {
    date: null,
    asset: null,
    artifact: null,
    expected,
    actual: kind,
    residual: null,
    tolerance: null,
    message: `${message}, ${towards} ${sink}`,
    location: `${place.file}:${place.line}:${place.column}`,
  };
}
