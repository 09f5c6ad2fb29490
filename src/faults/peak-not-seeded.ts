import type { Fault } from "./fault.ts";
import { withDrawdown } from "./parts/drawdown.ts";

export const peakNotSeeded: Fault = {
  id: "peak-not-seeded",
  story:
    "The peak begins with the first recorded equity after a return, not with the capital: a loss on the first day is no loss.",
  source: "quantopian/pyfolio#179",
  breaks: ["drawdown/drawdown-recomputes"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      let peak = 0;
      return withDrawdown(measured, (equity, t) => {
        if (t === 0) return 0;
        peak = Math.max(peak, equity);
        return equity / peak - 1;
      });
    },
  }),
};
