import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { sameScenario } from "./same-scenario.ts";

/** Powers of two, so that the unit book is the same bit for bit. */
const FACTORS = [2, 0.5, 16, 0.125];

/**
 * The same scenario with every sleeve's budget k times what it was, so that weights_pre is k times what it was,
 * whatever the strategies. Only under a vol-target does its size not matter.
 */
export function scaleBudgets(scenario: Scenario, random: Random): Scenario | string {
  const { kind } = scenario.config.exposure;
  if (kind !== "vol-target") return `the exposure policy is "${kind}": the size of the book is kept`;
  return withBudgetsTimes(scenario, random.pick(FACTORS));
}

/** How many times the budgets of the first scenario the second one has; undefined where more than that differs. */
export function budgetFactor(scenario: Scenario, followUp: Scenario): number | undefined {
  const at = scenario.config.sleeves.findIndex(({ budget }) => budget > 0);
  const before = scenario.config.sleeves[at]?.budget ?? 1;
  const factor = (followUp.config.sleeves[at]?.budget ?? 1) / before;
  return factor !== 1 && sameScenario(withBudgetsTimes(scenario, factor), followUp) ? factor : undefined;
}

function withBudgetsTimes({ market, config }: Scenario, factor: number): Scenario {
  const sleeves = config.sleeves.map((sleeve) => ({ ...sleeve, budget: sleeve.budget * factor }));
  return { market, config: { ...config, sleeves } };
}
