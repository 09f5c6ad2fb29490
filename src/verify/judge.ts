import { HarnessError, TieoutError } from "../model/errors.ts";
import type { Verdict } from "../model/verdict.ts";
import { NotRecorded } from "./column.ts";
import type { Passes, PassesInvariant, RelationInvariant, RunInvariant, RunPair } from "./invariant.ts";
import { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";
import { Needs } from "./run-view.ts";
import { subjectOf } from "./subject.ts";

/** What came of one invariant on one run or pair. */
export interface Finding {
  readonly verdict: Verdict;
  /** Why it was skipped or is unproven. */
  readonly reason?: string;
  readonly probe: Probe;
}

/** Judges one run by one invariant. Nothing examined is never a pass. */
export function judgeRun(invariant: RunInvariant, run: RunView): Finding {
  return new RunJudge(invariant).judge(run);
}

/**
 * One invariant that judges run after run. What it needs is looked up once, and its probe is lent: the probe of a
 * finding without violations is that of the next such finding too, so whoever keeps one keeps no figures of it.
 */
export class RunJudge {
  readonly #invariant: RunInvariant;
  readonly #needs: Needs;
  readonly #probe: Probe;

  constructor(invariant: RunInvariant) {
    this.#invariant = invariant;
    this.#needs = new Needs(invariant.needs);
    this.#probe = new Probe(invariant.tolerance, invariant.terms);
  }

  /** What {@link judgeRun} finds. */
  judge(run: RunView): Finding {
    const invariant = this.#invariant;
    const probe = this.#probe;
    probe.reset();
    const missing = this.#needs.missingIn(run);
    if (missing.length > 0) return { verdict: "skipped", reason: `needs ${missing.join(", ")}`, probe };
    const subject = subjectOf(run);
    try {
      const inapplicable = invariant.applies?.(subject);
      if (inapplicable !== undefined) return { verdict: "skipped", reason: inapplicable, probe };
      invariant.check(subject, probe);
    } catch (error) {
      // What was violated before the column was asked for is violated all the same.
      if (!(error instanceof NotRecorded)) throw brokenCheck(invariant.id, run.name, error);
      if (probe.violationCount === 0) return { verdict: "skipped", reason: error.reason, probe };
    }
    return decided(probe.violationCount === 0 ? probe : probe.handOver());
  }
}

/** Judges a pair of runs by a relation. */
export function judgePair(invariant: RelationInvariant, pair: RunPair): Finding {
  const probe = new Probe(invariant.tolerance, invariant.terms);
  try {
    invariant.check(pair, probe);
  } catch (error) {
    throw brokenCheck(invariant.id, pair.source.name, error);
  }
  return decided(probe);
}

/** Judges the two passes of an audit. */
export function judgePasses(invariant: PassesInvariant, { baseline, scaled }: Passes): Finding {
  const probe = new Probe(invariant.tolerance, invariant.terms);
  for (const [pass, run] of [["baseline", baseline] as const, ["scaled", scaled] as const]) {
    const missing = run.missing(invariant.needs);
    if (missing.length > 0)
      return { verdict: "skipped", reason: `needs ${missing.join(", ")} in the ${pass} run`, probe };
  }
  const passes = { baseline: subjectOf(baseline), scaled: subjectOf(scaled) };
  try {
    const inapplicable = invariant.applies?.(passes);
    if (inapplicable !== undefined) return { verdict: "skipped", reason: inapplicable, probe };
    invariant.check(passes, probe);
  } catch (error) {
    if (!(error instanceof NotRecorded)) throw brokenCheck(invariant.id, `${baseline.name} and ${scaled.name}`, error);
    if (probe.violationCount === 0) return { verdict: "skipped", reason: error.reason, probe };
  }
  return decided(probe);
}

function decided(probe: Probe): Finding {
  if (probe.violationCount > 0) return { verdict: "fail", probe };
  if (probe.examined > 0) return { verdict: "pass", probe };
  const unmet = probe.preconditions.filter(({ met }) => met === 0).map(({ label }) => label);
  const reason = unmet.length > 0 ? `nothing to examine: never ${unmet.join(", never ")}` : "nothing to examine";
  return { verdict: "unproven", reason, probe };
}

/** A check that throws is a bug of ours and says so: it must not pass for a verdict on the engine. */
function brokenCheck(id: string, subject: string, error: unknown): TieoutError {
  if (error instanceof TieoutError) return error;
  return new HarnessError({
    what: `the check of ${id} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    where: subject,
    hint: "this is a bug in the invariant, not a finding about the engine",
  });
}
