import type { Fault } from "./fault.ts";
import { withLayers } from "./parts/assessed.ts";

export const scalarInverted: Fault = {
  id: "scalar-inverted",
  story:
    "The scale of regimes is read from the wrong end: the book is cut to a fifth in calm markets and held in full through the crisis.",
  source: "a risk overlay whose score was flipped in a refactoring",
  breaks: ["passes/max-drawdown-not-worse", "passes/sharpe-not-degraded"],
  stages: (reference) =>
    withLayers(reference, (assessed, { config }) => {
      const { scalarMin } = config.allocator.layers;
      return { computed: () => assessed.computed().map((scalar) => (scalar < 1 ? 1 : scalarMin)) };
    }),
};
