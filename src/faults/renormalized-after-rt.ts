import type { Fault } from "./fault.ts";
import { afterAllocation, multiply, netOf } from "./parts/books.ts";

/** A hedged book nets to nothing, or to rounding: even the faulty engine does not divide by that. */
const SMALLEST_NET = 1e-9;

export const renormalizedAfterRt: Fault = {
  id: "renormalized-after-rt",
  story: "After risk targeting the weights are divided by their sum again, so the target risk is gone.",
  source: "the levered futures system this harness was made for",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book) => {
      const net = netOf(book);
      if (Math.abs(net) > SMALLEST_NET) multiply(book, 1 / net);
    }),
};
