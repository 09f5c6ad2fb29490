import { EXACT } from "../../src/numeric/tolerance.ts";
import { highestAfterFirst } from "../../src/passes/interpret.ts";
import { passScalars } from "../../src/passes/scalar-usage.ts";
import { WARNING_THRESHOLDS } from "../../src/passes/thresholds.ts";
import { passesInvariant } from "../../src/verify/invariant.ts";

export const scalarNotAlwaysBelowOne = passesInvariant({
  id: "passes/scalar-not-always-below-one",
  title: "At some rebalance after the first the scalar is 1: calm markets are not de-risked",
  severity: "warning",
  why: `A scalar that never comes back to 1 is a lower volatility target under another name: its effect on drawdown is
    bought with return on every single day, and the comparison praises it for that.`,
  independentOf: "the allocator: the recorded scalars are read.",
  blindTo: "how long the scalar stays at 1, and a market that is in stress throughout.",
  needs: [],
  tolerance: EXACT,
  applies({ scaled }) {
    if (scaled.run.config?.allocator.mode === "off") return "the second run's allocator is off: it applies nothing";
    return passScalars(scaled.run) === undefined ? "needs allocator_risk_v1_applied.csv in the scaled run" : undefined;
  },
  check({ scaled }, probe) {
    const highest = highestAfterFirst(passScalars(scaled.run)!.values);
    probe.precondition("two rebalances", highest !== undefined);
    if (highest === undefined) return;
    probe
      .cells(
        "allocator_risk_v1_applied",
        [],
        undefined,
        () => `the highest scalar after the first is ${highest}: this far below 1`,
      )
      .atMost(0, 0, 1 - highest, WARNING_THRESHOLDS.scalarRange);
  },
});
