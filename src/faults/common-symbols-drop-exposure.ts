import type { Fault } from "./fault.ts";
import { changeBooks, rowOf } from "./parts/books.ts";

export const commonSymbolsDropExposure: Fault = {
  id: "common-symbols-drop-exposure",
  story:
    "Profit is taken over the symbols that the first book and today's book have in common; newcomers earn nothing.",
  source: "PerformanceAnalytics#83",
  breaks: ["accounting/pnl-linear-in-weights", "accounting/run-and-artifact-pnl-agree"],
  stages: (reference) => ({
    ...reference,
    settle(scenario, held) {
      const first = rowOf(held.books, 0, scenario.market.assets.length);
      const books = held.books.slice();
      changeBooks(books, scenario, (book) => {
        for (let i = 0; i < book.length; i++) if (first[i] === 0) book[i] = 0;
      });
      return reference.settle(scenario, { ...held, books });
    },
  }),
};
