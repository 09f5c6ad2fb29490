import { describe, it } from "vitest";
import { scalarNotAlwaysBelowOne } from "../../../invariants/passes/scalar-not-always-below-one.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judgedPasses } from "../../support/judging.ts";
import { withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const back = table`
  date        risk_scalar_applied
  2024-01-05  1
  2024-02-05  0.5
  2024-03-05  0.998`;
const never = table`
  date        risk_scalar_applied
  2024-01-05  1     # the default of the first rebalance
  2024-02-05  0.85
  2024-03-05  0.6`;
const run = (allocator_risk_v1_applied: typeof back) => ({ tables: { allocator_risk_v1_applied } });

describe("passes/scalar-not-always-below-one", () => {
  it("passes when the scalar comes back to 1, as far as smoothing lets it", () => {
    expectPass(judgedPasses(scalarNotAlwaysBelowOne, {}, run(back)), 1);
  });

  it("fails when it never does after the first rebalance", () => {
    expectFail(judgedPasses(scalarNotAlwaysBelowOne, {}, run(never)), {
      artifact: "allocator_risk_v1_applied.csv",
      expected: 0.005,
      actual: 0.15,
      message: "the highest scalar after the first is 0.85: this far below 1",
    });
  });

  it("is unproven for a single rebalance, and skipped where nothing is applied", () => {
    const one = withoutRows(back, "2024-02-05", "2024-03-05");
    expectUnproven(judgedPasses(scalarNotAlwaysBelowOne, {}, run(one)), "never two rebalances");
    expectSkipped(judgedPasses(scalarNotAlwaysBelowOne, {}, {}), "needs allocator_risk_v1_applied.csv");
    expectSkipped(judgedPasses(scalarNotAlwaysBelowOne, {}, { ...run(never), config: {} }), "allocator is off");
  });
});
