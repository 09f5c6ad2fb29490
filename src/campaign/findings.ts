import type { InvariantReport } from "../model/report.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Tally } from "../model/tally.ts";
import type { Method, Violation } from "../model/verdict.ts";
import { EvidenceSum } from "../verify/evidence-sum.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { Finding } from "../verify/judge.ts";
import { Probe } from "../verify/probe.ts";
import { signatureOf } from "./signature.ts";
import type { Statement } from "./trial.ts";
import type { Worst } from "./worst.ts";
import { worseOf, worstOf } from "./worst.ts";

/** A failure seen for the first time: what is to be reduced once the campaign is through. */
export interface Discovery {
  readonly statement: Statement;
  readonly signature: string;
  readonly violation: Violation;
  /** The worst residual of the signature in the campaign, where that is worse than the first. */
  readonly worst?: Worst;
  readonly scenario: Scenario;
  readonly followUp: Scenario | undefined;
  /** Number of the case in the campaign, from 0. */
  readonly case: number;
}

/** The case that a finding is about. */
export interface Occasion {
  readonly scenario: Scenario;
  readonly followUp?: Scenario;
  readonly case: number;
}

/**
 * The evidence of a campaign as it grows. A failure's signature is muted after the first, so one bug is one
 * counterexample and does not hide another.
 */
export class Findings {
  readonly #sums = new Map<Statement, EvidenceSum>();
  readonly #discoveries = new Map<string, Discovery>();
  readonly #worst = new Map<string, Worst>();

  constructor(statements: readonly Statement[], subject: string) {
    for (const statement of statements) this.#sums.set(statement, new EvidenceSum(methodOf(statement), subject));
  }

  add(statement: Statement, finding: Finding, occasion: Occasion): void {
    this.count(statement, finding);
    this.discover(statement, finding, occasion);
  }

  /** Adds a finding to its statement's evidence; those of one statement come in the order of the cases. */
  count(statement: Statement, finding: Finding): void {
    this.#sums.get(statement)!.add(finding);
  }

  /** Keeps what fails for the first time; to be called in the order of the cases. */
  discover(statement: Statement, finding: Finding, occasion: Occasion): void {
    const violation = finding.probe.violations[0];
    if (violation === undefined) return;
    this.#compare(statement, finding.probe.violations);
    const signature = signatureOf(statement.id, violation);
    if (this.#discoveries.has(signature)) return;
    const { scenario, followUp } = occasion;
    this.#discoveries.set(signature, { statement, signature, violation, scenario, followUp, case: occasion.case });
  }

  /** Notes why a statement is not judged at all. */
  skip(invariant: Invariant, reason: string): void {
    this.#sums.get(invariant)!.add({ verdict: "skipped", reason, probe: new Probe(invariant.tolerance) });
  }

  /** One a signature, in the order in which they were found. */
  get discoveries(): readonly Discovery[] {
    return [...this.#discoveries.values()];
  }

  /** The worst residual of each failure, by signature. */
  worst(): Record<string, Worst> {
    return Object.fromEntries(this.#worst);
  }

  /** What was counted, by statement id. */
  tallies(): Record<string, Tally> {
    return Object.fromEntries([...this.#sums].map(([{ id }, sum]) => [id, sum.tally()]));
  }

  /** One entry a statement, in the order given. */
  reports(): InvariantReport[] {
    return [...this.#sums].map(([{ id, title, severity }, sum]) => {
      const evidence = sum.evidence();
      return { id, title, severity, verdict: evidence.verdict, evidence: [evidence] };
    });
  }

  #compare(statement: Statement, violations: readonly Violation[]): void {
    for (const violation of violations) {
      const signature = signatureOf(statement.id, violation);
      const worst = worseOf(this.#worst.get(signature), worstOf(violation));
      if (worst !== undefined) this.#worst.set(signature, worst);
    }
  }
}

export function methodOf(statement: Statement): Method {
  return "kind" in statement ? statement.kind : "run";
}
