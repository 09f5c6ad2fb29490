import type { Layers } from "../model/regime.ts";
import type { Scenario } from "../model/scenario.ts";
import { coreFeatures } from "./assess/features.ts";
import { regimeLevels } from "./assess/regime.ts";
import { shadowBook } from "./assess/shadow-book.ts";
import { referenceStages } from "./reference.ts";

/** The regime by bar, an index into REGIMES, under given layers of the allocator. */
export type RegimeEvaluator = (layers: Layers) => Uint8Array;

/**
 * The regimes of one scenario under any layers: books and features are worked out once, because layers only decide
 * what the features count for. What the engine itself would record under those layers, bit for bit.
 */
export function regimeEvaluator(scenario: Scenario): RegimeEvaluator {
  const books = referenceStages.construct(scenario, referenceStages.schedule(scenario));
  const { post } = referenceStages.target(scenario, books);
  const features = coreFeatures(scenario, shadowBook(scenario, books, post));
  const scored = {
    volAccel: features.vol_accel,
    corrShock: features.corr_shock,
    drawdownLevel: features.dd_level,
    drawdownSlope: features.dd_slope_10d,
  };
  return (layers) => regimeLevels(scored, layers);
}
