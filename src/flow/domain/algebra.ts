import { bent, isNonNegative, merged, orZero } from "./flags.ts";
import type { Place } from "./place.ts";
import type { Blame, Homogeneous, Scalar, ViolationKind, Zero } from "./scalar.ts";
import { broken, dependsOnWeights, FREE, homogeneous, isInvariant, isSignedZero, PRE, ZERO } from "./scalar.ts";

/**
 * Arithmetic on degrees of homogeneity. Every function is sound: where its answer says `homogeneous`, the concrete
 * result has that degree for all concrete arguments that the abstract ones stand for. `place` is where it happens.
 */

/** Unknown swallows everything, broken everything but unknown; undefined when neither is among them. */
function spoiled(...scalars: readonly Scalar[]): Scalar | undefined {
  return scalars.find(({ is }) => is === "unknown") ?? scalars.find(({ is }) => is === "broken");
}

function isHomogeneous(scalar: Scalar): scalar is Homogeneous {
  return scalar.is === "homogeneous";
}

/** What is made of numbers that are the same for w and λw. */
export function invariantOf(scalars: readonly Scalar[]): Scalar {
  let result: Scalar = FREE;
  for (const each of scalars) {
    if (each.is === "free" && each.pre && result.is === "free") result = PRE;
    if (each.is === "homogeneous") result = merged(0, result, each);
    if (isSignedZero(each)) result = merged(0, result, homogeneous(0));
  }
  return result;
}

/** a + b; for a − b see {@link subtract}. */
export function add(a: Scalar, b: Scalar, place: Place): Scalar {
  const bad = spoiled(a, b);
  if (bad !== undefined) return bad;
  if (a.is === "zero" && b.is === "zero") return zeroOf([a, b]);
  if (a.is === "zero") return withZero(b, a, place);
  if (b.is === "zero") return withZero(a, b, place);
  if (isInvariant(a) && isInvariant(b)) return invariantOf([a, b]);
  if (a.is === "log" || b.is === "log") return addLogs(a, b, place);
  if (!isHomogeneous(a) || !isHomogeneous(b)) return broken("additive", place);
  if (a.degree !== b.degree) return broken("degree", place);
  return { ...merged(a.degree, a, b), mixed: true };
}

/** A zero that is made of some, and whether it has a sign from the weights, or may be infinite. */
export function zeroOf(scalars: readonly Scalar[], isSigned = scalars.some(isSignedZero)): Zero {
  const isInfinite = scalars.some((each) => each.is === "zero" && each.infinite === true);
  if (!isSigned && !isInfinite) return ZERO;
  return { is: "zero", ...(isSigned ? { signed: true } : {}), ...(isInfinite ? { infinite: true } : {}) };
}

/** a + 0; where that is an infinity with the sign of the weights, so may the sum be. */
function withZero(a: Scalar, zero: Zero, place: Place): Scalar {
  if (a.is === "homogeneous") return isSignedZero(zero) ? orZero(bent(a, signOfZero(place)), zero) : orZero(a, zero);
  return !isSignedZero(zero) || a.is === "log" ? a : invariantOf([a, zero]);
}

function signOfZero(place: Place): Blame {
  return { kind: "sign", place, sure: false };
}

function addLogs(a: Scalar, b: Scalar, place: Place): Scalar {
  if (!(a.is === "log" || isInvariant(a)) || !(b.is === "log" || isInvariant(b))) return broken("nonlinear", place);
  const degree = (a.is === "log" ? a.degree : 0) + (b.is === "log" ? b.degree : 0);
  return degree === 0 ? homogeneous(0) : { is: "log", degree };
}

/** −a. */
export function negate(a: Scalar): Scalar {
  if (a.is === "log") return { is: "log", degree: -a.degree };
  if (a.is !== "homogeneous" || a.nonNegative !== true) return a;
  return { ...a, nonNegative: false };
}

/** a − b. */
export function subtract(a: Scalar, b: Scalar, place: Place): Scalar {
  return add(a, negate(b), place);
}

/** a · b. */
export function multiply(a: Scalar, b: Scalar, place: Place): Scalar {
  const bad = spoiled(a, b);
  if (bad !== undefined) return bad;
  if (a.is === "zero" || b.is === "zero") return zeroOf([a, b], dependsOnWeights(a) || dependsOnWeights(b));
  if (isInvariant(a) && isInvariant(b)) return invariantOf([a, b]);
  if (a.is === "log" || b.is === "log") return broken("nonlinear", place);
  if (!isHomogeneous(a)) return scaled(b as Homogeneous);
  if (!isHomogeneous(b)) return scaled(a);
  if (a.applied || b.applied) return broken("second-leverage", place);
  const product = merged(a.degree + b.degree, a, b);
  if (a.degree > 0 && b.degree > 0) return bent(product, { kind: "nonlinear", place, sure: true });
  const ratio = a.degree === 0 ? a : b.degree === 0 ? b : undefined;
  if (ratio !== undefined && ratio.zeroTest !== true) return bent(product, { kind: "nonlinear", place, sure: false });
  return product;
}

