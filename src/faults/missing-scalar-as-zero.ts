import type { Fault } from "./fault.ts";
import { withApplied } from "./parts/books.ts";

export const missingScalarAsZero: Fault = {
  id: "missing-scalar-as-zero",
  story: "A rebalance without a scalar gets 0 instead of the declared default: the first book is never bought.",
  source: "an overlay whose reindex was filled with 0",
  breaks: ["exposure/scalar-in-unit-interval", "exposure/missing-scalar-default"],
  stages: (reference) =>
    withApplied(reference, ({ applied }, { config }) =>
      config.allocator.mode === "compute" ? applied?.map((scalar, k) => (k === 0 ? 0 : scalar)) : undefined,
    ),
};
