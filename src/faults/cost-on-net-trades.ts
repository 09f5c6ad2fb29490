import type { Fault } from "./fault.ts";
import { netOf, rowOf } from "./parts/books.ts";

export const costOnNetTrades: Fault = {
  id: "cost-on-net-trades",
  story: "Costs are charged on the net of all trades: moving from one asset to another is free.",
  source: "a simulator that nets its orders before it charges them",
  breaks: ["accounting/costs-conserved"],
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      const { halfSpreadBps, feeBps } = scenario.config.costs;
      const width = scenario.market.assets.length;
      const cost = held.cost.map((_, k) => {
        const before = k === 0 ? 0 : netOf(rowOf(held.books, k - 1, width));
        return (Math.abs(netOf(rowOf(held.books, k, width)) - before) * (halfSpreadBps + feeBps)) / 1e4;
      });
      return { ...held, cost };
    },
  }),
};