/** Times a number that is free of the weights, and may be negative. */
function scaled(a: Homogeneous): Homogeneous {
  return a.nonNegative === true ? { ...a, nonNegative: false } : a;
}

/** a / b. */
export function divide(a: Scalar, b: Scalar, place: Place): Scalar {
  const bad = spoiled(a, b);
  if (bad !== undefined) return bad;
  if (a.is === "zero") return multiply(a, b, place);
  if (b.is === "zero") return dividedByZero(a, b, place);
  if (b.is === "log") return broken("nonlinear", place);
  return multiply(a, b.is === "homogeneous" ? { ...b, degree: b.degree === 0 ? 0 : -b.degree } : b, place);
}

/** ±∞, by the signs of both. */
function dividedByZero(a: Scalar, zero: Scalar, place: Place): Scalar {
  if (!isSignedZero(zero)) return multiply(a, FREE, place);
  const infinite = a.is === "homogeneous" ? a : homogeneous(0);
  return bent({ ...infinite, nonNegative: false }, signOfZero(place));
}

/** a to a power that is known, or undefined when it is not. */
export function power(a: Scalar, exponent: number | undefined, place: Place): Scalar {
  const bad = spoiled(a);
  if (bad !== undefined) return bad;
  if (exponent === 1) return a;
  if (exponent === 0) return FREE;
  if (isInvariant(a)) return a.is === "zero" ? invariantOf([a]) : a;
  if (a.is !== "homogeneous" || exponent === undefined) return broken("nonlinear", place);
  const raised: Homogeneous = { ...a, degree: a.degree * exponent, nonNegative: a.nonNegative || exponent % 2 === 0 };
  return exponent === -1 ? raised : bent(raised, { kind: "nonlinear", place, sure: true });
}

/** |a|. */
export function absolute(a: Scalar, place: Place): Scalar {
  if (a.is === "log") return broken("nonlinear", place);
  if (a.is === "zero") return ZERO;
  if (a.is !== "homogeneous" || a.nonNegative === true) return a;
  if (a.degree === 0) return { ...a, nonNegative: true };
  return { ...bent(a, { kind: "abs", place, sure: true }), nonNegative: true };
}

/** −1, 0 or 1. */
export function signOf(a: Scalar, place: Place): Scalar {
  if (a.is === "log") return broken("nonlinear", place);
  if (isSignedZero(a)) return invariantOf([a]);
  if (a.is !== "homogeneous" || a.degree === 0) return a;
  return bent({ ...a, degree: 0, nonNegative: false }, { kind: "sign", place, sure: true });
}

/** The largest or smallest of several. */
export function extreme(scalars: readonly Scalar[], which: "max" | "min", place: Place): Scalar {
  const bad = spoiled(...scalars);
  if (bad !== undefined) return bad;
  if (scalars.every(({ is }) => is === "zero")) return zeroOf(scalars);
  if (scalars.every(isInvariant)) return invariantOf(scalars);
  const first = scalars.find((each): each is Homogeneous => each.is === "homogeneous" && each.degree !== 0);
  if (first === undefined) return broken("nonlinear", place);
  let result: Homogeneous = first;
  for (const each of scalars) {
    if (each.is === "zero") continue;
    if (each.is !== "homogeneous" || each.degree !== first.degree) return broken("clip", place);
    result = merged(first.degree, result, each);
  }
  const nonNegative = which === "max" ? scalars.some(isNonNegative) : scalars.every(isNonNegative);
  return { ...bent(result, { kind: "clip", place, sure: true }), nonNegative };
}

/** e^a. */
export function exponential(a: Scalar, place: Place): Scalar {
  // Of what is negative there is no logarithm: whether there is a number at all depends on the signs.
  if (a.is === "log") return bent(homogeneous(a.degree), { kind: "nonlinear", place, sure: false });
  return curved([a], "nonlinear", place);
}

/** ln a. */
export function logarithm(a: Scalar, place: Place): Scalar {
  const bad = spoiled(a);
  if (bad !== undefined) return bad;
  if (isInvariant(a)) return invariantOf([a]);
  if (a.is !== "homogeneous" || a.bend !== undefined) return broken("nonlinear", place);
  return { is: "log", degree: a.degree };
}

/** Any other function of some numbers: the same for w and λw when they all are, else a violation of some kind. */
export function curved(scalars: readonly Scalar[], kind: ViolationKind, place: Place): Scalar {
  const bad = spoiled(...scalars);
  if (bad !== undefined) return bad;
  return scalars.every(isInvariant) ? invariantOf(scalars) : broken(kind, place);
}
