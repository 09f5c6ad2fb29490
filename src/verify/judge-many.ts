import type { RunInvariant } from "./invariant.ts";
import type { Finding } from "./judge.ts";
import { RunJudge } from "./judge.ts";
import type { RunView } from "./run-view.ts";

/**
 * Judges several small runs by the same invariants, and hands over each finding, which is what `judgeRun` gives,
 * with the number of its run: all runs for the first invariant in the order of the runs, then for the second. It goes
 * through the runs invariant by invariant: the whole catalog is more code than a processor keeps at hand, and a check
 * that has just been run is run again for a good deal less. The probe of a finding without violations is only lent:
 * its figures are those of this run until `found` returns.
 */
export function judgeRuns(
  invariants: readonly RunInvariant[],
  runs: readonly RunView[],
  found: (invariant: RunInvariant, finding: Finding, run: number) => void,
): void {
  for (let i = 0; i < invariants.length; i++) {
    const invariant = invariants[i]!;
    const judge = new RunJudge(invariant);
    for (let r = 0; r < runs.length; r++) found(invariant, judge.judge(runs[r]!), r);
  }
}
