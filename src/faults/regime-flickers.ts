import type { Fault } from "./fault.ts";
import { withLayers } from "./parts/assessed.ts";

export const regimeFlickers: Fault = {
  id: "regime-flickers",
  story:
    "The dwell counter is reset on every bar, so the regime follows the noise of its features and changes from one day to the next.",
  source: "a regime layer whose hysteresis counted calendar time",
  breaks: ["passes/regime-not-thrashing"],
  stages: (reference) =>
    withLayers(reference, (assessed) => ({
      regimes: () => assessed.regimes().map((level, t) => (t % 2 === 0 ? level : (level + 1) % 4)),
    })),
};
