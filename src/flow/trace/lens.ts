import type { Scalar } from "../domain/scalar.ts";
import { homogeneous, WEIGHT } from "../domain/scalar.ts";
import type { Objection } from "./verdict.ts";
import { objectionsTo } from "./verdict.ts";
import type { Contribution } from "./watcher.ts";

/** What a rule follows, and what it has against what arrives. */
export interface Lens {
  /** What the numbers are that a source answers. */
  readonly source: Scalar;
  /** Whether a second application of the source is a violation. */
  readonly once: boolean;
  /** What a PASS says. */
  readonly proven: string;
  objectionsTo(contribution: Contribution): readonly Objection[];
}

const SCALED = "every path brings the weights of the source, times scalars";

/** Weights on the way to P&L. */
export const WEIGHTS: Lens = { source: WEIGHT, once: true, proven: SCALED, objectionsTo };

/** Weights on the way to an artifact, where not one asset may be missing. */
export const FULL_VECTOR: Lens = {
  source: WEIGHT,
  once: true,
  proven: SCALED,
  objectionsTo(contribution) {
    const objections = objectionsTo(contribution);
    const { scalar, step } = contribution.value;
    if (scalar?.is !== "homogeneous") return objections;
    const { dropped, picked } = scalar;
    if (dropped !== undefined) {
      const message = "the writer is not given the full vector: some assets are left out";
      return [...objections, { kind: "filter", place: dropped, message, sure: true, step }];
    }
    if (picked === undefined) return objections;
    const message = "assets are picked by names or numbers from outside: that these are all there are is not shown";
    return [...objections, { kind: "unknown", place: picked, message, sure: false, step }];
  },
};

/** Scalars on the way to the weights: those of this very rebalance may not be applied. */
export const LAGGED: Lens = {
  source: homogeneous(0, { fresh: true }),
  once: false,
  proven: "every path brings a scalar of a rebalance before, none of this very one",
  objectionsTo(contribution) {
    const { value, place, text } = contribution;
    const { scalar, step } = value;
    if (scalar === undefined || scalar.is === "zero" || scalar.is === "free") return [];
    if (scalar.is === "unknown") return objectionsTo(contribution);
    if (scalar.is === "homogeneous" && scalar.fresh !== true) return [];
    const message = `${text} is given the scalar of this very rebalance, not of the one before`;
    return [{ kind: "unlagged", place, message, sure: scalar.is === "homogeneous", step }];
  },
};
