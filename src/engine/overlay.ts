import type { Overlay } from "../model/config.ts";
import { REGIMES } from "../model/regime.ts";
import type { Scenario } from "../model/scenario.ts";
import { History } from "./history.ts";
import type { Assessed, Books } from "./stages.ts";
import { strategistOf } from "./strategies/catalog.ts";

/**
 * What the convexity overlay adds to weights_post (K×N): its budget times its strategy's last answer while the regime
 * at the rebalance *before* is one of the overlay's, else zero. The lag is that of the scalar, so there is nothing at
 * the first rebalance. The strategy is asked at every rebalance, gate open or not; the overlay makes no rebalance.
 */
export function overlayBooks(
  { market }: Scenario,
  { strategy, budget, regimes }: Overlay,
  { rows }: Books,
  assessed: Assessed,
): Float64Array {
  const { dates, assets, returns } = market;
  const width = assets.length;
  const books = new Float64Array(rows.length * width);
  const strategist = strategistOf(strategy, { assets, rows });
  const levels = assessed.regimes();
  let current = new Float64Array(width);
  for (let k = 0; k < rows.length; k++) {
    const t = rows[k]!;
    const answer = strategist.ask({ date: dates[t]!, history: new History(returns, t, width), current });
    if (answer.kind === "target") current = Float64Array.from(answer.weights);
    if (k === 0 || !regimes.includes(REGIMES[levels[rows[k - 1]!]!]!)) continue;
    for (let i = 0; i < width; i++) books[k * width + i] = budget * current[i]!;
  }
  return books;
}
