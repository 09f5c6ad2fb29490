import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { sameScenario } from "./same-scenario.ts";

/** Basis points that are added: a little, and more than any market asks. */
const ADDED_BPS = [0.5, 5, 50, 500];

/** The same scenario with higher costs. */
export function raiseCosts({ market, config }: Scenario, random: Random): Scenario {
  const { halfSpreadBps, feeBps } = config.costs;
  return { market, config: { ...config, costs: { halfSpreadBps, feeBps: feeBps + random.pick(ADDED_BPS) } } };
}

/** Whether the second scenario is the first with higher costs, and nothing else differs. */
export function hasHigherCosts(scenario: Scenario, followUp: Scenario): boolean {
  const before = scenario.config.costs;
  const { costs } = followUp.config;
  const higher = costs.halfSpreadBps + costs.feeBps > before.halfSpreadBps + before.feeBps;
  return higher && sameScenario({ ...scenario, config: { ...scenario.config, costs } }, followUp);
}
