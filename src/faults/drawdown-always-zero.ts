import type { Fault } from "./fault.ts";
import { withDrawdown } from "./parts/drawdown.ts";

export const drawdownAlwaysZero: Fault = {
  id: "drawdown-always-zero",
  story: "The drawdown is the equity against itself: never under water.",
  source: "Vibe-Trading#958",
  breaks: ["drawdown/nonzero-max-drawdown", "drawdown/drawdown-recomputes"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      return withDrawdown(measured, () => 0);
    },
  }),
};
