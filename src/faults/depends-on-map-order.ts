import type { Fault } from "./fault.ts";
import { rowOf } from "./parts/books.ts";

export const dependsOnMapOrder: Fault = {
  id: "depends-on-map-order",
  story:
    "Trades are added up in the order of a map that outlives the run and is left in another order by it: the same scenario gives other last digits the second time.",
  source: "a simulator that keeps its books in a hash map",
  breaks: ["relation/deterministic", "relation/isolated"],
  stages(reference) {
    const places = new Map<string, number>();
    return {
      ...reference,
      hold(scenario, books, allocated) {
        const held = reference.hold(scenario, books, allocated);
        if (held.turnover.length === 0) return held;
        const { assets } = scenario.market;
        for (const [i, asset] of assets.entries()) places.set(asset, i);
        const firstTrade = rowOf(allocated.scaled, 0, assets.length);
        const turnover = held.turnover.slice();
        turnover[0] = 0;
        for (const [asset, i] of places) {
          if (assets[i] === asset) turnover[0] += Math.abs(firstTrade[i]!);
        }
        for (const i of [...assets.keys()].sort((a, b) => firstTrade[b]! - firstTrade[a]!)) {
          places.delete(assets[i]!); // taken out of the map and put back, an asset stands at its end
          places.set(assets[i]!, i);
        }
        return { ...held, turnover };
      },
    };
  },
};
