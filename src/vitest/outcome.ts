import type { InvariantReport } from "../model/report.ts";
import type { Evidence } from "../model/verdict.ts";
import { printable } from "../report/escape.ts";
import { counted, disagreement, extent, place } from "../report/figures.ts";

/** What a test makes of its statement's report. */
export type Outcome =
  | { readonly kind: "pass" }
  | { readonly kind: "skip"; readonly reason: string }
  | { readonly kind: "fail"; readonly message: string };

/** What the message of a failure is made of. */
export interface OutcomeContext {
  readonly seed: number;
  /** What `--engine` takes for this engine, or words for it. */
  readonly engine: string;
  /** Ids of statements that may be unproven. */
  readonly allowUnproven: readonly string[];
  /** The worked tables of the statement's counterexamples. */
  readonly tables: readonly string[];
}

/**
 * The outcome of one statement's test. Nothing that was not examined passes: what does not apply is skipped with its
 * reason, and what should have been decided and was not fails, unless that is allowed. A warning never fails.
 */
export function outcomeOf(report: InvariantReport, context: OutcomeContext): Outcome {
  const { verdict, severity, id, evidence } = report;
  if (verdict === "pass") return { kind: "pass" };
  if (verdict === "skipped") return { kind: "skip", reason: reasonsOf(evidence, "skipped") };
  if (verdict === "unproven") {
    const reason = `unproven: ${reasonsOf(evidence, "unproven")}`;
    if (context.allowUnproven.includes(id) || severity === "warning") return { kind: "skip", reason };
    const hint = `where it cannot be helped, allow it: allowUnproven: [${JSON.stringify(id)}]`;
    return { kind: "fail", message: `${report.title}\n${id} is ${reason}\n${hint}` };
  }
  const message = failureMessage(report, context);
  return severity === "warning"
    ? { kind: "skip", reason: `a warning, not an error: ${message}` }
    : { kind: "fail", message };
}

function reasonsOf(evidence: readonly Evidence[], verdict: Evidence["verdict"]): string {
  const reasons = evidence
    .filter((each) => each.verdict === verdict)
    .map(({ reason }) => reason ?? "no reason was given");
  return [...new Set(reasons)].join("; ");
}

/** The sentence, how often it fails, the counterexample by hand, and the line to replay it. */
function failureMessage({ id, title, evidence }: InvariantReport, { seed, engine, tables }: OutcomeContext): string {
  const failing = evidence.filter(({ verdict }) => verdict === "fail");
  const lines = [title];
  for (const each of failing) {
    lines.push(`${id}, ${each.subject}: ${counted(each.violationCount, "violation")}, ${extent(each)}, seed ${seed}`);
    const [first] = each.violations;
    if (tables.length === 0 && first !== undefined)
      lines.push(`  ${place(first)}: ${disagreement(first)}`, `  ${printable(first.message)}`);
  }
  for (const table of tables) lines.push("", table);
  const files = new Set(failing.flatMap(({ counterexample }) => counterexample ?? []));
  if (files.size > 0) lines.push("");
  for (const file of files) lines.push(`replay it: npx tieout replay ${file} --engine ${engine}`);
  return lines.join("\n");
}
