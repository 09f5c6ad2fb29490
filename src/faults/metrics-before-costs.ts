import type { Fault } from "./fault.ts";

export const metricsBeforeCosts: Fault = {
  id: "metrics-before-costs",
  story:
    "The summary is made before costs are taken off: a strategy has the same figures at a cheap broker and at a dear one.",
  source: "investing-algorithm-framework#603",
  breaks: ["accounting/metrics-recompute"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const inLogs = scenario.config.conventions.returns === "log";
      const free = settled.grossReturn.map((gross) => (inLogs ? Math.expm1(gross) : Math.max(gross, -1)));
      const { metrics } = reference.measure(scenario, held, { ...settled, simpleReturn: free });
      return { ...reference.measure(scenario, held, settled), metrics };
    },
  }),
};
