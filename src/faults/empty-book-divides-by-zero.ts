import type { Fault } from "./fault.ts";
import { afterTargeting } from "./parts/books.ts";

export const emptyBookDividesByZero: Fault = {
  id: "empty-book-divides-by-zero",
  story: "A book of nothing is divided by its gross of nothing; from that date on every figure is NaN.",
  source: "bt#548",
  breaks: ["data/outputs-finite"],
  stages: (reference) =>
    afterTargeting(reference, (book, k, targeted) => {
      if (targeted.grossBefore[k] === 0) book.fill(Number.NaN);
    }),
};
