import type { Fault } from "./fault.ts";
import { afterAllocation } from "./parts/books.ts";

export const capitalInWeights: Fault = {
  id: "capital-in-weights",
  story: "Weights are rounded to whole cents of the capital on their way out: a small account holds another book.",
  source: "a simulator that books in whole cents",
  breaks: ["relation/capital-scale", "exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book, _k, { config: { initialCapital } }) => {
      const cents = 100 * initialCapital;
      for (let i = 0; i < book.length; i++) book[i] = Math.round(book[i]! * cents) / cents;
    }),
};
