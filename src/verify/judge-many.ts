import type { RunInvariant } from "./invariant.ts";
import type { Finding } from "./judge.ts";
import { judgeRun } from "./judge.ts";
import type { RunView } from "./run-view.ts";

/**
 * Judges several small runs by the same invariants; `[run][invariant]`, the findings that {@link judgeRun} gives one by
 * one. It goes through the runs invariant by invariant: the whole catalog is more code than a processor keeps at hand,
 * and a check that has just been run is run again for a good deal less.
 */
export function judgeRuns(invariants: readonly RunInvariant[], runs: readonly RunView[]): Finding[][] {
  const findings = runs.map((): Finding[] => []);
  for (let i = 0; i < invariants.length; i++) {
    const invariant = invariants[i]!;
    for (let r = 0; r < runs.length; r++) findings[r]!.push(judgeRun(invariant, runs[r]!));
  }
  return findings;
}
