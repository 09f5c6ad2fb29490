import type { Fault } from "./fault.ts";

export const sharpeAnnualizedLinearly: Fault = {
  id: "sharpe-annualized-linearly",
  story: "The Sharpe ratio of a bar is multiplied by the bars of a year, not by their root.",
  source: "ffn#303",
  breaks: ["accounting/metrics-recompute"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      const { sharpe } = measured.metrics;
      if (typeof sharpe !== "number") return measured;
      const linear = sharpe * Math.sqrt(scenario.config.conventions.annualization);
      return { ...measured, metrics: { ...measured.metrics, sharpe: linear } };
    },
  }),
};
