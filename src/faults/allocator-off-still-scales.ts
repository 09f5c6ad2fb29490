import type { Fault } from "./fault.ts";
import { afterAllocation, multiply } from "./parts/books.ts";

const CAUTIOUS_SCALAR = 0.85;

export const allocatorOffStillScales: Fault = {
  id: "allocator-off-still-scales",
  story:
    "With the allocator switched off the scalars are still applied: the baseline of every comparison is scaled too.",
  source: "a risk overlay that was switched off in the report alone",
  breaks: [
    "exposure/no-post-rt-renormalization",
    "exposure/allocator-off-changes-nothing",
    "passes/baseline-has-scalar-one",
  ],
  stages: (reference) =>
    afterAllocation(reference, (book, _k, { config }) => {
      if (config.allocator.mode === "off") multiply(book, CAUTIOUS_SCALAR);
    }),
};
