import type { Fault } from "./fault.ts";
import { repeatedBooks, withLastAnswer } from "./parts/rebalances.ts";

export const rebalancesDaily: Fault = {
  id: "rebalances-daily",
  story:
    "What a strategy answered last is taken for an answer on every bar: 3,679 daily trades where about 60 were meant.",
  source: "the levered rotation that this harness was made for",
  breaks: ["calendar/rebalance-cadence"],
  stages: (reference) => ({
    ...reference,
    construct(scenario, scheduled) {
      const books = reference.construct(scenario, scheduled);
      return repeatedBooks(books, withLastAnswer(scenario.market.dates.keys(), books), scenario);
    },
  }),
};
