import type { Fault } from "./fault.ts";

export const holdSellsEverything: Fault = {
  id: "hold-sells-everything",
  story:
    "A strategy that answers hold is taken for one that wants nothing: the book is gone the day after it was bought.",
  source: "the levered rotation that this harness was made for",
  breaks: [
    "calendar/trades-only-on-rebalances",
    "calendar/daily-weights-carry-forward",
    "calendar/hold-trades-nothing",
  ],
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      const traded = new Set(held.rows);
      return { ...held, bookOf: held.bookOf.map((book, t) => (traded.has(t) ? book : -1)) };
    },
  }),
};
