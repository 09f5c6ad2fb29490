import { relative } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { checkStateBounds, checkStateParts, checkStateShape, checkStateWarmup } from "../../src/verify/state-table.ts";

export const stateComplete = runInvariant({
  id: "allocator/state-complete",
  title: "The state has every feature on every date, marks its warm-up, and its parts fit each other",
  severity: "error",
  why: `An empty state in the warm-up was read as a calm one, or stopped the run; a feature that is missing for one asset
    too many is 0 ever after, and the regime never leaves NORMAL.`,
  independentOf: "the engine's state layer: bounds and parts follow from the recorded features themselves.",
  blindTo: "features that are wrong together (state-recomputes).",
  needs: ["allocator_state_v1"],
  tolerance: relative(1e-9),
  check({ run, allocator_state_v1 }, probe) {
    checkStateShape(run, allocator_state_v1, probe);
    checkStateWarmup(run, allocator_state_v1, probe);
    checkStateBounds(allocator_state_v1, probe);
    checkStateParts(run, allocator_state_v1, probe);
  },
});
