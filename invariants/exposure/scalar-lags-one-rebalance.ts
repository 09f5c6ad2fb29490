import { EXACT } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { compareLagged, SLEEVE_SCALARS, SYSTEM_SCALARS } from "../../src/verify/lagged-scalars.ts";

export const scalarLagsOneRebalance = runInvariant({
  id: "exposure/scalar-lags-one-rebalance",
  title: "The scalar applied at a rebalance is the one computed at the rebalance before it, bit for bit",
  severity: "error",
  why: `go-trader#730 gated trades by the regime of the same bar, a scalar with no lag; auto-researchtrading#4 went from a
    Sharpe ratio of 10.38 to −0.74 when one bar of lag was put back.`,
  independentOf: "the allocator: two recorded tables are laid over each other one rebalance apart.",
  blindTo: `the scalar of the first rebalance, and whether what was applied is in the weights
    (no-post-rt-renormalization).`,
  needs: ["allocator_risk_v1", "allocator_risk_v1_applied"],
  tolerance: EXACT,
  applies({ run }) {
    const loaded = run.table("allocator_risk_v1_applied_source") ?? run.table("allocator_risk_v1_applied_used");
    const precomputed = run.config === undefined ? loaded !== undefined : run.config.allocator.mode === "precomputed";
    return precomputed
      ? "the allocator's mode is precomputed: applied scalars were lagged when they were made"
      : undefined;
  },
  check({ run, allocator_risk_v1_applied }, probe) {
    probe.precondition("two rebalances", allocator_risk_v1_applied.dates.length > 1);
    compareLagged(run, SYSTEM_SCALARS, probe);
    compareLagged(run, SLEEVE_SCALARS, probe);
  },
});
