import type { Scenario } from "../../model/scenario.ts";
import { scenarioDocument } from "../../model/scenario.ts";
import type { Edit } from "./edits.ts";

/** A failing scenario, with the second one of the pair where a relation fails. */
export interface FailingCase {
  readonly scenario: Scenario;
  readonly followUp?: Scenario;
}

/** Whether a candidate still fails in the same way. Costs one engine run, two for a pair. */
export type StillFails = (candidate: FailingCase) => Promise<boolean>;

/**
 * One reduction under way: the smallest failing case so far and what it has cost. A candidate that was tried before is
 * not tried again, so going over all steps once more is cheap.
 */
export class ReductionSession {
  readonly #stillFails: StillFails;
  readonly #budget: number;
  readonly #tried = new Set<string>();
  #current: FailingCase;
  #runs = 0;
  #steps = 0;

  constructor(start: FailingCase, stillFails: StillFails, budget: number) {
    this.#current = start;
    this.#stillFails = stillFails;
    this.#budget = budget;
    this.#tried.add(fingerprint(start));
  }

  get current(): FailingCase {
    return this.#current;
  }

  get scenario(): Scenario {
    return this.#current.scenario;
  }

  /** Engine runs so far. */
  get runs(): number {
    return this.#runs;
  }

  /** Changes kept so far. */
  get steps(): number {
    return this.#steps;
  }

  get exhausted(): boolean {
    return this.#runs + this.#runsPerCase > this.#budget;
  }

  /** Applies an edit to both scenarios; keeps it when the same failure is still there. */
  async attempt(edit: Edit): Promise<boolean> {
    const scenario = edit(this.#current.scenario);
    if (scenario === undefined) return false;
    const { followUp } = this.#current;
    if (followUp === undefined) return this.#keepIfFailing({ scenario });
    const edited = edit(followUp);
    return edited === undefined ? false : this.#keepIfFailing({ scenario, followUp: edited });
  }

  /** Applies an edit to one scenario of a pair alone. */
  async attemptOn(side: "scenario" | "followUp", edit: Edit): Promise<boolean> {
    const scenario = this.#current[side];
    const edited = scenario === undefined ? undefined : edit(scenario);
    return edited === undefined ? false : this.#keepIfFailing({ ...this.#current, [side]: edited });
  }

  /** Pays one engine run for something that is no candidate; undefined when the budget is spent. */
  async spend<T>(run: () => Promise<T>): Promise<T | undefined> {
    if (this.#runs >= this.#budget) return undefined;
    this.#runs++;
    return run();
  }

  /** The first of several edits that can be kept. */
  async attemptAny(edits: readonly Edit[]): Promise<boolean> {
    for (const edit of edits) if (await this.attempt(edit)) return true;
    return false;
  }

  /**
   * Takes out of `items` whatever the failure does not need: halves first, then smaller and smaller chunks (ddmin,
   * Zeller & Hildebrandt 2002, without its complements).
   */
  async dropChunks<T>(items: readonly T[], drop: (chunk: readonly T[]) => Edit): Promise<void> {
    let left = [...items];
    for (let size = Math.max(1, left.length >> 1); ; size >>= 1) {
      for (let at = 0; at < left.length && !this.exhausted; ) {
        const chunk = left.slice(at, at + size);
        if (await this.attempt(drop(chunk))) left = [...left.slice(0, at), ...left.slice(at + size)];
        else at += size;
      }
      if (size <= 1) return;
    }
  }

  get #runsPerCase(): number {
    return this.#current.followUp === undefined ? 1 : 2;
  }

  async #keepIfFailing(candidate: FailingCase): Promise<boolean> {
    if (this.exhausted) return false;
    const print = fingerprint(candidate);
    if (this.#tried.has(print)) return false;
    this.#tried.add(print);
    this.#runs += this.#runsPerCase;
    if (!(await this.#stillFails(candidate))) return false;
    this.#current = candidate;
    this.#steps++;
    return true;
  }
}

function fingerprint({ scenario, followUp }: FailingCase): string {
  return JSON.stringify([scenarioDocument(scenario), followUp === undefined ? null : scenarioDocument(followUp)]);
}
