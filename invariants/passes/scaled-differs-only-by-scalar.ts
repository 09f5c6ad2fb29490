import { relative } from "../../src/numeric/tolerance.ts";
import { scaledBooks } from "../../src/passes/scaled-books.ts";
import { compareBooks } from "../../src/verify/compare-books.ts";
import { passesInvariant } from "../../src/verify/invariant.ts";

export const scaledDiffersOnlyByScalar = passesInvariant({
  id: "passes/scaled-differs-only-by-scalar",
  title: "The scaled run holds the baseline's targeted book times the scalar of the date, and nothing else",
  severity: "error",
  why: `A comparison of two passes is read as the work of the allocator. In bt#524 only one side of the book carried the
    scalar, so the difference of the two runs was a change of direction that no table named.`,
  independentOf:
    "the allocator: the baseline's weights_post are multiplied by recorded scalars and laid over the other run.",
  blindTo:
    "a scalar that is the wrong one for its date (exposure/scalar-lags-one-rebalance, precomputed-scalars-replayed).",
  needs: ["weights_post", "weights_scaled"],
  tolerance: relative(1e-9),
  applies({ scaled }) {
    const mode = scaled.run.config?.allocator.mode;
    if (mode === "off") return "the second run's allocator is off: it applies nothing";
    return scaled.run.table("allocator_risk_v1_applied") === undefined
      ? "needs allocator_risk_v1_applied.csv in the scaled run"
      : undefined;
  },
  check({ baseline, scaled }, probe) {
    const { weights_post } = baseline;
    const lay = (table: typeof weights_post) => ({
      rows: scaled.run.align(table.dates, weights_post.dates),
      columns: scaled.run.align(table.columns, weights_post.columns),
    });
    const post = scaled.weights_post;
    const targeted = { name: "weights_post", actual: post, expected: weights_post, overlay: lay(post) } as const;
    compareBooks(probe, targeted, () => "the baseline targets another book on this date");
    const actual = scaled.weights_scaled;
    const expected = scaledBooks(baseline.run, scaled.run);
    const pair = { name: "weights_scaled", actual, expected, overlay: lay(actual) } as const;
    compareBooks(probe, pair, (_k, _i, weight) => `the baseline's book times what was applied is ${weight}`);
  },
});
