import type { Fault } from "./fault.ts";
import { withApplied } from "./parts/books.ts";

export const scalarLagTwo: Fault = {
  id: "scalar-lag-two",
  story: "The scalar is lagged once by the allocator and once more by the loader: de-risking comes a month late.",
  source: "a two-pass audit with a lag in the writer and one in the reader",
  breaks: ["exposure/scalar-lags-one-rebalance"],
  stages: (reference) =>
    withApplied(reference, ({ computed }, { config }) =>
      computed?.map((_, k) => (k < 2 ? config.allocator.applyMissingScalarAs : computed[k - 2]!)),
    ),
};
