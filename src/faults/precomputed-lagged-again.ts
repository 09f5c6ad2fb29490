import type { Fault } from "./fault.ts";
import { withApplied } from "./parts/books.ts";

export const precomputedLaggedAgain: Fault = {
  id: "precomputed-lagged-again",
  story: "Scalars that were lagged when they were recorded are lagged once more when they are replayed.",
  source: "go-trader#730",
  breaks: ["exposure/scalar-lags-one-rebalance"],
  stages: (reference) =>
    withApplied(reference, ({ applied }, { config }) => {
      if (config.allocator.mode !== "precomputed") return undefined;
      return applied?.map((_, k) => (k === 0 ? config.allocator.applyMissingScalarAs : applied[k - 1]!));
    }),
};
