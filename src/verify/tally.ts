import type { Tally } from "../model/tally.ts";
import type { Evidence, Figure, Method, Precondition, Verdict } from "../model/verdict.ts";
import { figure } from "../model/verdict.ts";

/**
 * How many cases an invariant must have examined, and what share of those that it was put to, for its silence to mean
 * something. One that hardly ever met what it presupposes has proved nothing.
 */
export interface Least {
  readonly cases: number;
  readonly share: number;
}

const NOTHING_ASKED: Least = { cases: 0, share: 0 };

/** What evidence says beside its tally. */
export interface EvidenceTerms {
  readonly method: Method;
  /** What was looked at. */
  readonly subject: string;
  /** What must have been examined for a pass; nothing unless it is given. */
  readonly least?: Least | undefined;
  /** Names the stored file. */
  readonly counterexample?: string | undefined;
}

/** The tally of two stretches of cases, `first` before `second`. Associative; firsts and orders are those of `first`. */
export function mergeTallies(first: Tally, second: Tally): Tally {
  const skipped = first.skipped ?? second.skipped;
  const unproven = first.unproven ?? second.unproven;
  return {
    put: first.put + second.put,
    cases: first.cases + second.cases,
    examined: first.examined + second.examined,
    ...(skipped === undefined ? {} : { skipped }),
    ...(unproven === undefined ? {} : { unproven }),
    preconditions: mergePreconditions(first.preconditions, second.preconditions),
    worst: {
      residual: larger(first.worst.residual, second.worst.residual),
      relative: larger(first.worst.relative, second.worst.relative),
      toleranceUsed: larger(first.worst.toleranceUsed, second.worst.toleranceUsed),
    },
    waivedCount: first.waivedCount + second.waivedCount,
    violations: first.violations.length > 0 ? first.violations : second.violations,
    violationCount: first.violationCount + second.violationCount,
  };
}

/** The evidence of a tally: its verdict, and what it rests on. */
export function evidenceOf(tally: Tally, { method, subject, least, counterexample }: EvidenceTerms): Evidence {
  const { examined, cases, preconditions, worst, waivedCount, violations, violationCount } = tally;
  const { verdict, reason } = outcomeOf(tally, least ?? NOTHING_ASKED);
  return {
    method,
    subject,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    examined,
    cases,
    ...(preconditions.length === 0 ? {} : { preconditions }),
    worst: examined === 0 ? null : worst,
    ...(waivedCount === 0 ? {} : { waivedCount }),
    violations: [...violations],
    violationCount,
    ...(counterexample === undefined ? {} : { counterexample }),
  };
}

function outcomeOf(tally: Tally, least: Least): { verdict: Verdict; reason?: string | undefined } {
  const { violationCount, examined, unproven, skipped } = tally;
  if (violationCount > 0) return { verdict: "fail" };
  if (examined > 0) return enough(tally, least);
  if (unproven !== undefined) return { verdict: "unproven", reason: unproven };
  if (skipped !== undefined) return { verdict: "skipped", reason: skipped };
  return { verdict: "unproven", reason: "no case was looked at" };
}

/** Skipped everywhere else is a matter of what was put to it; met too rarely is not. */
function enough({ cases, put }: Tally, least: Least): { verdict: Verdict; reason?: string } {
  const asked = Math.max(least.cases, Math.ceil(least.share * put));
  if (cases >= asked) return { verdict: "pass" };
  return { verdict: "unproven", reason: `met in ${cases} of ${put} cases, and ${asked} are asked for; run more cases` };
}

function mergePreconditions(first: readonly Precondition[], second: readonly Precondition[]): Precondition[] {
  const sums = new Map(first.map((each) => [each.label, each]));
  for (const { label, met, cases } of second) {
    const sum = sums.get(label) ?? { label, met: 0, cases: 0 };
    sums.set(label, { label, met: sum.met + met, cases: sum.cases + cases });
  }
  return [...sums.values()];
}

/** The larger of two worst figures, of which one may be infinite and then stands as a text. */
function larger(a: Figure, b: Figure): Figure {
  return figure(Math.max(Number(a), Number(b)));
}
