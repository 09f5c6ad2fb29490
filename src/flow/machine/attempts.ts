import type { Place } from "../domain/place.ts";
import { dependsOnWeights, unknown } from "../domain/scalar.ts";
import type { Guard } from "../heap/value.ts";
import { joinGuards, sameGuard } from "../heap/value.ts";
import type { Binding } from "./frame.ts";
import type { MergeTools, State } from "./state.ts";
import { mergeStates } from "./state.ts";

/** A `try` that is being evaluated (or what else keeps an exception, as an async function does): what a `catch` may see. */
export interface Attempt {
  /** States in which something may throw. */
  readonly states: State[];
  /** On which weights the path depended when it began. */
  readonly entered: Guard | undefined;
  /** Where the path's state keeps what is thrown. */
  readonly thrown: Binding;
  /** It only rejects a promise: what comes after on the same path is as if nothing had kept the exception. */
  readonly rejects: boolean;
  /** The condition under which something is thrown. */
  guard: Guard | undefined;
}

/** So many states are joined to one: they are only ever joined. */
const STATES = 32;

/** The attempts around the path, innermost last. */
export class Attempts {
  readonly #open: Attempt[] = [];

  get innermost(): Attempt | undefined {
    return this.#open.at(-1);
  }

  open(state: State, thrown: Binding, rejects: boolean): Attempt {
    const attempt: Attempt = { states: [state], entered: state.guard, thrown, rejects, guard: undefined };
    this.#open.push(attempt);
    return attempt;
  }

  close(): void {
    this.#open.pop();
  }

  /** None of them is around what is followed meanwhile. */
  apart(follow: () => void): void {
    const kept = this.#open.splice(0);
    follow();
    this.#open.push(...kept);
  }

  /** What a `catch` may see from here on. */
  sees(state: State, modules: State, steps: MergeTools["steps"]): void {
    const attempt = this.innermost;
    if (attempt === undefined || attempt.states.at(-1) === state) return;
    attempt.states.push(state);
    if (attempt.states.length < STATES) return;
    const tools: MergeTools = { place: { file: "", line: 0, column: 0 }, steps, modules };
    const [first, ...rest] = attempt.states.splice(0);
    attempt.states.push(rest.reduce((a, b) => mergeStates(a, b, undefined, tools), first!));
  }

  /** Something is thrown on purpose under a condition: what is caught, and what comes after, depends on it. */
  throws(guard: Guard | undefined): void {
    const attempt = this.innermost;
    if (attempt !== undefined) attempt.guard = joinGuards(attempt.guard, guard);
  }

  /**
   * Something may throw here, or not. Where the path depends on more weights than it did at the beginning, or where
   * whether it throws does, it is unknown which weights are caught.
   */
  mayThrow(path: Guard | undefined, own: Guard | undefined, place: Place, what: string): void {
    const attempt = this.innermost;
    if (attempt === undefined) return;
    const deciding = own ?? (sameGuard(path, attempt.entered) ? undefined : path);
    if (deciding === undefined || !dependsOnWeights(deciding.condition)) return;
    const condition = unknown(`whether ${what} throws may depend on the weights`, place);
    attempt.guard = joinGuards(attempt.guard, { condition, kind: "conditional", place });
  }

  /** What a path depends on that has come this far: that nothing was thrown before. */
  survived(guard: Guard | undefined): Guard | undefined {
    return this.#open.reduce((all, each) => (each.rejects ? all : joinGuards(all, each.guard)), guard);
  }
}
