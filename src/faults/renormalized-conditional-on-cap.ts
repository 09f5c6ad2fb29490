import type { Fault } from "./fault.ts";
import { afterAllocation, grossOf, multiply } from "./parts/books.ts";

export const renormalizedConditionalOnCap: Fault = {
  id: "renormalized-conditional-on-cap",
  story: "Only a book whose gross is over 1 is brought back to 1: quiet markets look right, the rest is unlevered.",
  source: "the levered futures system this harness was made for",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book) => {
      const gross = grossOf(book);
      if (gross > 1) multiply(book, 1 / gross);
    }),
};
