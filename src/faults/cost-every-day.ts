import type { Fault } from "./fault.ts";

export const costEveryDay: Fault = {
  id: "cost-every-day",
  story: "The cost of the last rebalance is charged on every bar until the next.",
  source: "backtesting.py#1289",
  breaks: ["accounting/costs-conserved"],
  stages: (reference) => ({
    ...reference,
    settle: (scenario, held) =>
      reference.settle(scenario, {
        ...held,
        rows: held.bookOf.map((_, t) => t),
        cost: Float64Array.from(held.bookOf, (book) => (book < 0 ? 0 : held.cost[book]!)),
        turnover: Float64Array.from(held.bookOf, (book) => (book < 0 ? 0 : held.turnover[book]!)),
      }),
  }),
};
