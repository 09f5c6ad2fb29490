import type { Fault } from "./fault.ts";

export const hitRateOfClosedTrades: Fault = {
  id: "hit-rate-of-closed-trades",
  story: "Only trades that were closed count as won, and the book was never closed: +11.5% with a win rate of 0.",
  source: "backtesting.py#1289",
  breaks: ["accounting/metrics-recompute"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      return { ...measured, metrics: { ...measured.metrics, hit_rate: 0 } };
    },
  }),
};
