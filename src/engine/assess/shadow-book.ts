import type { Scenario } from "../../model/scenario.ts";
import { hold } from "../hold.ts";
import { settle } from "../settle.ts";
import type { Books } from "../stages.ts";

/** A book that nobody scales: what it earns bar by bar, without costs. */
export interface ShadowBook {
  /** Simple returns by bar, 0 before the first rebalance (T). */
  readonly simpleReturn: Float64Array;
  /** The first bar that can earn something: that of the first rebalance, past row 0; the number of bars without one. */
  readonly firstBar: number;
}

/**
 * Holds the books `post` (K×N) by the config's holding policy, without scalar, overlay or costs. The very functions
 * that hold and settle the real book do it, so the two can only differ by what is left out here.
 */
export function shadowBook(scenario: Scenario, books: Books, post: Float64Array): ShadowBook {
  const { market, config } = scenario;
  const costless = { market, config: { ...config, costs: { halfSpreadBps: 0, feeBps: 0 } } };
  const held = hold(costless, books, { computed: undefined, applied: undefined, raw: post, scaled: post });
  const { simpleReturn } = settle(costless, held);
  return { simpleReturn, firstBar: Math.max(1, books.rows[0] ?? market.dates.length) };
}
