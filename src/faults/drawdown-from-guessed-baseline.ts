import type { Fault } from "./fault.ts";
import { withDrawdown } from "./parts/drawdown.ts";

export const drawdownFromGuessedBaseline: Fault = {
  id: "drawdown-from-guessed-baseline",
  story:
    "What the account began with is guessed from the size of its figures: −95.2% from 100,000 where 5,000 fell by 7.69%.",
  source: "quantstats#541",
  breaks: ["drawdown/drawdown-recomputes"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      let peak = 20 * scenario.config.initialCapital;
      return withDrawdown(measured, (equity) => {
        peak = Math.max(peak, equity);
        return equity / peak - 1;
      });
    },
  }),
};
