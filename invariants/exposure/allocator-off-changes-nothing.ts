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
    const raw = overlay(run, weights_raw, weights_post);
    const rawBooks = { name: "weights_raw", actual: weights_raw, expected: weights_post, overlay: raw } as const;
    compareBooks(probe, rawBooks, (_k, _i, weight) => `the allocator is off, and weights_post has ${weight}`);
    const scaled = overlay(run, weights_scaled, weights_raw);
    const scaledBooks = {
      name: "weights_scaled",
      actual: weights_scaled,
      expected: weights_raw,
      overlay: scaled,
    } as const;
    compareBooks(probe, scaledBooks, (_k, _i, weight) => `the allocator is off, and weights_raw has ${weight}`);
  },
});
