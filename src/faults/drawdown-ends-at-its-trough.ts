import type { Fault } from "./fault.ts";

export const drawdownEndsAtItsTrough: Fault = {
  id: "drawdown-ends-at-its-trough",
  story: "A drawdown that has not been made up for by the last bar is said to have lasted to its deepest day only.",
  source: "quantstats#233",
  breaks: ["accounting/metrics-recompute"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      const { max_drawdown_peak_date: peak, max_drawdown_trough_date: trough } = measured.metrics;
      if (typeof peak !== "string" || typeof trough !== "string") return measured;
      const { dates } = scenario.market;
      const max_drawdown_bars = dates.indexOf(trough) - dates.indexOf(peak);
      return { ...measured, metrics: { ...measured.metrics, max_drawdown_bars } };
    },
  }),
};
