import type { Fault } from "./fault.ts";
import { afterAllocation, multiply } from "./parts/books.ts";

export const costFeedsWeights: Fault = {
  id: "cost-feeds-weights",
  story: "What a trade costs is taken off the book itself, so that expensive markets are held with less leverage.",
  source: "a simulator that pays fees out of the position",
  breaks: ["relation/costs-only-cost", "exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book, _k, { config: { costs } }) =>
      multiply(book, 1 - (costs.halfSpreadBps + costs.feeBps) / 10_000),
    ),
};
