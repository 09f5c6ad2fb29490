import { describe, it } from "vitest";
import { scalarInUnitInterval } from "../../../invariants/exposure/scalar-in-unit-interval.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { table } from "../../support/tables.ts";

describe("exposure/scalar-in-unit-interval", () => {
  it("passes for scalars above 0 and up to 1", () => {
    const allocator_risk_v1 = table`
      date        risk_scalar
      2024-01-05  1
      2024-02-05  0.0001`;
    expectPass(judged(scalarInUnitInterval, { tables: { allocator_risk_v1 } }), 2);
  });

  it("fails for 0, above 1, negative, NaN and missing", () => {
    const allocator_risk_v1_applied = table`
      date        risk_scalar_applied
      2024-01-05  0          # a missing scalar read as a number
      2024-02-05  1.0000001
      2024-03-05  -0.5
      2024-04-05  NaN
      2024-05-05  -
      2024-06-05  0.5`;
    const artifact = "allocator_risk_v1_applied.csv";
    expectFail(
      judged(scalarInUnitInterval, { tables: { allocator_risk_v1_applied } }),
      {
        artifact,
        date: "2024-01-05",
        expected: "above 0, at most 1",
        actual: 0,
        message: "risk_scalar_applied is no risk scalar",
      },
      { artifact, date: "2024-02-05", actual: 1.0000001 },
      { artifact, date: "2024-03-05", actual: -0.5 },
      { artifact, date: "2024-04-05", actual: "NaN" },
      { artifact, date: "2024-05-05", actual: "NaN" },
    );
  });

  it("allows that nothing was loaded for a rebalance, not that nothing was used", () => {
    const side = table`
      date        source  used
      2024-01-05  -       1
      2024-02-05  0.5     -`;
    expectFail(judged(scalarInUnitInterval, { tables: { allocator_scalars_at_rebalances: side } }), {
      date: "2024-02-05",
      artifact: "allocator_scalars_at_rebalances.csv",
      message: "used is no risk scalar",
    });
  });

  it("is skipped without an allocator, unproven without a rebalance", () => {
    expectSkipped(judged(scalarInUnitInterval, {}), "needs allocator_risk_v1.csv or allocator_risk_v1_applied.csv");
    expectUnproven(judged(scalarInUnitInterval, { tables: { allocator_risk_v1: table`date risk_scalar` } }));
  });
});
