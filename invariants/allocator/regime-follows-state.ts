import { REGIMES } from "../../src/model/regime.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { followedRegimes } from "../../src/verify/followed-regimes.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { marketDates } from "../../src/verify/rebalance-dates.ts";

export const regimeFollowsState = runInvariant({
  id: "allocator/regime-follows-state",
  title: "The regime follows from the recorded state and the thresholds: up at once, down by a level after its dwell",
  severity: "error",
  why: `A regime that is one of the four and the wrong one takes the wrong scalar, and every file agrees with every other:
    go-trader#730 had the right features and the gate of another bar.`,
  independentOf: "the engine's regime layer: points are counted anew from the recorded features.",
  blindTo: `features that are wrong themselves (state-recomputes), and what comes after a date on which a feature is
    within 1e-9 of a threshold.`,
  needs: ["config", "regimes", "allocator_state_v1"],
  tolerance: relative(1e-9),
  check({ run, config: { allocator }, regimes, allocator_state_v1: state }, probe) {
    const levels = followedRegimes(state, allocator.layers, probe.tolerance);
    const market = run.align(state.dates, marketDates(run) ?? []);
    const rows = run.align(state.dates, regimes.dates);
    const artifact = "allocator_regime_v1.csv";
    for (let t = 0; t < levels.length; t++) {
      if (market[t] !== t) break; // a lost row, which state-complete names, may have moved the dwell
      if (rows[t]! < 0) continue;
      const expected = REGIMES[levels[t]!]!;
      const actual = regimes.labels[rows[t]!] ?? null;
      const date = state.dates[t]!;
      const message = () => `the state through ${date} and the thresholds of the config make it ${expected}`;
      probe.holds(actual === expected, { artifact, date }, expected, actual, message);
    }
  },
});
