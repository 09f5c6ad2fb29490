import { doubles } from "../../src/numeric/arrays.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { bookSizes } from "../../src/verify/book-sizes.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

const ASSETS_AT_LEAST = 3;
const REBALANCES_AT_LEAST = 12;
/** The average share of gross in one asset from which a strategy counts as stuck. */
const STUCK = 0.95;

export const notStuckInOneAsset = runInvariant({
  id: "data/not-stuck-in-one-asset",
  title: "A universe of three assets or more is not traded as one asset: none has 95% of gross at all rebalances",
  severity: "warning",
  why: "1,202 trades, all in one bond fund: every other asset's score was missing, and missing never ranks first.",
  independentOf: "strategies and prices: shares of gross are averaged over the recorded books.",
  blindTo: "a strategy that is stuck in two assets, and one that is right to stay in the same one.",
  needs: ["weights_scaled"],
  tolerance: EXACT,
  applies({ run, weights_scaled }) {
    if (weights_scaled.columns.length < ASSETS_AT_LEAST) return `needs ${ASSETS_AT_LEAST} assets to choose from`;
    let invested = 0;
    for (const gross of bookSizes(run, "weights_scaled").gross) if (gross !== 0) invested++;
    return invested < REBALANCES_AT_LEAST ? `needs ${REBALANCES_AT_LEAST} rebalances with something held` : undefined;
  },
  check({ run, weights_scaled: { columns, values } }, probe) {
    const { gross } = bookSizes(run, "weights_scaled");
    const shares = doubles(columns.length);
    let invested = 0;
    for (let k = 0; k < gross.length; k++) {
      if (gross[k] === 0) continue;
      invested++;
      for (let i = 0; i < shares.length; i++) {
        shares[i] = shares[i]! + Math.abs(values[k * shares.length + i]!) / gross[k]!;
      }
    }
    for (const [i, asset] of columns.entries()) {
      const share = shares[i]! / invested;
      const message = () =>
        `on average ${(100 * share).toFixed(1)}% of gross at ${invested} rebalances are in ${asset}`;
      const place = { asset, artifact: "weights_scaled.csv" };
      probe.holds(share < STUCK, place, `less than ${STUCK}`, share, message);
    }
  },
});
