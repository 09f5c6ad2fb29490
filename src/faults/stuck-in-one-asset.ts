import type { Fault } from "./fault.ts";
import { changeBooks, grossOf } from "./parts/books.ts";

export const stuckInOneAsset: Fault = {
  id: "stuck-in-one-asset",
  story:
    "Every score but one is missing, and the one that is there ranks first each time: 1,202 trades, all in one bond fund.",
  source: "the levered rotation that this harness was made for",
  breaks: ["data/not-stuck-in-one-asset"],
  stages: (reference) => ({
    ...reference,
    construct(scenario, scheduled) {
      const books = reference.construct(scenario, scheduled);
      const intoTheLast = (matrix: Float64Array) => {
        const stuck = matrix.slice();
        changeBooks(stuck, scenario, (book) => {
          const gross = grossOf(book);
          book.fill(0);
          book[book.length - 1] = gross;
        });
        return stuck;
      };
      const { sleeves } = books;
      return {
        ...books,
        model: intoTheLast(books.model),
        pre: intoTheLast(books.pre),
        ...(sleeves === undefined ? {} : { sleeves: intoTheLast(sleeves) }),
      };
    },
  }),
};
