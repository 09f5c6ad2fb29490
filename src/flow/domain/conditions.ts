import { invariantOf, zeroOf } from "./algebra.ts";
import { bent, isNonNegative, merged, orZero } from "./flags.ts";
import type { Place } from "./place.ts";
import type { Blame, Homogeneous, Scalar, ViolationKind } from "./scalar.ts";
import { broken, homogeneous, isInvariant, isSignedZero } from "./scalar.ts";

/** Comparisons, and what becomes of numbers that differ between the branches of a condition. */

export type Comparison = "equality" | "order";

/**
 * Whether a is equal to, or larger than, b. Against zero the answer is the same for w and λw; between two numbers of
 * one degree as well. Against anything else it is a threshold.
 */
export function compare(a: Scalar, b: Scalar, comparison: Comparison, place: Place): Scalar {
  for (const each of [a, b]) if (each.is === "unknown") return each;
  for (const each of [a, b]) if (each.is === "broken") return each;
  if (isInvariant(a) && isInvariant(b)) return invariantOf([a, b]);
  if (isSignedZero(a) || isSignedZero(b)) return compare(homogeneous(1), homogeneous(1), comparison, place);
  if (a.is === "log" || b.is === "log") return broken("threshold", place);
  if (a.is === "zero" || b.is === "zero") {
    const other = (a.is === "zero" ? b : a) as Homogeneous;
    // |w| is zero where w is; the largest of some weights is zero for more than their zeros.
    const test = isNonNegative(other) || (comparison === "equality" && other.bend === undefined);
    return homogeneous(0, test ? { zeroTest: true } : {});
  }
  if (a.is !== "homogeneous" || b.is !== "homogeneous" || a.degree !== b.degree) return broken("threshold", place);
  return homogeneous(0);
}

/** The truth of a value used as a condition: a number is true when it is not zero. */
export function truthOf(a: Scalar, place: Place): Scalar {
  if (a.is === "zero") return isSignedZero(a) ? homogeneous(0, { zeroTest: true }) : a;
  return isInvariant(a) ? a : compare(a, { is: "zero" }, "equality", place);
}

/**
 * A number that differs between the branches of a condition (or is read at an index, kept by a filter, counted by a
 * loop). Free of the weights it no longer is, if the condition is not.
 */
export function guarded(value: Scalar, condition: Scalar, kind: ViolationKind, place: Place): Scalar {
  if (isSignedZero(condition)) return guarded(value, homogeneous(0), kind, place);
  if (condition.is === "zero" || condition.is === "free" || value.is === "unknown") return value;
  if (condition.is === "unknown") return value.is === "broken" ? value : condition;
  // Where one branch has the weights and the other something else, it is the condition that is to blame.
  if (value.is === "broken" && !(value.blame.kind === "overwrite" && condition.is === "broken")) return value;
  if (condition.is === "broken") return { is: "broken", blame: { ...condition.blame, place } };
  if (value.is === "broken") return value;
  if (condition.is === "log" || condition.degree !== 0) return broken(kind, place);
  if (condition.zeroTest === true) return underZeroTest(value);
  const blame: Blame = { kind, place, sure: true };
  if (value.is === "zero") return value;
  if (value.is === "log") return broken(kind, place);
  return bent(value.is === "free" ? homogeneous(0) : value, blame);
}

function underZeroTest(value: Scalar): Scalar {
  return value.is === "free" ? homogeneous(0, { zeroTest: true }) : value;
}

/**
 * What holds of a number that is one of two. The larger of the order zero < free < degree 0 < broken, and
 * zero < degree d < broken (zero and a logarithm are broken); `broken` tops `unknown`, for on one of the paths the violation is sure.
 */
export function join(a: Scalar, b: Scalar, place: Place): Scalar {
  // Unlike a power of λ, what is added to a logarithm is not the same for zero.
  if ((a.is === "zero" && b.is === "log") || (a.is === "log" && b.is === "zero")) return broken("degree", place);
  if (a === b || a.is === "broken") return a;
  if (b.is === "broken") return b;
  if (a.is === "zero" && b.is === "zero") return zeroOf([a, b]);
  if (b.is === "zero") return a.is === "homogeneous" ? orZero(a, b) : a;
  if (a.is === "zero") return b.is === "homogeneous" ? orZero(b, a) : b;
  if (a.is === "unknown") return a;
  if (b.is === "unknown") return b;
  if (isInvariant(a) && isInvariant(b)) return invariantOf([a, b]);
  if (a.is === "log" || b.is === "log") {
    return a.is === "log" && b.is === "log" && a.degree === b.degree ? a : broken("degree", place);
  }
  if (a.is === "free" || b.is === "free") return broken("overwrite", place);
  if (a.degree === b.degree) return merged(a.degree, a, b);
  return broken(a.degree === 0 || b.degree === 0 ? "renormalized" : "degree", place);
}
