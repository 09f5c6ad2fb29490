import type { Fault } from "./fault.ts";
import { lastRebalanceAt } from "./parts/rebalances.ts";

export const costEveryDay: Fault = {
  id: "cost-every-day",
  story: "The cost of the last rebalance is charged on every bar until the next.",
  source: "a simulator that carries costs forward with the book",
  breaks: ["accounting/costs-conserved"],
  stages: (reference) => ({
    ...reference,
    settle(scenario, held) {
      const last = lastRebalanceAt(held);
      const ofLast = (figures: Float64Array) => Float64Array.from(last, (k) => (k < 0 ? 0 : figures[k]!));
      return reference.settle(scenario, {
        ...held,
        rows: held.bookOf.map((_, t) => t),
        cost: ofLast(held.cost),
        turnover: ofLast(held.turnover),
      });
    },
  }),
};
