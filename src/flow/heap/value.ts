import { guarded, join } from "../domain/conditions.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar, ViolationKind } from "../domain/scalar.ts";
import { dependsOnWeights, FREE, INFINITE, sameScalar, unknown, ZERO } from "../domain/scalar.ts";
import type { Step } from "./step.ts";

export type Constant = string | number | boolean | null | undefined;

/** Everything that an expression may be: a number or text (`scalar`), any of some objects (`refs`), nothing at all. */
export interface Value {
  /** The number or text it may be; undefined when it is neither. */
  readonly scalar: Scalar | undefined;
  /** Addresses of the objects it may be, increasing. */
  readonly refs: readonly number[];
  /** Whether it may be undefined or null. */
  readonly nullish: boolean;
  /** The one constant it is, where that is known. */
  readonly constant?: { readonly value: Constant } | undefined;
  /** One of an unknown number of arguments that a list was spread into: how their number depends on the weights. */
  readonly spread?: Scalar | undefined;
  /** Where a value that depends on the weights comes from. */
  readonly step?: Step | undefined;
  /** The condition on which it depends which of `refs` it is, where that depends on the weights. */
  readonly choice?: Guard | undefined;
  /** The condition on which it depends whether it is undefined or null, where that depends on the weights. */
  readonly nullChoice?: Guard | undefined;
}

/** A condition that depends on the weights, and what it does to what differs between its branches. */
export interface Guard {
  readonly condition: Scalar;
  readonly kind: ViolationKind;
  readonly place: Place;
  /** It decides how often a loop runs, not what is done to the weights in it. */
  readonly soft?: boolean;
}

/** No value: what an expression is that never returns. */
export const NOTHING: Value = Object.freeze({ scalar: undefined, refs: [], nullish: false });
export const UNDEFINED: Value = Object.freeze({
  scalar: undefined,
  refs: [],
  nullish: true,
  constant: { value: undefined },
});
export const FREE_VALUE: Value = Object.freeze({ scalar: FREE, refs: [], nullish: false });
export const ZERO_VALUE: Value = Object.freeze({ scalar: ZERO, refs: [], nullish: false, constant: { value: 0 } });

export function constantValue(value: Constant): Value {
  if (value === undefined || value === null) return { ...UNDEFINED, constant: { value } };
  // NaN and ±Infinity stay what they are when they are scaled: like zero, they are of any degree.
  const isInfinite = typeof value === "number" && !Number.isFinite(value);
  const scalar = isInfinite ? INFINITE : value === 0 ? ZERO : FREE;
  return { scalar, refs: [], nullish: false, constant: { value } };
}

export function scalarValue(scalar: Scalar, step?: Step): Value {
  return { scalar, refs: [], nullish: false, step };
}

export function refValue(...refs: readonly number[]): Value {
  return { scalar: undefined, refs, nullish: false };
}

export function unknownValue(reason: string, place: Place): Value {
  return { scalar: unknown(reason, place), refs: [], nullish: true };
}

export function isNothing(value: Value): boolean {
  return value.scalar === undefined && value.refs.length === 0 && !value.nullish;
}

/** Whether the number itself (not what the objects hold) may depend on the weights. */
export function carriesWeights(value: Value): boolean {
  return value.scalar !== undefined && dependsOnWeights(value.scalar);
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.nullish !== b.nullish || a.refs.length !== b.refs.length) return false;
  if (!Object.is(a.constant?.value, b.constant?.value) || (a.constant === undefined) !== (b.constant === undefined))
    return false;
  for (let i = 0; i < a.refs.length; i++) if (a.refs[i] !== b.refs[i]) return false;
  if (!sameGuard(a.choice, b.choice) || !sameGuard(a.nullChoice, b.nullChoice)) return false;
  if (a.scalar === undefined || b.scalar === undefined) return a.scalar === b.scalar;
  return sameScalar(a.scalar, b.scalar);
}

/** Equal but for the places. */
export function sameGuard(a: Guard | undefined, b: Guard | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return sameScalar(a.condition, b.condition) && a.soft === b.soft;
}

/** What the truth of a value depends on beside its number: whether there is anything, and which object it is. */
export function truthChoice({ scalar, choice, nullChoice }: Value): Guard | undefined {
  return scalar === undefined ? nullChoice : joinGuards(choice, nullChoice);
}

export function joinRefs(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  if (b.every((each) => a.includes(each))) return a;
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

/** How the steps of two alternatives are put together; the interpreter keeps the steps. */
export type StepJoin = (a: Step | undefined, b: Step | undefined, scalar: Scalar | undefined) => Step | undefined;

/** One of two values. */
export function joinValues(a: Value, b: Value, place: Place, steps: StepJoin): Value {
  if (a === b || isNothing(b)) return a;
  if (isNothing(a)) return b;
  const scalar =
    a.scalar === undefined ? b.scalar : b.scalar === undefined ? a.scalar : join(a.scalar, b.scalar, place);
  const equal = a.constant !== undefined && b.constant !== undefined && Object.is(a.constant.value, b.constant.value);
  return {
    scalar,
    refs: joinRefs(a.refs, b.refs),
    nullish: a.nullish || b.nullish,
    constant: equal ? a.constant : undefined,
    step: steps(a.step, b.step, scalar),
    choice: joinGuards(a.choice, b.choice),
    nullChoice: joinGuards(a.nullChoice, b.nullChoice),
  };
}

/** Both conditions at once. */
export function joinGuards(a: Guard | undefined, b: Guard | undefined): Guard | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  if (sameScalar(a.condition, b.condition) && a.soft === b.soft) return a;
  const condition = join(a.condition, b.condition, a.place);
  return { condition, kind: a.kind, place: a.place, soft: a.soft === true && b.soft === true };
}

/** A value that is chosen by a condition; which object it is then also depends on the condition. */
export function guardedValue(value: Value, guard: Guard | undefined): Value {
  if (guard === undefined || !dependsOnWeights(guard.condition)) return value;
  const { condition, kind, place } = guard;
  const scalar = value.scalar === undefined ? undefined : guarded(value.scalar, condition, kind, place);
  const choice = value.refs.length === 0 ? undefined : joinGuards(value.choice, guard);
  const nullChoice = value.nullish ? joinGuards(value.nullChoice, guard) : undefined;
  return { ...value, scalar, constant: undefined, choice, nullChoice };
}

/**
 * One of two values, by a condition. Where each is sound and they do not fit together, a condition that does not scale
 * with the weights is to blame, rather than what it chooses.
 */
export function joinedUnder(a: Value, b: Value, parted: Guard | undefined, place: Place, steps: StepJoin): Value {
  const joined = joinValues(a, b, place, steps);
  const broke = joined.scalar?.is === "broken" && a.scalar?.is !== "broken" && b.scalar?.is !== "broken";
  if (!broke || parted?.condition.is !== "broken") return guardedValue(joined, parted);
  const { blame } = parted.condition;
  const scalar: Scalar = { is: "broken", blame: { ...blame, place: parted.place } };
  return { ...guardedValue(joined, parted), scalar };
}
