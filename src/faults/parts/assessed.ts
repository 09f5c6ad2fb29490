import type { Assessed, Stages } from "../../engine/stages.ts";
import type { Scenario } from "../../model/scenario.ts";

/** The reference with some of the allocator's layers replaced; layers are still worked out only when asked for. */
export function withLayers(
  reference: Stages,
  change: (assessed: Assessed, scenario: Scenario) => Partial<Assessed>,
): Stages {
  return {
    ...reference,
    assess(scenario, books, targeted) {
      const assessed = reference.assess(scenario, books, targeted);
      return { ...assessed, ...change(assessed, scenario) };
    },
  };
}
