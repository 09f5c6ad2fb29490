import type { Fault } from "./fault.ts";

export const weightsBeforeFirstRebalance: Fault = {
  id: "weights-before-first-rebalance",
  story: "The first book is filled back to the start of the history: profit before anything was decided.",
  source: "FinRL#189",
  breaks: ["calendar/daily-weights-carry-forward"],
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      if (held.rows.length === 0) return held;
      return { ...held, bookOf: held.bookOf.map((book) => Math.max(book, 0)) };
    },
  }),
};
