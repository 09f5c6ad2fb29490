import type { Fault } from "./fault.ts";

export const cagrCountsRowZero: Fault = {
  id: "cagr-counts-row-zero",
  story: "The first row, which has no return, counts as a bar: the history is one bar too long and growth too slow.",
  source: "a performance report with a row for the day before the first",
  breaks: ["accounting/metrics-recompute"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      const bars = measured.equity.length;
      const growth = measured.equity[bars - 1]! / scenario.config.initialCapital;
      const cagr = growth ** (scenario.config.conventions.annualization / bars) - 1;
      return { ...measured, metrics: { ...measured.metrics, cagr } };
    },
  }),
};
