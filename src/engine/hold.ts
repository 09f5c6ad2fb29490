import type { Scenario } from "../model/scenario.ts";
import { holdConstantWeights } from "./hold/constant-weights.ts";
import { holdDriftingPositions } from "./hold/drifting-positions.ts";
import type { Allocated, Books, Held } from "./stages.ts";

/**
 * Stage 5: which book is in force on each bar, and what it cost to get there. A rebalance trades to its scaled book
 * under either holding; a date on which every sleeve holds is no rebalance, and nothing here trades on it.
 * Turnover = Σ|w_new − w_held| against the book just before the trade, two-way, so the first build-up counts in full;
 * cost = turnover · (halfSpreadBps + feeBps) / 10⁴ of net asset value.
 */
export function hold(scenario: Scenario, { rows }: Books, { scaled }: Allocated): Held {
  const { halfSpreadBps, feeBps } = scenario.config.costs;
  const rate = (halfSpreadBps + feeBps) / 10_000;
  switch (scenario.config.holding) {
    case "constant-weights":
      return holdConstantWeights(scenario, rows, scaled, rate);
    case "drifting-positions":
      return holdDriftingPositions(scenario, rows, scaled, rate);
  }
}
