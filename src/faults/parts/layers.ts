import type { Stages } from "../../engine/stages.ts";
import type { Layers } from "../../model/regime.ts";
import type { Scenario } from "../../model/scenario.ts";

/** The reference whose allocator layers misread the thresholds and paces of their config. */
export function misreadingLayers(reference: Stages, wrong: (layers: Layers) => Partial<Layers>): Stages {
  return {
    ...reference,
    assess(scenario, books, targeted) {
      return reference.assess(withLayersOf(scenario, wrong(scenario.config.allocator.layers)), books, targeted);
    },
  };
}

function withLayersOf({ market, config }: Scenario, change: Partial<Layers>): Scenario {
  const { allocator } = config;
  return { market, config: { ...config, allocator: { ...allocator, layers: { ...allocator.layers, ...change } } } };
}
