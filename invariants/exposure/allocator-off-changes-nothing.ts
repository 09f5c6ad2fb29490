import { EXACT } from "../../src/numeric/tolerance.ts";
import { compareBooks } from "../../src/verify/compare-books.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { overlay } from "../../src/verify/overlay.ts";

export const allocatorOffChangesNothing = runInvariant({
  id: "exposure/allocator-off-changes-nothing",
  title: "With the allocator off, the scaled book is the raw book and that is the targeted book, bit for bit",
  severity: "error",
  why: `investing-algorithm-framework#603: runs of different settings had the same figures. A baseline that is scaled a
    little, or that an overlay has got into, makes every comparison of two passes a comparison with nothing.`,
  independentOf: "the engine's allocator: recorded books are compared by date and asset.",
  blindTo: "an allocator that acts before targeting, in the model's books.",
  needs: ["config", "weights_post", "weights_raw", "weights_scaled"],
  tolerance: EXACT,
  applies({ config: { allocator } }) {
    return allocator.mode === "off" ? undefined : `the allocator's mode is "${allocator.mode}"`;
  },
  check({ run, weights_post, weights_raw, weights_scaled }, probe) {
    const books = [
      { name: "weights_raw", actual: weights_raw, expected: weights_post, of: "weights_post" },
      { name: "weights_scaled", actual: weights_scaled, expected: weights_raw, of: "weights_raw" },
    ] as const;
    for (const { of, ...pair } of books) {
      compareBooks(probe, { ...pair, overlay: overlay(run, pair.actual, pair.expected) }, (_k, _i, weight) => {
        return `the allocator is off, and ${of} has ${weight}`;
      });
    }
  },
});
