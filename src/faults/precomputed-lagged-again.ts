import type { Fault } from "./fault.ts";
import { withApplied } from "./parts/books.ts";

export const precomputedLaggedAgain: Fault = {
  id: "precomputed-lagged-again",
  story: "Scalars that were lagged when they were made are lagged by the loader once more: de-risking comes too late.",
  source: "a two-pass audit with a lag in the writer and one in the reader",
  breaks: ["exposure/precomputed-scalars-replayed", "relation/compute-equals-precomputed"],
  stages: (reference) =>
    withApplied(reference, ({ applied }, { config: { allocator } }) =>
      allocator.mode === "precomputed"
        ? applied?.map((_, k) => (k === 0 ? allocator.applyMissingScalarAs : applied[k - 1]!))
        : undefined,
    ),
};
