import type { Scenario } from "../model/scenario.ts";
import type { Equivalent } from "./equivalent.ts";

/** Books, leverage, scalars and costs by other roads. */

export const reversedAssets: Equivalent = {
  id: "assets-in-reverse",
  road: "trades are summed over the assets in reverse",
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const width = scenario.market.assets.length;
      const scaled = backwards(allocated.scaled, width);
      const held = reference.hold(reversedScenario(scenario), books, { ...allocated, scaled });
      return { ...held, books: backwards(held.books, width) };
    },
  }),
};

export const leverageBeforeWeights: Equivalent = {
  id: "leverage-divided-first",
  road: "leverage is divided by gross before it multiplies the weights",
  stages: (reference) => ({
    ...reference,
    target(scenario, books) {
      const targeted = reference.target(scenario, books);
      if (scenario.config.exposure.kind !== "vol-target") return targeted;
      const width = scenario.market.assets.length;
      const post = books.pre.map((weight, cell) => {
        const gross = targeted.grossBefore[Math.floor(cell / width)]!;
        const leverage = targeted.leverage[Math.floor(cell / width)]!;
        if (gross === 0) return 0;
        // Over a gross of almost nothing, leverage is no double.
        return Number.isFinite(leverage / gross) ? weight * (leverage / gross) : (weight / gross) * leverage;
      });
      return { ...targeted, post };
    },
  }),
};

export const grossFromWeights: Equivalent = {
  id: "gross-summed-after",
  road: "the gross after targeting is summed from the weights, where the reference takes the leverage",
  stages: (reference) => ({
    ...reference,
    target(scenario, books) {
      const targeted = reference.target(scenario, books);
      const width = scenario.market.assets.length;
      const grossAfter = targeted.grossAfter.map((_, k) =>
        targeted.post.subarray(k * width, (k + 1) * width).reduce((sum, weight) => sum + Math.abs(weight), 0),
      );
      return { ...targeted, grossAfter };
    },
  }),
};

export const scalarByReciprocal: Equivalent = {
  id: "scalar-by-its-reciprocal",
  road: "the book is divided by the reciprocal of its risk scalar",
  stages: (reference) => ({
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      const { applied, raw, sleeves } = allocated;
      if (applied === undefined || sleeves !== undefined || scenario.config.allocator.mode === "off") return allocated;
      const width = scenario.market.assets.length;
      return { ...allocated, scaled: raw.map((weight, cell) => weight / (1 / applied[Math.floor(cell / width)]!)) };
    },
  }),
};

export const costsInParts: Equivalent = {
  id: "costs-in-parts",
  road: "costs are summed from spread and fee",
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      const { halfSpreadBps, feeBps } = scenario.config.costs;
      if (scenario.config.holding !== "constant-weights") return held;
      const cost = held.turnover.map((turnover) => (turnover * halfSpreadBps) / 1e4 + (turnover * feeBps) / 1e4);
      return { ...held, cost };
    },
  }),
};

function reversedScenario(scenario: Scenario): Scenario {
  const { market } = scenario;
  const returns = backwards(market.returns, market.assets.length);
  return { ...scenario, market: { ...market, assets: market.assets.toReversed(), returns } };
}

/** The columns of a matrix in reverse. */
function backwards(values: Float64Array, width: number): Float64Array {
  return values.map((_, cell) => values[cell - (cell % width) + width - 1 - (cell % width)]!);
}
