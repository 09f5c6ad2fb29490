import type { Fault } from "./fault.ts";
import { changeBooks } from "./parts/books.ts";

export const sizedFromWhatIsLeft: Fault = {
  id: "sized-from-what-is-left",
  story:
    "Each order is a share of the cash that the orders before it have left: 20%, 16%, 12.8%, 10.24% instead of 20% each.",
  source: "vectorbt#713",
  breaks: ["exposure/pre-weights-follow-budgets", "relation/asset-order-irrelevant"],
  stages: (reference) => ({
    ...reference,
    construct(scenario, scheduled) {
      const books = reference.construct(scenario, scheduled);
      const sized = (matrix: Float64Array) => {
        const copy = matrix.slice();
        changeBooks(copy, scenario, (book) => {
          let left = 1;
          for (let i = 0; i < book.length; i++) {
            book[i] = book[i]! * left;
            left = Math.max(0, left - Math.abs(book[i]!));
          }
        });
        return copy;
      };
      return { ...books, model: sized(books.model), pre: sized(books.pre) };
    },
  }),
};
