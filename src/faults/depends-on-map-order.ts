import type { Fault } from "./fault.ts";

export const dependsOnMapOrder: Fault = {
  id: "depends-on-map-order",
  story:
    "Profit is added up in the order of a map that outlives the run and is left in another order by it: the same scenario gives other last digits the second time.",
  source: "a simulator that keeps its books in a hash map",
  breaks: ["relation/deterministic", "relation/isolated"],
  stages(reference) {
    const places = new Map<string, number>();
    return {
      ...reference,
      settle(scenario, held) {
        const settled = reference.settle(scenario, held);
        const { assets, returns } = scenario.market;
        const inSimple = scenario.config.conventions.returns === "simple";
        const width = assets.length;
        for (const [i, asset] of assets.entries()) places.set(asset, i);
        const order = [...places].filter(([asset, i]) => assets[i] === asset).map(([, i]) => i);
        const grossReturn = settled.grossReturn.map((gross, t) => {
          const book = held.bookOf[t]!;
          if (book < 0) return gross;
          return order.reduce((sum, i) => {
            const earned = returns[t * width + i]!;
            return sum + held.books[book * width + i]! * (inSimple ? Math.expm1(earned) : earned);
          }, 0);
        });
        const last = Math.max(0, returns.length - width);
        for (const i of [...assets.keys()].sort((a, b) => returns[last + b]! - returns[last + a]!)) {
          places.delete(assets[i]!); // taken out of the map and put back, an asset stands at its end
          places.set(assets[i]!, i);
        }
        return { ...settled, grossReturn };
      },
    };
  },
};
