import { doubles } from "../../src/numeric/arrays.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { bookSizes } from "../../src/verify/book-sizes.ts";
import { columnOfRun } from "../../src/verify/column.ts";
import { compareBooks } from "../../src/verify/compare-books.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

const BECAUSE = [
  "gross_before is Σ|weights_pre|",
  "gross_after is Σ|weights_post|",
  "a targeted book has the gross of its leverage",
];

export const leverageIdentity = runInvariant({
  id: "exposure/leverage-identity",
  title: "Risk targeting is one multiplication: weights_post = weights_pre / gross_before × leverage",
  severity: "error",
  why: `bt PR#524 froze the set of assets it scales at the first call, so assets that came later stayed unscaled;
    leverage applied twice gives leverage², and leverage on net instead of gross explodes on a hedged book.`,
  independentOf: "the engine's targeting: gross is added up from weights_pre itself, not read from leverage_series.",
  blindTo: "a leverage that is wrong for its volatility (leverage-follows-target), and books of a gross below 1e-307.",
  needs: ["weights_pre", "weights_post", "leverage_series"],
  tolerance: relative(1e-9),
  check({ run, weights_pre, weights_post, leverage_series }, probe) {
    const vol = columnOfRun(run, "leverage_series", "vol");
    const leverage = columnOfRun(run, "leverage_series", "leverage");
    const before = columnOfRun(run, "leverage_series", "gross_before");
    const after = columnOfRun(run, "leverage_series", "gross_after");
    const pre = bookSizes(run, "weights_pre").gross;
    const post = bookSizes(run, "weights_post").gross;
    const exposure = run.config?.exposure;
    const multiplier = exposure?.kind === "fixed" ? exposure.multiplier : exposure?.kind === "none" ? 1 : undefined;
    const series = probe.cells("leverage_series", leverage_series.dates, undefined, (_, column) => {
      return BECAUSE[column] ?? `the exposure policy "${exposure?.kind}" has the multiplier ${multiplier}`;
    });
    const levered = run.align(weights_post.dates, leverage_series.dates);
    const rows = run.align(weights_post.dates, weights_pre.dates).slice();
    const factors = doubles(rows.length);
    for (let k = 0; k < rows.length; k++) {
      const row = levered[k]!;
      if (row < 0) rows[k] = -1; // without its leverage a book proves nothing
      const preRow = rows[k]!;
      if (preRow < 0) continue;
      // Where the config is not recorded: a book that has a volatility was targeted at one.
      const targeted = exposure === undefined ? !Number.isNaN(vol[row]!) : exposure.kind === "vol-target";
      series.equal(row, 0, before[row]!, pre[preRow]!);
      series.equal(row, 1, after[row]!, post[k]!);
      if (targeted) series.equal(row, 2, after[row]!, leverage[row]!);
      if (multiplier !== undefined) series.equal(row, 3, leverage[row]!, multiplier);
      factors[k] = !targeted ? leverage[row]! : pre[preRow] === 0 ? 0 : leverage[row]! / pre[preRow]!;
      if (factors[k] === Number.POSITIVE_INFINITY && pre[preRow]! < 1e-307) rows[k] = -1; // left to gross_after
    }
    const lay = { rows, columns: run.align(weights_post.columns, weights_pre.columns) };
    const pair = { name: "weights_post", actual: weights_post, expected: weights_pre, overlay: lay, factors } as const;
    compareBooks(probe, pair, (k, _, weight) => {
      return `weights_pre ${weight} × ${factors[k]} (leverage ${leverage[levered[k]!]}, gross ${pre[rows[k]!]}) is another weight`;
    });
  },
});
