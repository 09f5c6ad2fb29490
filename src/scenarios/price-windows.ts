import type { Capabilities } from "../model/engine.ts";
import type { Market } from "../model/market.ts";
import { createMarket } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import { doubles } from "../numeric/arrays.ts";
import type { Random } from "../numeric/random.ts";
import type { ScenarioOptions } from "./generate.ts";
import { anyConfig, anySize } from "./generate.ts";
import type { Mix } from "./mix.ts";

/**
 * A window of a real market with a generated config: some of its assets, in the order of the file, over consecutive
 * dates. Sizes as for generated markets, as far as the market has that much.
 */
export function windowScenario(
  random: Random,
  capabilities: Capabilities,
  whole: Market,
  options: ScenarioOptions,
  mix: Mix,
): Scenario {
  const size = anySize(random, options, mix);
  const bars = Math.min(size.bars, whole.dates.length);
  const first = random.integer(whole.dates.length - bars + 1);
  const columns = someColumns(random, whole.assets.length, Math.min(size.assets, whole.assets.length));
  const width = columns.length;
  const returns = doubles(bars * width);
  // Row 0 stays 0: the window's first date has no earlier one to return from.
  for (let t = 1; t < bars; t++) {
    for (let i = 0; i < width; i++) {
      returns[t * width + i] = whole.returns[(first + t) * whole.assets.length + columns[i]!]! + 0;
    }
  }
  const names = columns.map((column) => whole.assets[column]!);
  const market = createMarket(whole.dates.slice(first, first + bars), names, returns);
  return createScenario(market, anyConfig(random, capabilities, market, mix));
}

/** `count` of `width` columns, ascending. */
function someColumns(random: Random, width: number, count: number): number[] {
  const chosen: number[] = [];
  for (let column = 0; column < width && chosen.length < count; column++) {
    if (random.chance((count - chosen.length) / (width - column))) chosen.push(column);
  }
  return chosen;
}
