import type { Fault } from "./fault.ts";

export const costNegative: Fault = {
  id: "cost-negative",
  story: "Sales are charged with their sign: trading earns money.",
  source: "zipline#1849",
  breaks: ["accounting/costs-conserved"],
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      return { ...held, cost: held.cost.map((cost) => -cost) };
    },
  }),
};
