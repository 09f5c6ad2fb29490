import type { Scenario } from "../model/scenario.ts";
import { coreFeatures, sleeveFeatures } from "./assess/features.ts";
import { lazy } from "./assess/lazy.ts";
import { regimeLevels } from "./assess/regime.ts";
import { riskScalars } from "./assess/risk.ts";
import { shadowBook } from "./assess/shadow-book.ts";
import { stateTable } from "./assess/state.ts";
import { interleave } from "./interleave.ts";
import type { Assessed, Books, Targeted } from "./stages.ts";

/**
 * Stage 4, the allocator's layers state → regime → risk (ENGINE.md), all from the shadow book: weights_post held
 * without any scalar. A bar costs the same however long the history is, and what is dated t stays the same when the
 * market is cut after t. Each layer is worked out when somebody first asks for it.
 */
export function assess(scenario: Scenario, books: Books, targeted: Targeted): Assessed {
  const { layers, sleeveScalars } = scenario.config.allocator;
  const shadow = lazy(() => shadowBook(scenario, books, targeted.post));
  const core = lazy(() => coreFeatures(scenario, shadow()));
  const state = lazy(() => {
    return stateTable(core(), sleeveFeatures(scenario, books, targeted, shadow()), scenario.market.dates.length);
  });
  const regimes = lazy(() => {
    const { vol_accel, corr_shock, dd_level, dd_slope_10d } = core();
    const scored = {
      volAccel: vol_accel,
      corrShock: corr_shock,
      drawdownLevel: dd_level,
      drawdownSlope: dd_slope_10d,
    };
    return regimeLevels(scored, layers);
  });
  const computed = lazy(() => riskScalars(regimes(), books.rows, layers.scalars, layers));
  const sleeveComputed = lazy(() => {
    if (sleeveScalars === undefined) return undefined;
    const columns = scenario.config.sleeves.map(({ name }) => {
      const own = sleeveScalars[name];
      return own === undefined ? computed() : riskScalars(regimes(), books.rows, own, layers);
    });
    return interleave(columns, books.rows.length);
  });
  return { state, regimes, computed, sleeveComputed };
}
