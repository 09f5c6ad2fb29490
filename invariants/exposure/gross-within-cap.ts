import { relative } from "../../src/numeric/tolerance.ts";
import { bookSizes } from "../../src/verify/book-sizes.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { limitedBooks } from "../../src/verify/limited-books.ts";

export const grossWithinCap = runInvariant({
  id: "exposure/gross-within-cap",
  title: "Gross never exceeds the limit or the leverage cap, at every rebalance and on every date held",
  severity: "error",
  why: `Returning exposures that carry leverage as model weights compounded 1.25× leverage to 4.7×; Riskfolio-Lib#174
    had weights that add up to 120%, jesse's example-strategies#6 a balance of 2.1e101.`,
  independentOf: "the engine's limits: gross is added up from the recorded books, by date.",
  blindTo: "what prices do to a drifting book between rebalances, and a limit that the config sets too high.",
  needs: ["config"],
  tolerance: relative(1e-9),
  applies({ run }) {
    return limitedBooks(run).length === 0
      ? "needs weights_post.csv, weights_scaled.csv or weights_daily.csv"
      : undefined;
  },
  check({ run }, probe) {
    for (const { name, table, maxGross: cap } of limitedBooks(run)) {
      const { gross } = bookSizes(run, name);
      const cells = probe.cells(name, table.dates, undefined, () => `Σ|${name}| is over the cap of ${cap}`);
      for (let t = 0; t < gross.length; t++) cells.atMost(t, 0, gross[t]!, cap);
    }
  },
});
