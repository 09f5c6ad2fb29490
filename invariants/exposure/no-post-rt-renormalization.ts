import { relative } from "../../src/numeric/tolerance.ts";
import { beforeScalar, scalesBySleeve } from "../../src/verify/before-scalar.ts";
import { compareBooks } from "../../src/verify/compare-books.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { overlay } from "../../src/verify/overlay.ts";
import { postTargetScalars } from "../../src/verify/post-target-scalars.ts";

export const noPostRtRenormalization = runInvariant({
  id: "exposure/no-post-rt-renormalization",
  title: "After risk targeting, weights change only by one scalar a rebalance, the same for every asset",
  severity: "error",
  why: `A book levered to gross 4.00 was divided by its gross again on its way to the execution simulator: leverage
    silently back to 1, and every risk figure of the report about another portfolio. Caps, clips, dust filters and
    rounding after targeting do the same to some assets only (Riskfolio-Lib#174, bt#80).`,
  independentOf: "the engine's allocator: rows of weights_post and weights_scaled are compared asset by asset.",
  blindTo: `a scalar that is uniform but wrong in its origin (scalar-lags-one-rebalance); and, where the run records
    neither its config nor applied scalars, any uniform scalar in (0, 1].`,
  needs: ["weights_post", "weights_scaled"],
  tolerance: relative(1e-9),
  applies({ run }) {
    const nothing = scalesBySleeve(run) && run.table("weights_raw") === undefined;
    return nothing ? "each sleeve has its scalar (one-scalar-per-sleeve), and there is no weights_raw.csv" : undefined;
  },
  check({ run, weights_post, weights_scaled }, probe) {
    const raw = run.table("weights_raw");
    const expected = beforeScalar(run) ?? weights_post;
    if (raw !== undefined) {
      const pair = { name: "weights_raw", actual: raw, expected, overlay: overlay(run, raw, expected) } as const;
      compareBooks(
        probe,
        pair,
        (_k, _i, post) => `weights_raw is the book before the scalar; weights_post has ${post}`,
      );
    }
    if (scalesBySleeve(run)) return; // one-scalar-per-sleeve
    const lay = overlay(run, weights_scaled, expected);
    const { values, inferred } = postTargetScalars(run, weights_scaled, expected, lay);
    const { dates } = weights_scaled;
    const ratios = probe.cells(
      "weights_scaled",
      dates,
      undefined,
      () => "the scalar of the largest weight is no risk scalar",
    );
    for (let k = 0; k < values.length; k++) {
      if (inferred[k] === 0 || lay.rows[k]! < 0) continue;
      const scalar = values[k]!;
      if (ratios.atMost(k, 0, scalar, 1)) ratios.holds(scalar > 0, k, 0, scalar, "above 0");
    }
    const pair = { name: "weights_scaled", actual: weights_scaled, expected, overlay: lay, factors: values } as const;
    compareBooks(probe, pair, (k, _, post) => {
      const scalar = inferred[k] === 1 ? "the scalar of the largest weight," : "applied scalar";
      return `weights_post × ${scalar} ${values[k]} is ${post * values[k]!}; every asset must carry the same scalar`;
    });
  },
});
