import type { Evidence } from "../model/verdict.ts";
import type { Invariant } from "./invariant.ts";
import { EvidenceSum, judgeRun } from "./judge.ts";
import type { RunView } from "./run-view.ts";

/**
 * Judges one run by every invariant; evidence by invariant id. A relation needs a second run: on a recorded run,
 * which cannot be made again, it is skipped by name.
 */
export function auditRun(run: RunView, invariants: readonly Invariant[]): Map<string, Evidence[]> {
  const pages = new Map<string, Evidence[]>();
  for (const invariant of invariants) {
    const sum = new EvidenceSum(invariant.kind, run.name);
    if (invariant.kind === "run") pages.set(invariant.id, [sum.add(judgeRun(invariant, run)).evidence()]);
    else pages.set(invariant.id, [skippedRelation(run.name)]);
  }
  return pages;
}

function skippedRelation(subject: string): Evidence {
  return {
    method: "relation",
    subject,
    verdict: "skipped",
    reason: "needs a second run of a related scenario, and a recorded run cannot be run again",
    examined: 0,
    cases: 0,
    worst: null,
    violations: [],
    violationCount: 0,
  };
}
