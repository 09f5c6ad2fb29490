import type { Evidence } from "../model/verdict.ts";
import { EvidenceSum } from "./evidence-sum.ts";
import type { Invariant } from "./invariant.ts";
import { judgeRun } from "./judge.ts";
import type { RunView } from "./run-view.ts";

/**
 * Judges one run by every invariant; evidence by invariant id. A relation needs a second run, which a recorded run
 * cannot give, and a statement about two passes needs both: these are skipped by name.
 */
export function auditRun(run: RunView, invariants: readonly Invariant[]): Map<string, Evidence[]> {
  const pages = new Map<string, Evidence[]>();
  for (const invariant of invariants) {
    const sum = new EvidenceSum(invariant.kind, run.name);
    if (invariant.kind === "run") pages.set(invariant.id, [sum.add(judgeRun(invariant, run)).evidence()]);
    else pages.set(invariant.id, [skipped(invariant.kind, run.name)]);
  }
  return pages;
}

/** Why one run is not enough. */
export const NEEDS_MORE_RUNS = Object.freeze({
  relation: "needs a second run of a related scenario, and a recorded run cannot be run again",
  passes: "needs two passes: `tieout two-pass`",
} as const);

function skipped(method: "relation" | "passes", subject: string): Evidence {
  return {
    method,
    subject,
    verdict: "skipped",
    reason: NEEDS_MORE_RUNS[method],
    examined: 0,
    cases: 0,
    worst: null,
    violations: [],
    violationCount: 0,
  };
}
