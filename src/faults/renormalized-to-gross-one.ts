import type { Fault } from "./fault.ts";
import { afterAllocation, grossOf, multiply } from "./parts/books.ts";

export const renormalizedToGrossOne: Fault = {
  id: "renormalized-to-gross-one",
  story: "The order simulator brings every book to a gross of 1 before it trades, whatever leverage was decided.",
  source: "the levered futures system this harness was made for",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book) => {
      const gross = grossOf(book);
      if (gross > 0) multiply(book, 1 / gross);
    }),
};
