import type { Scenario } from "../model/scenario.ts";
import { withRows } from "./build.ts";

/**
 * Another scenario of the same shape, dates and names, and with nothing else in common: what goes up goes down, what
 * is long is short and larger, and the capital is another. Whatever an engine keeps of it is wrong for the first one.
 */
export function disturb({ market, config }: Scenario): Scenario {
  const { limits, initialCapital, costs } = config;
  const returns = market.returns.map((value, cell) => (cell < market.assets.length ? 0 : -value / 2 - 0.01));
  const larger = withRows(config, (row) => row.map((weight) => 0.25 - 2 * weight));
  const room = 2 + market.assets.length;
  return {
    market: { ...market, returns },
    config: {
      ...larger,
      allocator: config.allocator,
      initialCapital: 3 * initialCapital,
      costs: { ...costs, feeBps: costs.feeBps + 1 },
      // Room for the larger book, which no policy but a vol-target makes smaller.
      limits: { maxAssetWeight: room * (1 + limits.maxAssetWeight), maxGross: room * (1 + limits.maxGross) },
    },
  };
}
