import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { sameScenario } from "./same-scenario.ts";

/** Powers of two: multiplying by them changes no digit of any figure, so nothing has to be allowed for rounding. */
const FACTORS = [2, 0.5, 1024, 2 ** 20, 2 ** -10];

/** The same scenario with another initial capital: a power of two times the first. */
export function scaleCapital(scenario: Scenario, random: Random): Scenario {
  return withCapitalTimes(scenario, random.pick(FACTORS));
}

/** How many times the capital of the first scenario the second one has; undefined where more than that differs. */
export function capitalFactor(scenario: Scenario, followUp: Scenario): number | undefined {
  const factor = followUp.config.initialCapital / scenario.config.initialCapital;
  return factor !== 1 && sameScenario(withCapitalTimes(scenario, factor), followUp) ? factor : undefined;
}

function withCapitalTimes({ market, config }: Scenario, factor: number): Scenario {
  return { market, config: { ...config, initialCapital: config.initialCapital * factor } };
}
