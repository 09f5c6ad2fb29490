import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { pickColumns, withRows } from "./build.ts";
import { sameScenario } from "./same-scenario.ts";

/** The same scenario with its assets in another order. A text says why there is no other order. */
export function permuteAssets(scenario: Scenario, random: Random): Scenario | string {
  const width = scenario.market.assets.length;
  if (width < 2) return "the market has one asset: no other order";
  const order = [...Array(width).keys()];
  for (let i = width - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  // By chance the old order: turn it round.
  return inOrder(scenario, order.every((from, to) => from === to) ? order.reverse() : order);
}

/** Whether the second scenario is the first with its assets in another order, and nothing else differs. */
export function isPermuted(scenario: Scenario, followUp: Scenario): boolean {
  const order = followUp.market.assets.map((asset) => scenario.market.assets.indexOf(asset));
  if (order.length !== scenario.market.assets.length || order.includes(-1)) return false;
  return order.some((from, to) => from !== to) && sameScenario(inOrder(scenario, order), followUp);
}

/** Asset i of the answer is asset order[i]. */
function inOrder(scenario: Scenario, order: readonly number[]): Scenario {
  const { market, config } = scenario;
  const assets = order.map((from) => market.assets[from]!);
  const returns = pickColumns(scenario, order);
  return createScenario(
    { dates: market.dates, assets, returns },
    withRows(config, (row) => order.map((from) => row[from]!)),
  );
}
