import type { Fault } from "./fault.ts";
import { withDrawdown } from "./parts/drawdown.ts";

export const drawdownAbsolute: Fault = {
  id: "drawdown-absolute",
  story: "The drawdown is the fall in money, not as a fraction of the peak: −295% for −30%.",
  source: "ml4t/diagnostic#56",
  breaks: ["drawdown/drawdown-recomputes"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      let peak = scenario.config.initialCapital;
      return withDrawdown(measured, (equity) => {
        peak = Math.max(peak, equity);
        return equity - peak;
      });
    },
  }),
};
