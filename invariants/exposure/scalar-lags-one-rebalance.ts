import { EXACT } from "../../src/numeric/tolerance.ts";
import { Column } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

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
  check({ run, allocator_risk_v1, allocator_risk_v1_applied }, probe) {
    const { dates } = allocator_risk_v1_applied;
    const applied = new Column(allocator_risk_v1_applied, "risk_scalar_applied");
    const computed = new Column(allocator_risk_v1, "risk_scalar");
    const rows = run.align(dates, allocator_risk_v1.dates);
    const cells = probe.cells("allocator_risk_v1_applied", dates, undefined, (k) => {
      const sameDay = applied.at(k) === computed.at(rows[k]!) ? "; this is the scalar computed on the very date" : "";
      return `the scalar computed at the rebalance before, ${dates[k - 1]}, is ${computed.at(rows[k - 1]!)}${sameDay}`;
    });
    probe.precondition("two rebalances", applied.length > 1);
    for (let k = 1; k < applied.length; k++) {
      const before = rows[k - 1]!;
      if (before < 0 || rows[k] !== before + 1) continue; // a row is lost: no two consecutive rebalances
      cells.equal(k, 0, applied.at(k), computed.at(before));
    }
  },
});
