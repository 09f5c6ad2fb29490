import { HarnessError, TieoutError } from "../model/errors.ts";
import type { Evidence, Method, Precondition, Verdict, Violation } from "../model/verdict.ts";
import { figure } from "../model/verdict.ts";
import type { Passes, PassesInvariant, RelationInvariant, RunInvariant, RunPair } from "./invariant.ts";
import { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";
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
  const probe = new Probe(invariant.tolerance, invariant.terms);
  const missing = run.missing(invariant.needs);
  if (missing.length > 0) return { verdict: "skipped", reason: `needs ${missing.join(", ")}`, probe };
  const subject = subjectOf(run);
  try {
    const inapplicable = invariant.applies?.(subject);
    if (inapplicable !== undefined) return { verdict: "skipped", reason: inapplicable, probe };
    invariant.check(subject, probe);
  } catch (error) {
    throw brokenCheck(invariant.id, run.name, error);
  }
  return decided(probe);
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
    throw brokenCheck(invariant.id, `${baseline.name} and ${scaled.name}`, error);
  }
  return decided(probe);
}

/**
 * How many cases an invariant must have examined, and what share of those that it was put to, for its silence to mean
 * something. One that hardly ever met what it presupposes has proved nothing.
 */
export interface Least {
  readonly cases: number;
  readonly share: number;
}

/** The findings of many cases of one invariant and method, added up to one piece of evidence. */
export class EvidenceSum {
  readonly #method: Method;
  readonly #subject: string;
  readonly #least: Least;
  #examined = 0;
  #cases = 0;
  #skipped: string | undefined;
  #unproven: string | undefined;
  #put = 0;
  #violationCount = 0;
  #waivedCount = 0;
  #violations: readonly Violation[] = [];
  #worstResidual = 0;
  #worstRelative = 0;
  #worstShare = 0;
  readonly #preconditions = new Map<string, Precondition>();

  constructor(method: Method, subject: string, least: Least = { cases: 0, share: 0 }) {
    this.#method = method;
    this.#subject = subject;
    this.#least = least;
  }

  add({ verdict, reason, probe }: Finding): this {
    if (verdict === "skipped") this.#skipped ??= reason;
    if (verdict === "unproven") this.#unproven ??= reason;
    this.#put++;
    if (probe.examined > 0) this.#cases++;
    this.#examined += probe.examined;
    this.#violationCount += probe.violationCount;
    this.#waivedCount += probe.waivedCount;
    // The first failing case stands for all of them; the rest is counted.
    if (this.#violations.length === 0) this.#violations = probe.violations;
    if (probe.worstResidual > this.#worstResidual) this.#worstResidual = probe.worstResidual;
    if (probe.worstRelative > this.#worstRelative) this.#worstRelative = probe.worstRelative;
    if (probe.worstShare > this.#worstShare) this.#worstShare = probe.worstShare;
    for (const { label, met, cases } of probe.preconditions) {
      const sum = this.#preconditions.get(label) ?? { label, met: 0, cases: 0 };
      this.#preconditions.set(label, { label, met: sum.met + met, cases: sum.cases + cases });
    }
    return this;
  }

  /** The evidence of all that was added; `counterexample` names the stored file. */
  evidence(counterexample?: string): Evidence {
    const { verdict, reason } = this.#outcome();
    return {
      method: this.#method,
      subject: this.#subject,
      verdict,
      ...(reason === undefined ? {} : { reason }),
      examined: this.#examined,
      cases: this.#cases,
      ...(this.#preconditions.size === 0 ? {} : { preconditions: [...this.#preconditions.values()] }),
      worst: this.#worst(),
      ...(this.#waivedCount === 0 ? {} : { waivedCount: this.#waivedCount }),
      violations: [...this.#violations],
      violationCount: this.#violationCount,
      ...(counterexample === undefined ? {} : { counterexample }),
    };
  }

  #worst(): Evidence["worst"] {
    if (this.#examined === 0) return null;
    const [residual, relative, toleranceUsed] = [this.#worstResidual, this.#worstRelative, this.#worstShare].map(
      figure,
    );
    return { residual: residual!, relative: relative!, toleranceUsed: toleranceUsed! };
  }

  #outcome(): { verdict: Verdict; reason?: string | undefined } {
    if (this.#violationCount > 0) return { verdict: "fail" };
    if (this.#examined > 0) return this.#enough();
    if (this.#unproven !== undefined) return { verdict: "unproven", reason: this.#unproven };
    if (this.#skipped !== undefined) return { verdict: "skipped", reason: this.#skipped };
    return { verdict: "unproven", reason: "no case was looked at" };
  }

  /** Skipped everywhere else is a matter of what was put to it; met too rarely is not. */
  #enough(): { verdict: Verdict; reason?: string } {
    const least = Math.max(this.#least.cases, Math.ceil(this.#least.share * this.#put));
    if (this.#cases >= least) return { verdict: "pass" };
    return {
      verdict: "unproven",
      reason: `met in ${this.#cases} of ${this.#put} cases, and ${least} are asked for; run more cases`,
    };
  }
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
