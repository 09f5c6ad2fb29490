import { relative } from "../../src/numeric/tolerance.ts";
import { passFigures } from "../../src/passes/figures.ts";
import { passesInvariant } from "../../src/verify/invariant.ts";

export const maxDrawdownNotWorse = passesInvariant({
  id: "passes/max-drawdown-not-worse",
  title: "The deepest drawdown of the scaled run is no deeper than the baseline's",
  severity: "warning",
  why: `De-risking exists to make the deepest fall shallower. A scalar that reacts too late is cut at the bottom and
    misses the recovery; one that is inverted does nothing else.`,
  independentOf: "metrics.json: both drawdowns are worked out from simple returns.",
  blindTo: "drawdowns but the deepest; and why it is deeper: on some markets a correct allocator is late.",
  needs: ["portfolio_returns"],
  tolerance: relative(1e-9),
  applies: ({ baseline, scaled }) =>
    [baseline, scaled].some(({ run }) => typeof passFigures(run).max_drawdown !== "number")
      ? "a run without a drawdown that is a number (drawdown/drawdown-recomputes)"
      : undefined,
  check({ baseline, scaled }, probe) {
    const before = Number(passFigures(baseline.run).max_drawdown);
    const after = Number(passFigures(scaled.run).max_drawdown);
    probe.precondition("a baseline that ever falls", before < 0);
    if (before === 0 && after === 0) return;
    probe
      .cells("equity_curve", [], undefined, () => `the deepest fall is ${-before} unscaled and ${-after} scaled`)
      .atMost(0, 0, -after, -before);
  },
});
