import { relative } from "../../src/numeric/tolerance.ts";
import { compareBooks } from "../../src/verify/compare-books.ts";
import { passesInvariant } from "../../src/verify/invariant.ts";
import { overlay } from "../../src/verify/overlay.ts";

export const baselineHasScalarOne = passesInvariant({
  id: "passes/baseline-has-scalar-one",
  title: "The baseline run holds its targeted book unscaled, whatever scalars it records as ready",
  severity: "error",
  why: `investing-algorithm-framework#603: a switch that did not switch off. A baseline that is de-risked too makes the
    allocator look harmless, because both columns of the comparison carry it.`,
  independentOf: "the allocator and its mode: two books of the baseline run are laid over each other.",
  blindTo: "a baseline whose targeted book is wrong itself (exposure/leverage-follows-target).",
  needs: ["weights_post", "weights_scaled"],
  tolerance: relative(1e-9),
  check({ baseline }, probe) {
    const { run, weights_post, weights_scaled } = baseline;
    const lay = overlay(run, weights_scaled, weights_post);
    const pair = { name: "weights_scaled", actual: weights_scaled, expected: weights_post, overlay: lay } as const;
    compareBooks(
      probe,
      pair,
      (_k, _i, post) => `the baseline's allocator is off, so weights_post ${post} is what it holds`,
    );
  },
});
