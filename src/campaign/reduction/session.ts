import type { Scenario } from "../../model/scenario.ts";
import type { Edit } from "./edits.ts";
import { fingerprint } from "./fingerprint.ts";

/** A failing scenario, with the second one of the pair where a relation fails. */
export interface FailingCase {
  readonly scenario: Scenario;
  readonly followUp?: Scenario;
}

/** Whether a candidate still fails in the same way. */
export type StillFails = (candidate: FailingCase) => Promise<boolean>;

/** The pair that the relation itself makes of a first scenario and a seed, if it fails in the same way. */
export type Remake = (scenario: Scenario, seed: number) => Promise<FailingCase | undefined>;

/** A candidate that asks for no more than the engine offers: what would, stays as it was. */
export type Within = (candidate: Scenario, was: Scenario) => Scenario | undefined;

/** Seeds with which a relation is asked for the second scenario of a pair. */
export const PLAIN_SEEDS: readonly number[] = [0, 1, 2];

/** How a candidate is tried and what that costs. */
export interface Trials {
  readonly stillFails: StillFails;
  /** Absent where there is no pair, or nothing to make its second scenario with. */
  readonly remake?: Remake;
  /** Engine runs that one candidate costs. */
  readonly runsPerCase: number;
  /** Keeps a candidate within what the engine offers, by what it was before; undefined where that makes it invalid. */
  readonly within?: Within;
}

/**
 * One reduction under way: the smallest failing case so far and what it has cost. A candidate that was tried before is
 * not tried again, so going over all steps once more is cheap.
 */
export class ReductionSession {
  readonly #trials: Trials;
  readonly #budget: number;
  readonly #tried = new Set<string>();
  #current: FailingCase;
  /** With it the relation makes the second scenario of every candidate; without, both are changed in step. */
  #remadeWith: number | undefined;
  #runs = 0;
  #steps = 0;

  constructor(start: FailingCase, trials: Trials, budget: number) {
    this.#current = start;
    this.#trials = trials;
    this.#budget = budget;
    this.#tried.add(printOf(start));
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

  /** The seed with which the second scenario of the pair follows from the first; undefined where it does not. */
  get remadeWith(): number | undefined {
    return this.#remadeWith;
  }

  get exhausted(): boolean {
    return this.#runs + this.#trials.runsPerCase > this.#budget;
  }

  /** Applies an edit to both scenarios; keeps it when the same failure is still there. */
  async attempt(edit: Edit): Promise<boolean> {
    const scenario = this.#edited(edit, this.#current.scenario);
    if (scenario === undefined) return false;
    if (this.#remadeWith !== undefined) return this.#keepIfRemade(scenario, this.#remadeWith);
    const { followUp } = this.#current;
    if (followUp === undefined) return this.#keepIfFailing({ scenario });
    const edited = this.#edited(edit, followUp);
    return edited === undefined ? false : this.#keepIfFailing({ scenario, followUp: edited });
  }

  /** Applies an edit to one scenario of a pair alone; never where the second one follows from the first. */
  async attemptOn(side: "scenario" | "followUp", edit: Edit): Promise<boolean> {
    if (this.#remadeWith !== undefined) return false;
    const scenario = this.#current[side];
    const edited = scenario === undefined ? undefined : this.#edited(edit, scenario);
    return edited === undefined ? false : this.#keepIfFailing({ ...this.#current, [side]: edited });
  }

  /**
   * Makes an edit for what it makes possible: both are kept when `worthIt` says so afterwards, and what was there before
   * otherwise.
   */
  async attemptFor(edit: Edit, worthIt: () => Promise<boolean>): Promise<boolean> {
    const [before, steps] = [this.#current, this.#steps];
    if (!(await this.attempt(edit))) return false;
    if (await worthIt()) return true;
    this.#current = before;
    this.#steps = steps;
    return false;
  }

  /** Applies an edit, and lets the relation make the second scenario with other seeds than the present one. */
  async attemptRemade(edit: Edit, seeds: readonly number[]): Promise<boolean> {
    const scenario = this.#edited(edit, this.#current.scenario);
    if (scenario === undefined || this.#remadeWith === undefined) return false;
    for (const seed of seeds) {
      if (seed === this.#remadeWith || !(await this.#keepIfRemade(scenario, seed))) continue;
      this.#remadeWith = seed;
      return true;
    }
    return false;
  }

  /**
   * Lets the relation make the second scenario from here on, with the first of some seeds under which the pair fails:
   * the second one then follows from the first, and there is one scenario to reduce instead of two.
   */
  async remakeWith(seeds: readonly number[]): Promise<void> {
    if (this.#current.followUp === undefined || this.#trials.remake === undefined) return;
    for (const seed of seeds) {
      if (!(await this.#keepIfRemade(this.#current.scenario, seed))) continue;
      this.#remadeWith = seed;
      return;
    }
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
    return this.#dropChunks(items, (chunk) => this.attempt(drop(chunk)));
  }

  /** The same on one scenario of a pair alone. */
  async dropChunksOn<T>(
    side: "scenario" | "followUp",
    items: readonly T[],
    drop: (chunk: readonly T[]) => Edit,
  ): Promise<void> {
    return this.#dropChunks(items, (chunk) => this.attemptOn(side, drop(chunk)));
  }

  async #dropChunks<T>(items: readonly T[], attempt: (chunk: readonly T[]) => Promise<boolean>): Promise<void> {
    let left = items;
    for (let size = Math.max(1, left.length >> 1); ; size >>= 1) {
      for (let at = 0; at < left.length && !this.exhausted; ) {
        const chunk = left.slice(at, at + size);
        if (await attempt(chunk)) left = [...left.slice(0, at), ...left.slice(at + size)];
        else at += size;
      }
      if (size <= 1) return;
    }
  }

  #edited(edit: Edit, scenario: Scenario): Scenario | undefined {
    const candidate = edit(scenario);
    const { within } = this.#trials;
    return candidate === undefined || within === undefined ? candidate : within(candidate, scenario);
  }

  async #keepIfFailing(candidate: FailingCase): Promise<boolean> {
    if (!this.#isNew(printOf(candidate))) return false;
    if (!(await this.#trials.stillFails(candidate))) return false;
    return this.#keep(candidate);
  }

  async #keepIfRemade(scenario: Scenario, seed: number): Promise<boolean> {
    if (!this.#isNew(`${fingerprint(scenario)} seed ${seed}`)) return false;
    const pair = await this.#trials.remake?.(scenario, seed);
    return pair === undefined ? false : this.#keep(pair);
  }

  /** Whether a candidate is worth its runs, and within the budget; if so it is paid for. */
  #isNew(print: string): boolean {
    if (this.exhausted || this.#tried.has(print)) return false;
    this.#tried.add(print);
    this.#runs += this.#trials.runsPerCase;
    return true;
  }

  #keep(candidate: FailingCase): true {
    this.#current = candidate;
    this.#steps++;
    return true;
  }
}

function printOf({ scenario, followUp }: FailingCase): string {
  return followUp === undefined ? fingerprint(scenario) : `${fingerprint(scenario)} ${fingerprint(followUp)}`;
}
