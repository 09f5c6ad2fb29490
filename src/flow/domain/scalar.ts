import type { ViolationKind } from "../../model/trace.ts";
import type { Place } from "./place.ts";

export type { ViolationKind };

/** A violation and where it happens. One that is not `sure` may cancel out again: it forbids PASS and proves no FAIL. */
export interface Blame {
  readonly kind: ViolationKind;
  readonly place: Place;
  readonly sure: boolean;
}

/**
 * How a number depends on the risk-targeted weights w, seen as f(w):
 * - `zero`: f = 0, or (`infinite`) ±∞, or NaN. `signed`: which of −0 and 0, of −∞ and ∞, or whether NaN, depends on w.
 * - `free`: f does not depend on w. `pre`: it is made of the books from before risk targeting.
 * - `homogeneous`: f(λw) = λ^degree · f(w) for every λ > 0.
 * - `log`: f(λw) = f(w) + degree · ln λ.
 * - `broken`: none of these, and why.
 * - `unknown`: anything.
 */
export type Scalar =
  | Zero
  | { readonly is: "free"; readonly pre: boolean }
  | Homogeneous
  | { readonly is: "log"; readonly degree: number }
  | { readonly is: "broken"; readonly blame: Blame }
  | { readonly is: "unknown"; readonly reason: string; readonly place: Place };

export interface Zero {
  readonly is: "zero";
  readonly signed?: boolean;
  readonly infinite?: boolean;
}

export interface Homogeneous {
  readonly is: "homogeneous";
  readonly degree: number;
  /** Homogeneous, and yet not linear: |w|, a sign test, the larger of two weights. */
  readonly bend?: Blame | undefined;
  /** Of degree 0, and made of tests against zero only: which weights are zero does not change when they are scaled. */
  readonly zeroTest?: boolean;
  /** The leverage that risk targeting has already applied. */
  readonly applied?: boolean;
  readonly nonNegative?: boolean;
  /** Where some assets were left out, by a choice that does not depend on w. */
  readonly dropped?: Place | undefined;
  /** Where it was picked by a name or index that comes from outside: of which assets there are, that says nothing. */
  readonly picked?: Place | undefined;
  /** Of what a source has computed in this turn of the loop, or in an earlier one; for rules that follow a lag. */
  readonly fresh?: boolean;
  readonly lagged?: boolean;
  /** A sum over assets, or of books. */
  readonly mixed?: boolean;
}

export const ZERO: Zero = Object.freeze({ is: "zero" });
/** ±∞, or NaN. */
export const INFINITE: Scalar = Object.freeze({ is: "zero", infinite: true });
export const FREE: Scalar = Object.freeze({ is: "free", pre: false });
export const PRE: Scalar = Object.freeze({ is: "free", pre: true });
/** What the source answers. */
export const WEIGHT: Homogeneous = Object.freeze({ is: "homogeneous", degree: 1 });

export function homogeneous(degree: number, rest: Omit<Homogeneous, "is" | "degree"> = {}): Homogeneous {
  return { is: "homogeneous", degree, ...rest };
}

export function broken(kind: ViolationKind, place: Place): Scalar {
  return { is: "broken", blame: { kind, place, sure: true } };
}

export function unknown(reason: string, place: Place): Scalar {
  return { is: "unknown", reason, place };
}

/** Whether the number is the same for w and λw. */
export function isInvariant(scalar: Scalar): boolean {
  return scalar.is === "zero" || scalar.is === "free" || (scalar.is === "homogeneous" && scalar.degree === 0);
}

/** Whether it is a zero, or an infinity, that has its sign from the weights. */
export function isSignedZero(scalar: Scalar): boolean {
  return scalar.is === "zero" && scalar.signed === true;
}

/** Whether the number may depend on the weights at all. */
export function dependsOnWeights(scalar: Scalar): boolean {
  return scalar.is === "zero" ? scalar.signed === true : scalar.is !== "free";
}

/** Equal but for the places of blame: what a fixpoint compares. */
export function sameScalar(a: Scalar, b: Scalar): boolean {
  if (a === b) return true;
  if (a.is !== b.is) return false;
  if (a.is === "zero")
    return isSignedZero(a) === isSignedZero(b) && Boolean(a.infinite) === Boolean((b as Zero).infinite);
  if (a.is === "free") return a.pre === (b as typeof a).pre;
  if (a.is === "log") return a.degree === (b as typeof a).degree;
  if (a.is !== "homogeneous") return true;
  const other = b as Homogeneous;
  return (
    a.degree === other.degree &&
    (a.bend === undefined) === (other.bend === undefined) &&
    a.bend?.sure === other.bend?.sure &&
    Boolean(a.zeroTest) === Boolean(other.zeroTest) &&
    Boolean(a.applied) === Boolean(other.applied) &&
    Boolean(a.nonNegative) === Boolean(other.nonNegative) &&
    Boolean(a.dropped) === Boolean(other.dropped) &&
    Boolean(a.picked) === Boolean(other.picked) &&
    Boolean(a.mixed) === Boolean(other.mixed) &&
    Boolean(a.fresh) === Boolean(other.fresh) &&
    Boolean(a.lagged) === Boolean(other.lagged)
  );
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  "-": "⁻",
  ".": "·",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** The unit of a number in the weights: `w¹`, `w⁻¹`, `w⁰`; `1` where it does not depend on them, `?` unknown. */
export function unitOf(scalar: Scalar): string {
  switch (scalar.is) {
    case "zero":
      return "0";
    case "free":
      return "1";
    case "homogeneous":
      return `w${[...String(scalar.degree)].map((each) => SUPERSCRIPTS[each] ?? each).join("")}`;
    case "log":
      return "ln w";
    case "broken":
      return "✗";
    case "unknown":
      return "?";
  }
}
