import type { Tally } from "../model/tally.ts";
import type { Evidence, Method, Precondition, Violation } from "../model/verdict.ts";
import { figure } from "../model/verdict.ts";
import type { Finding } from "./judge.ts";
import type { Least } from "./tally.ts";
import { evidenceOf } from "./tally.ts";

/** The findings of many cases of one invariant and method, added up to one piece of evidence. */
export class EvidenceSum {
  readonly #method: Method;
  readonly #subject: string;
  readonly #least: Least | undefined;
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

  constructor(method: Method, subject: string, least?: Least) {
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

  /** What was added so far. */
  tally(): Tally {
    return {
      put: this.#put,
      cases: this.#cases,
      examined: this.#examined,
      ...(this.#skipped === undefined ? {} : { skipped: this.#skipped }),
      ...(this.#unproven === undefined ? {} : { unproven: this.#unproven }),
      preconditions: [...this.#preconditions.values()],
      worst: {
        residual: figure(this.#worstResidual),
        relative: figure(this.#worstRelative),
        toleranceUsed: figure(this.#worstShare),
      },
      waivedCount: this.#waivedCount,
      violations: [...this.#violations],
      violationCount: this.#violationCount,
    };
  }

  /** The evidence of all that was added; `counterexample` names the stored file. */
  evidence(counterexample?: string): Evidence {
    return evidenceOf(this.tally(), {
      method: this.#method,
      subject: this.#subject,
      least: this.#least,
      counterexample,
    });
  }
}
