import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { givenScalars, withGivenScalars } from "./given-scalars.ts";
import { sameScenario } from "./same-scenario.ts";

/** Below 1, so that scalars stay in (0, 1]; powers of two, so that every product is exact. */
const FACTORS = [0.5, 0.25, 0.125];

/** The same scenario with every given scalar k times what it was. A text says why there are none. */
export function scaleScalars(scenario: Scenario, random: Random): Scenario | string {
  const scalars = givenScalars(scenario);
  if (typeof scalars === "string") return scalars;
  const factor = random.pick(FACTORS);
  return withGivenScalars(
    scenario,
    scalars.map((scalar) => scalar * factor),
  );
}

/** How many times the scalars of the first scenario the second one has; undefined where more than that differs. */
export function scalarFactor(scenario: Scenario, followUp: Scenario): number | undefined {
  const before = givenScalars(scenario);
  const after = givenScalars(followUp);
  if (typeof before === "string" || typeof after === "string") return undefined;
  const factor = after[0]! / before[0]!;
  const scaled = before.map((scalar) => scalar * factor);
  return factor !== 1 && sameScenario(withGivenScalars(scenario, scaled), followUp) ? factor : undefined;
}
