import type { Fault } from "./fault.ts";
import { withLayers } from "./parts/assessed.ts";

/** What is left of exposure in the calmest of markets. */
const NEVER_ABOVE = 0.85;

export const alwaysDeRisked: Fault = {
  id: "always-de-risked",
  story:
    "A calm market still scores one point, so the scalar never comes back to 1: a lower volatility target that calls itself a risk overlay.",
  source: "a risk overlay whose lowest threshold was below the feature's mean",
  breaks: ["passes/scalar-not-always-below-one"],
  stages: (reference) =>
    withLayers(reference, (assessed) => ({
      computed: () => assessed.computed().map((scalar) => Math.min(scalar, NEVER_ABOVE)),
    })),
};
