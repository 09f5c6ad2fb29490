import { EXACT } from "../../src/numeric/tolerance.ts";
import { passFigures } from "../../src/passes/figures.ts";
import { WARNING_THRESHOLDS } from "../../src/passes/thresholds.ts";
import { passesInvariant } from "../../src/verify/invariant.ts";

const { sharpeLoss } = WARNING_THRESHOLDS;

export const sharpeNotDegraded = passesInvariant({
  id: "passes/sharpe-not-degraded",
  title: `The Sharpe ratio of the scaled run is at most ${sharpeLoss} below the baseline's`,
  severity: "warning",
  why: `An allocator may cost return, but in proportion to the risk it takes away. auto-researchtrading#4 is the other
    side: its gain of 10 points of Sharpe ratio was a look-ahead, so the figure is watched in both runs.`,
  independentOf: "metrics.json: both ratios are worked out from simple returns.",
  blindTo: "a Sharpe ratio that is wrong in the same way in both runs (accounting/metrics-recompute).",
  needs: ["portfolio_returns"],
  tolerance: EXACT,
  applies: ({ baseline, scaled }) =>
    [baseline, scaled].some(({ run }) => typeof passFigures(run).sharpe !== "number")
      ? "a run whose returns do not vary has no Sharpe ratio"
      : undefined,
  check({ baseline, scaled }, probe) {
    const before = Number(passFigures(baseline.run).sharpe);
    const after = Number(passFigures(scaled.run).sharpe);
    probe
      .cells(
        "portfolio_returns",
        [],
        undefined,
        () => `the Sharpe ratio falls from ${before} unscaled to ${after} scaled`,
      )
      .atMost(0, 0, before - after, sharpeLoss);
  },
});
