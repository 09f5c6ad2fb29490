import { relative } from "../../src/numeric/tolerance.ts";
import { bookSizes } from "../../src/verify/book-sizes.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { limitedBooks } from "../../src/verify/limited-books.ts";

export const assetWeightWithinLimit = runInvariant({
  id: "exposure/asset-weight-within-limit",
  title: "No asset's weight exceeds the limit, at every rebalance and on every date held",
  severity: "error",
  why: `A limit that is enforced before leverage, or before the scalar, is no limit on what is held: bt#80 ended at 1.008
    on a target of 1.0, OctoBot#3027 at 6 × 15% where 18 × 5% was asked.`,
  independentOf: "the engine's limits: the recorded books are read cell by cell.",
  blindTo: "what prices do to a drifting book between rebalances, and a limit that the config sets too high.",
  needs: ["config"],
  tolerance: relative(1e-9),
  applies({ run }) {
    return limitedBooks(run).length === 0
      ? "needs weights_post.csv, weights_scaled.csv or weights_daily.csv"
      : undefined;
  },
  check({ run }, probe) {
    for (const { name, table, maxAssetWeight: limit } of limitedBooks(run)) {
      const { gross, largest } = bookSizes(run, name);
      const width = table.columns.length;
      const cells = probe.cells(name, table.dates, table.columns, () => `|weight| is over the limit of ${limit}`);
      for (let t = 0; t < largest.length; t++) {
        // Only a row whose largest weight is over the limit, or that is no book of numbers, is read cell by cell.
        if (largest[t]! <= limit && !Number.isNaN(gross[t]!)) probe.examined += width;
        else for (let i = 0; i < width; i++) cells.atMost(t, i, Math.abs(table.values[t * width + i]!), limit);
      }
    }
  },
});
