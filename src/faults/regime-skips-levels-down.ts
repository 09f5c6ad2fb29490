import { riskScalars } from "../engine/assess/risk.ts";
import type { Fault } from "./fault.ts";

export const regimeSkipsLevelsDown: Fault = {
  id: "regime-skips-levels-down",
  story: "After its dwell a crisis is over at once: the regime falls to NORMAL, and full risk is back on one day.",
  source: "a portfolio system with a risk allocator",
  breaks: ["allocator/regime-follows-state", "allocator/regime-transitions-sane"],
  stages: (reference) => ({
    ...reference,
    assess(scenario, books, targeted) {
      const assessed = reference.assess(scenario, books, targeted);
      const { layers } = scenario.config.allocator;
      const regimes = () => fallingToNormal(assessed.regimes());
      return { ...assessed, regimes, computed: () => riskScalars(regimes(), books.rows, layers.scalars, layers) };
    },
  }),
};

function fallingToNormal(levels: Uint8Array): Uint8Array {
  const changed = levels.slice();
  for (let t = 1; t < levels.length; t++) {
    if (levels[t]! < levels[t - 1]!) changed[t] = 0;
    else if (levels[t] === levels[t - 1]) changed[t] = changed[t - 1]!;
  }
  return changed;
}
