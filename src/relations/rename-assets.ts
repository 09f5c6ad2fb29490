import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { strategiesOf } from "./build.ts";
import { sameScenario } from "./same-scenario.ts";

/**
 * The same scenario with other names of its assets. Where a strategy may break ties by name, the new names sort as the
 * old ones do; otherwise they sort the other way round as often as not.
 */
export function renameAssets(scenario: Scenario, random: Random): Scenario {
  const { assets } = scenario.market;
  const sorted = [...assets].sort((a, b) => (a < b ? -1 : 1));
  const reversed = !ranksByName(scenario) && random.chance(0.5);
  const names = assets.map((asset) => {
    const rank = sorted.indexOf(asset);
    return `R${String(reversed ? assets.length - rank : rank).padStart(6, "0")}`;
  });
  return named(scenario, names);
}

/** Whether the second scenario is the first with other names in its columns, and nothing else differs. */
export function isRenamed(scenario: Scenario, followUp: Scenario): boolean {
  const before = scenario.market.assets;
  const { assets } = followUp.market;
  if (assets.length !== before.length || !assets.some((asset, i) => asset !== before[i])) return false;
  if (ranksByName(scenario) && !sortAlike(before, assets)) return false;
  return sameScenario(named(scenario, assets), followUp);
}

function named({ market, config }: Scenario, assets: readonly string[]): Scenario {
  return { market: { ...market, assets }, config };
}

/** Strategies that rank assets take the name where the scores are the same. */
function ranksByName({ config }: Scenario): boolean {
  return strategiesOf(config).some(({ kind }) => kind !== "weights" && kind !== "equal-weight");
}

function sortAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.every((_, i) => a.every((_, j) => a[i]! < a[j]! === b[i]! < b[j]!));
}
