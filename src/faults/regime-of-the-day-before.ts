import type { Fault } from "./fault.ts";
import { withLayers } from "./parts/assessed.ts";

export const regimeOfTheDayBefore: Fault = {
  id: "regime-of-the-day-before",
  story:
    "The gate is shifted once more than the features already are: each day bears the regime of the day before it, and the crisis is called a day late.",
  source: "a portfolio system with a risk allocator",
  breaks: ["allocator/regime-follows-state"],
  stages: (reference) =>
    withLayers(reference, (assessed) => ({
      regimes() {
        const levels = assessed.regimes();
        const shifted = levels.slice();
        shifted.set(levels.subarray(0, -1), 1);
        return shifted;
      },
    })),
};
