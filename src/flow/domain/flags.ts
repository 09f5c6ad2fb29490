import type { Place } from "./place.ts";
import type { Blame, Homogeneous, Scalar, Zero } from "./scalar.ts";

/** The flags of what is made of two numbers, neither of them broken or unknown. */

function bendOf(scalar: Scalar): Blame | undefined {
  return scalar.is === "homogeneous" ? scalar.bend : undefined;
}

function placeIn(scalar: Scalar, flag: "dropped" | "picked"): Place | undefined {
  return scalar.is === "homogeneous" ? scalar[flag] : undefined;
}

/** The first sure bend, or else the first. */
export function worseBend(a: Blame | undefined, b: Blame | undefined): Blame | undefined {
  if (a === undefined || (b?.sure && !a.sure)) return b ?? a;
  return a;
}

/** Whether it is made of tests against zero and of what does not depend on the weights. */
function onlyZeroTests(scalar: Scalar): boolean {
  return scalar.is !== "homogeneous" || scalar.zeroTest === true;
}

function has(scalar: Scalar, flag: "applied" | "mixed" | "fresh" | "lagged"): boolean {
  return scalar.is === "homogeneous" && scalar[flag] === true;
}

/** Whether a zero may be −∞. */
export function maybeNegative({ signed, infinite }: Zero): boolean {
  return signed === true || infinite === true;
}

/** A number that may be something else that is of any degree. */
export function orZero(scalar: Homogeneous, zero: Zero): Homogeneous {
  return scalar.nonNegative === true && maybeNegative(zero) ? { ...scalar, nonNegative: false } : scalar;
}

/** What cannot be negative for any w; a number that is free of the weights may be. */
export function isNonNegative(scalar: Scalar): boolean {
  return (
    (scalar.is === "zero" && !maybeNegative(scalar)) || (scalar.is === "homogeneous" && scalar.nonNegative === true)
  );
}

/** A number of some degree with the flags of both of those that it is made of. */
export function merged(degree: number, a: Scalar, b: Scalar): Homogeneous {
  const bend = worseBend(bendOf(a), bendOf(b));
  const dropped = placeIn(a, "dropped") ?? placeIn(b, "dropped");
  const picked = placeIn(a, "picked") ?? placeIn(b, "picked");
  return {
    is: "homogeneous",
    degree,
    ...(bend === undefined ? {} : { bend }),
    ...(degree === 0 && onlyZeroTests(a) && onlyZeroTests(b) ? { zeroTest: true } : {}),
    ...(has(a, "applied") || has(b, "applied") ? { applied: true } : {}),
    ...(isNonNegative(a) && isNonNegative(b) ? { nonNegative: true } : {}),
    ...(dropped === undefined ? {} : { dropped }),
    ...(picked === undefined ? {} : { picked }),
    ...(has(a, "fresh") || has(b, "fresh") ? { fresh: true } : {}),
    ...(has(a, "lagged") || has(b, "lagged") ? { lagged: true } : {}),
    ...(has(a, "mixed") || has(b, "mixed") ? { mixed: true } : {}),
  };
}

/** The same number with a bend, unless it has a worse one. */
export function bent(scalar: Homogeneous, blame: Blame): Homogeneous {
  const { zeroTest: _, ...rest } = scalar;
  return { ...rest, bend: worseBend(scalar.bend, blame) };
}
