import type { Scenario } from "../../model/scenario.ts";
import { booksInForce } from "../hold/constant-weights.ts";
import { holdDriftingPositions } from "../hold/drifting-positions.ts";
import { settle } from "../settle.ts";
import type { Books, Held } from "../stages.ts";

const NOTHING = new Float64Array(0);
const NO_ROWS = new Int32Array(0);

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
  const { simpleReturn } = settle(scenario, heldWithoutCosts(scenario, books, post));
  return { simpleReturn, firstBar: Math.max(1, books.rows[0] ?? scenario.market.dates.length) };
}

/** Books at constant weights trade for nothing here, so nobody has to know how much. */
function heldWithoutCosts({ market, config }: Scenario, { rows }: Books, post: Float64Array): Held {
  if (config.holding === "constant-weights") {
    const bookOf = booksInForce(market.dates.length, rows);
    return { bookOf, books: post, turnover: NOTHING, cost: NOTHING, rows: NO_ROWS };
  }
  return holdDriftingPositions({ market, config }, rows, post, 0);
}
